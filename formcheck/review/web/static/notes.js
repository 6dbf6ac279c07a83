// Notes: pinned to the moment of the cursor, or to the whole set.

import { find, make, show } from "./dom.js";
import { text } from "./texts.js";
import { clockWords } from "./words.js";

export class Notes {
  constructor(state, clock, go) {
    this.state = state;
    this.clock = clock;
    this.go = go;
    this.text = find("note-text");
    this.pinned = find("note-pinned");
    state.addEventListener("change", () => this.draw());
    clock.addEventListener("time", () => this.#followPin());
    find("note-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#write();
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#write();
      if (event.key === "Escape") this.text.blur();
    });
    // Going on watching while writing must not take the note along.
    this.text.addEventListener("focus", () => { this.momentS = this.clock.timeS; });
    this.text.addEventListener("blur", () => { if (!this.text.value.trim()) this.momentS = null; });
    this.momentS = null;
    this.edited = null;
    this.#followPin();
    this.draw();
  }

  begin() {
    this.clock.pause();
    this.momentS = this.clock.timeS;
    this.text.focus();
  }

  async #write() {
    const words = this.text.value.trim();
    if (!words || this.writing) return;
    this.writing = true;
    const saved = await this.state.addNote(words, this.pinned.checked ? this.momentS ?? this.clock.timeS : null);
    this.writing = false;
    if (!saved) return;
    this.text.value = "";
    this.momentS = null;
    this.text.blur();
  }

  #followPin() {
    find("note-moment").textContent = clockWords(this.momentS ?? this.clock.timeS);
  }

  draw() {
    const { edited } = this;
    show(find("note-list"), ...this.state.notes.map((note) => (note.id === edited?.id ? this.#editor(note, edited) : this.#note(note))));
    find("no-notes").hidden = this.state.notes.length > 0;
  }

  #note(note) {
    const words = make("p", { class: "words" }, note.text);
    const place = note.time_s === null
      ? make("strong", {}, text("review.note.whole_set"))
      : make("button", { type: "button", class: "plain", "data-focus": `go-${note.id}`, onclick: () => this.go(note.time_s) }, clockWords(note.time_s));
    const item = make("li", {}, place, words);
    item.append(make("div", { class: "actions" },
      make("button", { type: "button", class: "button", "data-focus": `change-${note.id}`, onclick: () => this.#edit(note) }, text("review.note.change")),
      make("button", { type: "button", class: "button danger", "data-focus": `delete-${note.id}`, onclick: () => this.#askToDelete(item, note) }, text("review.note.delete"))));
    return item;
  }

  #edit(note) {
    this.edited = { id: note.id, was: note.text, text: note.text };
    this.draw();
    find(`note-${note.id}`).focus();
  }

  // What is being written stays in its place whatever else is saved or refused meanwhile.
  #editor(note, edited) {
    const field = make("textarea", { id: `note-${note.id}`, "aria-label": text("review.note.label"), "data-focus": `note-${note.id}`, oninput: () => { edited.text = field.value; } });
    field.value = edited.text;
    const other = note.text === edited.was ? [] : [make("p", { class: "quiet" }, text("review.note.now_says")), make("p", { class: "words" }, note.text)];
    return make("li", {}, ...other, field, make("div", { class: "actions" },
      make("button", { type: "button", class: "button main", onclick: () => this.#save(note, edited) }, text("review.note.save")),
      make("button", { type: "button", class: "button", onclick: () => this.#leave() }, text("review.note.leave"))));
  }

  async #save(note, edited) {
    const words = edited.text.trim();
    if (!words || !(await this.state.changeNote(note, words))) return;
    this.#leave();
  }

  #leave() {
    this.edited = null;
    this.draw();
  }

  #askToDelete(item, note) {
    item.replaceChildren(make("p", { class: "words" }, note.text), make("div", { class: "actions" },
      make("button", { type: "button", class: "button danger", onclick: () => this.state.deleteNote(note) }, text("review.note.delete_for_good")),
      make("button", { type: "button", class: "button", onclick: () => this.draw() }, text("review.note.keep"))));
    item.querySelector("button").focus();
  }
}
