// Looking closely at a set: measuring and drawing, one repetition again and again, another
// repetition over it, and pictures to save.

import { attempt, get, ROOT, say } from "./api.js";
import { saveCurves } from "./curves.js";
import { find } from "./dom.js";
import { DrawingBoard } from "./drawing_board.js";
import { DrawingList } from "./drawing_list.js";
import { POINTS } from "./drawing_geometry.js";
import { Ghost } from "./ghost.js";
import { Loop } from "./loop.js";

const words = JSON.parse(find("closely").dataset.words);

export class Closely {
  constructor(state, screen, go) {
    Object.assign(this, { state, screen, go });
    const { clock } = screen;
    this.loop = new Loop(clock, state.set.fps, (runs) => find("loop").setAttribute("aria-pressed", String(runs)));
    find("loop").addEventListener("click", () => this.toggleLoop());
    for (const [id, speed] of [["half-speed", 0.5], ["quarter-speed", 0.25]]) {
      find(id).addEventListener("click", () => this.#setSpeed(speed));
      clock.addEventListener("state", () => find(id).setAttribute("aria-pressed", String(clock.speed === speed)));
    }
    find("still").addEventListener("click", () => this.saveStill());
    find("curves-png")?.addEventListener("click", ({ target }) => attempt(() => saveCurves(`/sets/${state.set.id}/curves.svg`, target.dataset.name)));
    state.addEventListener("pick", () => {
      if (this.loop.span && state.picked && state.isRep(state.picked)) this.loop.begin(state.picked);
    });
  }

  // Once the picture and the set are there.
  async load() {
    const { state, screen, go } = this;
    const told = await attempt(() => get(`/sets/${state.set.id}/closely.json`));
    const scale = told ?? { roll_deg: 0, trunk: null };
    this.board = new DrawingBoard(state, screen, scale, words);
    this.ghost = new Ghost(state, screen, told?.others ?? [], words.closely);
    new DrawingList(state, this.board, go, words);
  }

  get keys() {
    const tools = Object.keys(POINTS).map((tool, at) => [String(at + 1), () => this.board?.choose(tool)]);
    return { ...Object.fromEntries(tools), w: () => this.toggleLoop(), h: () => this.#setSpeed(0.5), q: () => this.#setSpeed(0.25), g: () => this.ghost?.toggle(), i: () => this.saveStill() };
  }

  // Nothing is drawn, picked or played again and again any more.
  leave() {
    this.board?.choose(null);
    this.loop.end();
  }

  // The repetition that is picked, else the one at the cursor, else the next.
  toggleLoop() {
    if (this.loop.span) {
      this.loop.end();
      return;
    }
    const { state, screen } = this;
    const now = screen.clock.timeS;
    const reps = state.reps.filter((rep) => rep.verdict !== "rejected").sort((one, other) => one.start_s - other.start_s);
    const picked = state.picked && state.isRep(state.picked) ? state.picked : null;
    const rep = picked ?? reps.find((each) => each.end_s > now) ?? reps.at(-1);
    if (rep) this.loop.begin(rep);
    else say(words.closely.no_rep);
  }

  #setSpeed(speed) {
    const { clock } = this.screen;
    clock.setSpeed(clock.speed === speed ? 1 : speed);
  }

  // The application makes the picture: it is as large as the film, whatever the page shows of it.
  saveStill() {
    this.screen.clock.pause();
    const asked = new URLSearchParams({ time_ms: String(Math.round(1000 * (this.board?.momentS ?? this.screen.clock.timeS))) });
    if (find("still-drawn").checked) asked.set("drawn", "1");
    if (find("still-face").checked) asked.set("face_hidden", "1");
    const link = document.createElement("a");
    link.href = `${ROOT}/sets/${this.state.set.id}/still.png?${asked}`;
    link.download = "";
    link.click();
  }
}
