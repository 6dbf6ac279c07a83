// Values as people read them.

import { DECIMAL, text } from "./texts.js";

const MINUS = "\u2212";

export function clockWords(timeS) {
  const tenths = Math.max(0, Math.round(10 * Number(halfUp(timeS, 1))));
  const seconds = Math.floor((tenths % 600) / 10);
  return `${Math.floor(tenths / 600)}:${String(seconds).padStart(2, "0")}${DECIMAL}${tenths % 10}`;
}

// A half goes away from nought, as the number is written: pages, print and terminal agree.
function halfUp(value, decimals) {
  const size = Math.round(Number(`${Math.abs(value)}e${decimals}`));
  return (Math.sign(value) * Number(`${size}e-${decimals}`)).toFixed(decimals);
}

export function quantity(value, suffix, decimals = 0) {
  if (value === null || value === undefined) return "\u2013";
  const number = halfUp(value, decimals).replace(/^-(0(\.0+)?)$/, "$1").replace("-", MINUS).replace(".", DECIMAL);
  return number + suffix;
}

const SHARES = [[90, "full"], [65, "most"], [35, "half"], [-Infinity, "little"]];

// How large a movement was; a share of one's own movement is a word.
export function size(value, suffix) {
  if (value === null || value === undefined || suffix.trim() !== "%") return quantity(value, suffix);
  return text(`review.share.${SHARES.find(([least]) => value >= least)[1]}`);
}

// How long a repetition was held; at least so long where an end of the hold was not seen.
export function held(rep) {
  const words = quantity(rep.hold_s, "\u00a0s", 1);
  return rep.hold_at_least && rep.hold_s !== null ? text("review.at_least", { quantity: words }) : words;
}

export function measured(value, unit) {
  if (value === null) return text("review.seen_by_therapist");
  if (unit === "torso") return text("review.trunk_length", { number: quantity(100 * value, "") });
  if (unit === "deg") return quantity(value, "\u00b0");
  if (unit === "deg/s") return text("review.degrees_per_second", { number: quantity(value, "") });
  return quantity(value, unit ? `\u00a0${unit}` : "", 1);
}

export const KINDS = {
  counted: text("review.kind.counted"),
  partial: text("review.kind.partial"),
  not_seen: text("review.kind.not_seen"),
  other_movement: text("review.kind.other_movement"),
};

export const SIDES = { left: text("review.side.left"), right: text("review.side.right"), both: text("review.side.both") };

// In a set that is reviewed nothing is left that nobody looked at: what was not rejected is right,
// but for faults that the program was not sure of, which need a yes of their own.
export function verdictWords(item, finished) {
  if (item.verdict === "open" && finished) {
    return item.sure || item.key.startsWith("rep-") ? text("review.verdict.right") : text("review.verdict.not_confirmed");
  }
  const words = text(`review.verdict.${item.verdict}`);
  return item.sure ? words : text("review.verdict.not_sure", { verdict: words });
}

export function repName(rep) {
  if (rep.verdict === "rejected") return text("review.rejected_rep");
  return rep.kind === "counted" && rep.index !== null ? text("review.rep", { number: rep.index }) : KINDS[rep.kind];
}
