// What is picked, and everything that can be done to it.

import { find, make, show, sign } from "./dom.js";
import { moveEdge } from "./lanes.js";
import { text } from "./texts.js";
import { clockWords, held, KINDS, measured, quantity, repName, SIDES, size, verdictWords } from "./words.js";

export class Inspector {
  constructor(state, clock) {
    this.state = state;
    this.clock = clock;
    this.place = find("inspector");
    state.addEventListener("pick", () => this.draw());
    this.draw();
  }

  draw() {
    const item = this.state.picked;
    if (!item) {
      show(this.place, make("p", { class: "quiet" }, ...around(text("review.pick"), make("kbd", {}, "?"))));
      return;
    }
    show(this.place, ...(this.state.isRep(item) ? this.#rep(item) : this.#fault(item)));
  }

  #rep(rep) {
    const { set } = this.state;
    const facts = [text("review.largest", { size: size(rep.peak, set.suffix) }), text("review.held", { held: held(rep) }), text("review.seen", { percent: quantity(100 * rep.trust, "") })];
    const kind = this.#choice(text("review.what_it_is"), "kind", KINDS, rep.kind, (value) => this.#retype(rep, { kind: value, side: rep.side }));
    const side = set.sided ? this.#choice(text("review.column.side"), "side", SIDES, rep.side ?? "", (value) => this.#retype(rep, { kind: rep.kind, side: value || null })) : null;
    const hold = this.#number(text("review.held_s"), "hold", rep.hold_s, 0, (value) => this.state.send({ do: "set_hold", key: rep.key, hold_s: value }, text("review.told.hold_changed")));
    return [
      make("h3", {}, repName(rep), " ", this.#verdict(rep)),
      make("p", { class: "why" }, facts.join(" · ")),
      this.#verdicts(rep, text("review.no_such_rep")),
      make("div", { class: "fields" }, kind, side, hold),
      this.#edges(rep),
    ];
  }

  #fault(fault) {
    const spec = this.state.specs.get(fault.id);
    const names = Object.fromEntries(this.state.set.faults.map((each) => [each.id, each.name]));
    const against = fault.value === null ? measured(null) : text("review.against", { value: measured(fault.value, fault.unit), limit: measured(fault.threshold, fault.unit) });
    return [
      make("h3", {}, sign(fault.severity), fault.name, " ", this.#verdict(fault)),
      make("p", { class: "why" }, [spec?.why, fault.sure ? "" : text("review.not_sure"), against, fault.rep === null ? "" : text("review.of_rep", { number: fault.rep })].filter(Boolean).join(" · ")),
      make("p", { class: "why" }, text("review.quoted", { words: fault.cue })),
      this.#verdicts(fault, text("review.not_there")),
      make("div", { class: "fields" }, this.#choice(text("review.what_it_is"), "fault", names, fault.id, (value) => this.state.send({ do: "retype_fault", key: fault.key, fault_id: value }, text("review.told.changed")))),
      this.#edges(fault),
    ];
  }

  #verdict(item) {
    return make("span", { class: `badge ${item.verdict === "confirmed" ? "done" : ""}` }, verdictWords(item, this.state.finished));
  }

  #retype(rep, kindAndSide) {
    return this.state.send({ do: "retype_rep", key: rep.key, ...kindAndSide }, text("review.told.changed"));
  }

  #verdicts(item, wrong) {
    const button = (words, key, focus, change, told) => make("button", {
      type: "button", class: "button", "data-focus": focus, title: text("review.key", { key }), onclick: () => this.state.send({ ...change, key: item.key }, told),
    }, words);
    return make("div", { class: "actions" },
      button(`✓ ${text("review.right")}`, "C", "confirm", { do: "confirm" }, text("review.told.confirmed")),
      button(`✗ ${wrong}`, "X", "reject", { do: "reject" }, text("review.told.rejected")),
      make("button", { type: "button", class: "button", "data-focus": "play-item", title: text("review.key", { key: "P" }), onclick: () => playItem(this.clock, item) }, text("review.play_it")));
  }

  #edges(item) {
    const edge = (words, name, key) => make("div", { class: "field" },
      make("label", { for: `edge-${name}` }, text("review.edge", { edge: words, moment: clockWords(item[name]) })),
      make("span", {},
        this.#input(`edge-${name}`, item[name], (value) => moveEdge(this.state, item, name, value)),
        " ",
        make("button", { type: "button", class: "button", "data-focus": `here-${name}`, title: text("review.key", { key }), onclick: () => moveEdge(this.state, item, name, this.clock.timeS) }, text("review.at_cursor"))));
    return make("div", { class: "fields" }, edge(text("review.from_s"), "start_s", "["), edge(text("review.to_s"), "end_s", "]"));
  }

  #number(words, id, value, least, onchange) {
    return make("div", { class: "field" }, make("label", { for: `item-${id}` }, words), this.#input(`item-${id}`, value, onchange, least));
  }

  #input(id, value, onchange, least = 0) {
    return make("input", {
      id, type: "number", step: "0.1", min: least, value: value === null ? "" : value.toFixed(2), "data-focus": id,
      onchange: (event) => {
        if (event.target.value !== "" && Number(event.target.value) >= least) onchange(Number(event.target.value));
      },
    });
  }

  #choice(words, id, options, chosen, onchange) {
    const known = chosen in options;
    return make("div", { class: "field" }, make("label", { for: `item-${id}` }, words),
      make("select", { id: `item-${id}`, "data-focus": `item-${id}`, onchange: (event) => onchange(event.target.value) },
        known ? null : make("option", { value: chosen, selected: true }, chosen || "–"),
        ...Object.entries(options).map(([value, name]) => make("option", { value, selected: value === chosen }, name))));
  }
}

// What stands around a place in a sentence, with an element in it.
function around(sentence, element) {
  const [before, after] = sentence.split("{element}");
  return [before, element, after];
}

export function playItem(clock, item) {
  clock.seek(Math.max(clock.beginS, item.start_s - 0.5));
  clock.setSpeed(clock.speed);
  clock.play();
  const stop = () => {
    if (clock.timeS < item.end_s + 0.3 && clock.playing) return;
    clock.removeEventListener("time", stop);
    clock.pause();
  };
  clock.addEventListener("time", stop);
}
