// The tables of repetitions and faults below the chart.

import { find, make, show, sign } from "./dom.js";
import { count, text } from "./texts.js";
import { clockWords, held, measured, repName, SIDES, size, verdictWords } from "./words.js";

// Where a row is shown as a card, each cell says which column it belongs to.
function cell(label, ...content) {
  return make("td", { "data-label": label }, ...content);
}

function number(label, content) {
  return make("td", { "data-label": label, class: "number" }, content);
}

export class Lists {
  constructor(state, clock, go) {
    this.state = state;
    this.clock = clock;
    this.go = go;
    state.addEventListener("change", () => this.draw());
    state.addEventListener("pick", () => this.follow());
    this.shownRow = "";
    clock.addEventListener("time", () => this.follow());
    this.draw();
  }

  draw() {
    const { state } = this;
    find("rep-count").textContent = count("review.counted_of_set", state.counted ?? 0, { clean: state.clean ?? 0 });
    show(find("rep-rows"), ...state.reps.map((rep) => this.#rep(rep)));
    show(find("fault-rows"), ...[...state.faults].sort((one, other) => one.start_s - other.start_s).map((fault) => this.#fault(fault)));
    find("no-faults").hidden = state.faults.length > 0;
    find("no-reps").hidden = state.reps.length > 0;
    this.shownRow = "";
    this.follow();
  }

  #row(item, ...cells) {
    const row = make("tr", { class: item.verdict, "data-key": item.key }, ...cells);
    row.addEventListener("click", () => {
      this.state.pick(item.key);
      this.go(item.start_s);
    });
    return row;
  }

  #jump(item) {
    return make("button", { type: "button", class: "plain", "data-focus": `row-${item.key}` }, `${clockWords(item.start_s)} – ${clockWords(item.end_s)}`);
  }

  #rep(rep) {
    const { set, faults } = this.state;
    const names = faults.filter((fault) => fault.stands && fault.rep !== null && fault.rep === rep.index);
    return this.#row(rep,
      make("th", { scope: "row" }, repName(rep)),
      cell(text("review.column.time"), this.#jump(rep)),
      set.sided ? cell(text("review.column.side"), SIDES[rep.side] ?? "–") : null,
      number(text("review.column.peak"), size(rep.peak, set.suffix)),
      number(text("review.column.held"), held(rep)),
      cell(text("review.column.faults"), ...(names.length ? names.map((fault) => make("div", {}, sign(fault.severity), " ", fault.name)) : [rep.clean ? make("span", { class: "clean" }, text("review.clean")) : "–"])),
      cell(text("review.column.verdict"), verdictWords(rep, this.state.finished)));
  }

  #fault(fault) {
    const against = fault.value === null ? measured(null) : text("review.against", { value: measured(fault.value, fault.unit), limit: measured(fault.threshold, fault.unit) });
    return this.#row(fault,
      make("th", { scope: "row" }, sign(fault.severity), " ", fault.name),
      cell(text("review.column.time"), this.#jump(fault)),
      number(text("review.column.repetition"), fault.rep ?? "–"),
      cell(text("review.column.measured"), against),
      cell(text("review.column.verdict"), verdictWords(fault, this.state.finished)));
  }

  follow() {
    const now = this.clock.timeS;
    const current = this.state.reps.find((rep) => now >= rep.start_s && now <= rep.end_s)?.key ?? "";
    const wanted = `${current} ${this.state.pickedKey ?? ""}`;
    if (wanted === this.shownRow) return;
    this.shownRow = wanted;
    for (const row of document.querySelectorAll("tr[data-key]")) {
      row.classList.toggle("now", row.dataset.key === current);
      row.classList.toggle("picked", row.dataset.key === this.state.pickedKey);
    }
  }
}
