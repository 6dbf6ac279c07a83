// What is picked, and everything that can be done to it.

import { find, make, show, sign } from "./dom.js";
import { moveEdge } from "./lanes.js";
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
      show(this.place, make("p", { class: "quiet" }, "Pick a repetition or a fault in the chart or in the tables to confirm, reject, move or rename it. ", make("kbd", {}, "?"), " shows all keys."));
      return;
    }
    show(this.place, ...(this.state.isRep(item) ? this.#rep(item) : this.#fault(item)));
  }

  #rep(rep) {
    const { set } = this.state;
    const facts = [`at its largest ${size(rep.peak, set.suffix)}`, `held ${held(rep)}`, `seen ${quantity(100 * rep.trust, " %")}`];
    const kind = this.#choice("What it is", "kind", KINDS, rep.kind, (value) => this.#retype(rep, { kind: value, side: rep.side }));
    const side = set.sided ? this.#choice("Side", "side", SIDES, rep.side ?? "", (value) => this.#retype(rep, { kind: rep.kind, side: value || null })) : null;
    const hold = this.#number("Held, seconds", "hold", rep.hold_s, 0, (value) => this.state.send({ do: "set_hold", key: rep.key, hold_s: value }, "Hold changed."));
    return [
      make("h3", {}, repName(rep), " ", this.#verdict(rep)),
      make("p", { class: "why" }, facts.join(" · ")),
      this.#verdicts(rep, "There is no such repetition"),
      make("div", { class: "fields" }, kind, side, hold),
      this.#edges(rep),
    ];
  }

  #fault(fault) {
    const spec = this.state.specs.get(fault.id);
    const names = Object.fromEntries(this.state.set.faults.map((each) => [each.id, each.name]));
    const against = fault.value === null ? measured(null) : `${measured(fault.value, fault.unit)}, limit ${measured(fault.threshold, fault.unit)}`;
    return [
      make("h3", {}, sign(fault.severity), fault.name, " ", this.#verdict(fault)),
      make("p", { class: "why" }, [spec?.why, fault.sure ? "" : "The program is not sure of it.", against, fault.rep === null ? "" : `repetition ${fault.rep}`].filter(Boolean).join(" · ")),
      make("p", { class: "why" }, `\u201c${fault.cue}\u201d`),
      this.#verdicts(fault, "It is not there"),
      make("div", { class: "fields" }, this.#choice("What it is", "fault", names, fault.id, (value) => this.state.send({ do: "retype_fault", key: fault.key, fault_id: value }, "Changed."))),
      this.#edges(fault),
    ];
  }

  #verdict(item) {
    return make("span", { class: `badge ${item.verdict === "confirmed" ? "done" : ""}` }, verdictWords(item, this.state.finished));
  }

  #retype(rep, kindAndSide) {
    return this.state.send({ do: "retype_rep", key: rep.key, ...kindAndSide }, "Changed.");
  }

  #verdicts(item, wrong) {
    const button = (words, key, focus, change, told) => make("button", {
      type: "button", class: "button", "data-focus": focus, title: `Key ${key}`, onclick: () => this.state.send({ ...change, key: item.key }, told),
    }, words);
    return make("div", { class: "actions" },
      button("✓ Right", "C", "confirm", { do: "confirm" }, "Confirmed."),
      button(`✗ ${wrong}`, "X", "reject", { do: "reject" }, "Rejected."),
      make("button", { type: "button", class: "button", "data-focus": "play-item", title: "Key P", onclick: () => playItem(this.clock, item) }, "Play it"));
  }

  #edges(item) {
    const edge = (words, name, key) => make("div", { class: "field" },
      make("label", { for: `edge-${name}` }, `${words} (${clockWords(item[name])})`),
      make("span", {},
        this.#input(`edge-${name}`, item[name], (value) => moveEdge(this.state, item, name, value)),
        " ",
        make("button", { type: "button", class: "button", "data-focus": `here-${name}`, title: `Key ${key}`, onclick: () => moveEdge(this.state, item, name, this.clock.timeS) }, "at the cursor")));
    return make("div", { class: "fields" }, edge("From, seconds", "start_s", "["), edge("To, seconds", "end_s", "]"));
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
