// What was drawn, beside the notes: to jump to, to move, to delete.

import { find, make, show } from "./dom.js";
import { wordsOf } from "./drawing_paint.js";
import { clockWords } from "./words.js";

export class DrawingList {
  constructor(state, board, go, { board: words, drawn }) {
    Object.assign(this, { state, board, go, words, drawn });
    state.addEventListener("change", () => this.draw());
    this.draw();
  }

  draw() {
    show(find("drawing-list"), ...this.state.drawings.map((drawing) => this.#item(drawing)));
    if (this.state.drawings.length) find("no-notes").hidden = true;
  }

  #item(drawing) {
    const { key } = drawing;
    const button = (id, words, look, onclick) => make("button", { type: "button", class: `button ${look}`, "data-focus": `${id}-${key}`, onclick }, words);
    return make("li", { "data-drawing": key },
      make("button", { type: "button", class: "plain", "data-focus": `go-${key}`, onclick: () => this.#show(drawing) }, clockWords(drawing.time_s)),
      make("p", { class: "words" }, describe(drawing, this.board.scale, this.drawn)),
      make("div", { class: "actions" },
        button("move", this.words.move, "", () => this.#move(drawing)),
        button("delete", this.words.delete, "danger", () => this.board.delete(drawing))));
  }

  #show(drawing) {
    this.board.choose(null);
    this.go(drawing.time_s);
    this.board.pick(drawing.key);
  }

  #move(drawing) {
    this.#show(drawing);
    document.querySelector(".drawing-handle")?.focus();
  }
}

export function describe(drawing, scale, drawn) {
  return drawn[drawing.tool].replace("{measured}", () => wordsOf(drawing, scale)).replace("{text}", () => drawing.text);
}
