// The set as it stands: what the program said, what the therapist made of it, and what is picked.

import { attempt, get, post, say } from "./api.js";
import { count, text as told } from "./texts.js";

export class ReviewState extends EventTarget {
  #busy = Promise.resolve();

  constructor(set) {
    super();
    this.set = set;
    this.address = `/sets/${set.id}`;
    this.specs = new Map(set.faults.map((spec) => [spec.id, spec]));
    this.reps = [];
    this.faults = [];
    this.notes = [];
    this.drawings = [];
    this.pickedKey = null;
  }

  async load() {
    const data = await attempt(() => get(`${this.address}/review.json`));
    if (data) this.#take(data);
  }

  get picked() {
    return [...this.reps, ...this.faults].find((item) => item.key === this.pickedKey) ?? null;
  }

  isRep(item) {
    return item.key.startsWith("rep-");
  }

  pick(key) {
    this.pickedKey = key;
    this.#tell("pick");
  }

  // The faults that a therapist jumps to: all that stand and all that still wait for a yes or no.
  get stops() {
    return this.faults
      .filter((fault) => fault.verdict !== "rejected")
      .sort((one, other) => one.start_s - other.start_s);
  }

  // One change after the other: each is answered with the set as it then stands.
  send(change, words) {
    return this.#queue(() => post(`${this.address}/changes`, change, this.revision), words, change.do.startsWith("add_"));
  }

  // A change of what is drawn: it leaves repetitions and faults as they are.
  draw(change, words) {
    return this.#queue(() => post(`${this.address}/changes`, change, this.revision), words, false, false);
  }

  undo() {
    return this.#queue(() => (this.undo_number ? post(`${this.address}/undo`, { number: this.undo_number }) : nothing(told("review.told.nothing_to_undo"))), told("review.told.undone"));
  }

  redo() {
    return this.#queue(() => (this.redo_number ? post(`${this.address}/redo`, { number: this.redo_number }) : nothing(told("review.told.nothing_to_redo"))), told("review.told.redone"));
  }

  addNote(text, timeS) {
    return this.#queue(() => post(`${this.address}/notes`, { text, time_s: timeS }), told("review.told.note_written"));
  }

  changeNote(note, text) {
    return this.#queue(() => post(`${this.address}/notes/${note.id}`, { text, seen: note.text }), told("review.told.note_changed"));
  }

  deleteNote(note) {
    return this.#queue(() => post(`${this.address}/notes/${note.id}/delete`, { seen: note.text }), told("review.told.note_deleted"));
  }

  #queue(work, words, pickNew = false, tellsCount = true) {
    this.#busy = this.#busy.then(async () => {
      const known = new Set([...this.reps, ...this.faults].map((item) => item.key));
      const data = await attempt(work);
      if (!data) {
        await this.#showAgain();
        return false;
      }
      if (pickNew) this.pickedKey = [...data.reps, ...data.faults].find((item) => !known.has(item.key))?.key ?? null;
      this.#take(data);
      say(tellsCount ? `${words} ${count("review.counted_now", this.counted, { clean: this.clean })}` : words);
      return true;
    });
    return this.#busy;
  }

  // After a refusal: another window may have changed what is shown here.
  async #showAgain() {
    const data = await get(`${this.address}/review.json`).catch(() => null);
    if (data) this.#take(data);
  }

  #take(data) {
    Object.assign(this, data);
    if (this.pickedKey && !this.picked) this.pickedKey = null;
    this.#tell("change");
    this.#tell("pick");
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}

function nothing(words) {
  say(words);
  return null;
}
