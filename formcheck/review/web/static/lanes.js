// Repetitions above the chart; faults and notes in lanes below it. Every mark is a button.

import { find, icon, make, show, sign } from "./dom.js";
import { text } from "./texts.js";
import { clockWords, repName, verdictWords } from "./words.js";

export class Lanes {
  constructor(state, chart, go) {
    this.state = state;
    this.chart = chart;
    this.go = go;
    state.addEventListener("change", () => this.draw());
    state.addEventListener("pick", () => this.#showPicked());
    this.draw();
  }

  draw() {
    show(find("rep-lane"), ...this.state.reps.map((rep) => this.#rep(rep)));
    const kinds = new Map();
    for (const fault of this.state.faults) {
      if (!kinds.has(fault.id)) kinds.set(fault.id, []);
      kinds.get(fault.id).push(fault);
    }
    const ordered = [...kinds.values()].sort((one, other) => other[0].severity - one[0].severity);
    show(find("fault-lanes"), ...ordered.map((faults) => this.#lane(faults[0].name, faults.map((fault) => this.#fault(fault)))), this.#noteLane());
    this.#showPicked();
  }

  #place(item) {
    const left = this.chart.percent(item.start_s);
    return { left: `${left}%`, width: `${Math.max(0, this.chart.percent(item.end_s) - left)}%` };
  }

  #rep(rep) {
    const look = rep.kind !== "counted" ? "not-counted" : rep.clean ? "clean" : "faulty";
    const label = rep.index ?? { partial: text("review.mark.part"), not_seen: "?", other_movement: "×" }[rep.kind] ?? "";
    const words = text(`review.mark.${this.#state(rep)}`, { rep: repName(rep), verdict: verdictWords(rep, this.state.finished), moment: clockWords(rep.start_s) });
    return this.#mark(rep, `rep-mark ${look} ${rep.verdict}`, words, String(label));
  }

  #state(rep) {
    if (rep.kind !== "counted" || rep.verdict === "rejected") return "rep";
    return rep.clean ? "clean" : "faulty";
  }

  #fault(fault) {
    const words = text("review.mark.fault", { fault: fault.name, verdict: verdictWords(fault, this.state.finished), moment: clockWords(fault.start_s) });
    const look = fault.sure || fault.verdict !== "open" ? "" : "unsure";
    return this.#mark(fault, `fault-mark severity-${fault.severity} ${look} ${fault.verdict}`, words, sign(fault.severity));
  }

  #mark(item, look, words, inside) {
    return make("button", {
      type: "button", class: `mark ${look}`, title: words, "aria-label": words, "data-key": item.key, "data-focus": item.key,
      "aria-pressed": String(item.key === this.state.pickedKey), place: this.#place(item),
      onclick: () => {
        this.state.pick(item.key);
        this.go(item.start_s);
      },
    }, inside);
  }

  #lane(name, marks) {
    return make("div", { class: "lane" }, make("p", {}, name), make("div", { class: "marks" }, ...marks));
  }

  #noteLane() {
    const pinned = this.state.notes.filter((note) => note.time_s !== null);
    if (!pinned.length) return null;
    return this.#lane(text("review.notes"), pinned.map((note) => {
      const words = text("review.mark.note", { moment: clockWords(note.time_s), text: note.text });
      return make("button", {
        type: "button", class: "mark note-mark", title: words, "aria-label": words, "data-focus": `note-${note.id}`,
        place: { left: `${this.chart.percent(note.time_s)}%` }, onclick: () => this.go(note.time_s),
      }, icon("note-icon"));
    }));
  }

  #showPicked() {
    for (const mark of document.querySelectorAll(".mark[data-key]")) {
      mark.setAttribute("aria-pressed", String(mark.dataset.key === this.state.pickedKey));
    }
    for (const grip of document.querySelectorAll(".grip")) grip.remove();
    const picked = this.state.picked;
    if (!picked) return;
    const lane = document.querySelector(`.mark[data-key="${CSS.escape(picked.key)}"]`)?.parentElement;
    for (const edge of ["start_s", "end_s"]) lane?.append(this.#grip(picked, edge));
  }

  // An edge of what is picked, to be dragged; the fields beside the chart do the same by keyboard.
  #grip(item, edge) {
    const grip = make("div", { class: "grip", "aria-hidden": "true", place: { left: `${this.chart.percent(item[edge])}%` } });
    let moment = item[edge];
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      event.stopPropagation();
    });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      moment = Math.min(Math.max(this.chart.momentUnder(event.clientX), this.chart.clock.beginS), this.chart.clock.endS);
      grip.style.left = `${this.chart.percent(moment)}%`;
      this.go(moment);
    });
    grip.addEventListener("pointerup", () => {
      if (moment !== item[edge]) moveEdge(this.state, item, edge, moment);
    });
    return grip;
  }
}

// Sets the beginning or the end of a repetition or fault.
export function moveEdge(state, item, edge, timeS) {
  const bounds = { start_s: item.start_s, end_s: item.end_s, [edge]: Math.round(timeS * 1000) / 1000 };
  return state.send({ do: "move", key: item.key, ...bounds }, text("review.told.moved"));
}
