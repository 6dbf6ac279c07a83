// Values as people read them.

const MINUS = "\u2212";

export function clockWords(timeS) {
  const tenths = Math.max(0, Math.round(10 * Number(halfUp(timeS, 1))));
  const seconds = Math.floor((tenths % 600) / 10);
  return `${Math.floor(tenths / 600)}:${String(seconds).padStart(2, "0")}.${tenths % 10}`;
}

// A half goes away from nought, as the number is written: pages, print and terminal agree.
function halfUp(value, decimals) {
  const size = Math.round(Number(`${Math.abs(value)}e${decimals}`));
  return (Math.sign(value) * Number(`${size}e-${decimals}`)).toFixed(decimals);
}

export function quantity(value, suffix, decimals = 0) {
  if (value === null || value === undefined) return "\u2013";
  const text = halfUp(value, decimals).replace(/^-(0(\.0+)?)$/, "$1").replace("-", MINUS);
  return text + suffix;
}

const SHARES = [[90, "full"], [65, "most of it"], [35, "about half"], [-Infinity, "little"]];

// How large a movement was; a share of one's own movement is a word.
export function size(value, suffix) {
  if (value === null || value === undefined || suffix.trim() !== "%") return quantity(value, suffix);
  return SHARES.find(([least]) => value >= least)[1];
}

// How long a repetition was held; at least so long where an end of the hold was not seen.
export function held(rep) {
  const words = quantity(rep.hold_s, " s", 1);
  return rep.hold_at_least && rep.hold_s !== null ? `at least ${words}` : words;
}

export function measured(value, unit) {
  if (value === null) return "seen by the therapist";
  if (unit === "torso") return `${quantity(100 * value, "")} % of trunk length`;
  if (unit === "deg") return quantity(value, "\u00b0");
  if (unit === "deg/s") return quantity(value, "\u00b0 per second");
  return quantity(value, unit ? ` ${unit}` : "", 1);
}

export const KINDS = {
  counted: "Counts",
  partial: "Too small or cut off",
  not_seen: "Lost from view",
  other_movement: "Not this exercise",
};

export const SIDES = { left: "left", right: "right", both: "both" };

const VERDICTS = {
  open: "not looked at",
  confirmed: "confirmed",
  changed: "changed by you",
  rejected: "rejected",
  added: "added by you",
};

// In a set that is reviewed nothing is left that nobody looked at: what was not rejected is right,
// but for faults that the program was not sure of, which need a yes of their own.
export function verdictWords(item, finished) {
  if (item.verdict === "open" && finished) {
    return item.sure || item.key.startsWith("rep-") ? "right" : "not confirmed, so no fault";
  }
  return item.sure ? VERDICTS[item.verdict] : `${VERDICTS[item.verdict]} (program not sure)`;
}

export function repName(rep) {
  if (rep.verdict === "rejected") return "Rejected repetition";
  return rep.kind === "counted" && rep.index !== null ? `Repetition ${rep.index}` : KINDS[rep.kind];
}
