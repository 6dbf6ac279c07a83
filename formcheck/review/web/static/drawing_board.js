// Measuring and drawing on the picture: by mouse, by finger, or by a cross that the keys move.

import { say } from "./api.js";
import { find, make } from "./dom.js";
import { distance, distanceTo, MOST_POINTS, POINTS } from "./drawing_geometry.js";
import { LEAST, paint, wordsOf } from "./drawing_paint.js";

const NEAR_PX = 14;
const DRAGGED_PX = 6;
const LINE_STEP_PX = 3;
const STEP = 0.02;
const SMALL_STEP = 0.0025;
const SETTLE_MS = 700;
const SNAP = "formcheck-snap";
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class DrawingBoard {
  // `scale` is what is measured against: {roll_deg, trunk}; `joints` names landmarks.
  constructor(state, screen, scale, { board: words, hints, joints }) {
    Object.assign(this, { state, screen, scale, words, hints, joints });
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.cross = make("div", { class: "drawing-cross", hidden: true });
    this.handles = make("div", { class: "drawing-handles" });
    this.layer = make("div", { class: "drawing-layer", tabindex: "-1", role: "application", "aria-label": this.words.layer }, this.canvas, this.cross, this.handles);
    screen.picture.append(this.layer);
    screen.layers.push(this);
    this.tool = null;
    this.draft = [];
    this.pickedKey = null;
    this.cursor = [screen.aspect / 2, 0.5];
    this.#listen();
    this.fit();
  }

  // Whether there is a picture to draw on: the annotated clip has its own layout.
  get usable() {
    return !this.screen.place.querySelector("canvas").hidden && !this.screen.picture.hidden;
  }

  get frame() {
    return this.screen.landmarks?.frameAt(this.screen.clock.timeS) ?? -1;
  }

  get momentS() {
    return this.frame >= 0 ? this.screen.landmarks.timeS[this.frame] : this.screen.clock.timeS;
  }

  // The drawings of the frame that is shown.
  get here() {
    if (!this.usable) return [];
    const { landmarks } = this.screen;
    const half = 0.5 / (this.state.set.fps || 30);
    return this.state.drawings.filter((drawing) => (landmarks ? landmarks.frameAt(drawing.time_s) === this.frame : Math.abs(drawing.time_s - this.momentS) < half));
  }

  get picked() {
    return this.here.find((drawing) => drawing.key === this.pickedKey) ?? null;
  }

  fit() {
    const box = this.layer.getBoundingClientRect();
    const scale = Math.min(window.devicePixelRatio || 1, 3);
    this.canvas.width = Math.max(1, Math.min(4096, Math.round(box.width * scale)));
    this.canvas.height = Math.max(1, Math.min(4096, Math.round(box.height * scale)));
    this.unit = this.canvas.height / Math.max(1, box.height);
    this.layer.style.setProperty("--unzoom", String(this.layer.offsetHeight / Math.max(1, box.height)));
    this.draw();
  }

  draw() {
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    for (const drawing of this.here) paint(pen, this.moving?.key === drawing.key ? this.moving : drawing, this.scale, this.unit, drawing.key === this.pickedKey);
    const draft = this.#draftWithCursor();
    if (draft) paint(pen, draft, this.scale, this.unit, true);
    this.#place(this.cross, this.cursor);
    this.#placeHandles();
  }

  #draftWithCursor() {
    if (!this.tool || !this.draft.length || this.tool === "text") return null;
    const full = this.draft.length >= POINTS[this.tool];
    return { tool: this.tool, points: full ? this.draft : [...this.draft, this.cursor] };
  }

  choose(tool) {
    if (tool && !this.usable) {
      say(this.words.no_picture);
      return;
    }
    if (tool === "distance" && !this.scale.trunk) {
      say(this.words.no_trunk);
      return;
    }
    this.screen.clock.pause();
    this.tool = tool && tool !== this.tool ? tool : null;
    this.draft = [];
    this.pickedKey = null;
    this.layer.classList.toggle("drawing", Boolean(this.tool));
    this.screen.place.classList.toggle("drawing", Boolean(this.tool));
    this.cross.hidden = true;
    for (const button of document.querySelectorAll("[data-tool]")) button.setAttribute("aria-pressed", String(button.dataset.tool === this.tool));
    find("drawing-hint").textContent = this.tool ? `${this.hints[this.tool]} ${this.words.by_keys}` : this.words.hint;
    this.#askForText(null);
    if (this.tool) this.layer.focus({ preventScroll: true });
    this.draw();
  }

  pick(key) {
    this.pickedKey = key;
    const drawing = this.picked;
    this.#askForText(drawing?.tool === "text" ? drawing : null);
    find("drawing-hint").textContent = drawing ? this.words.picked : this.words.hint;
    this.draw();
  }

  delete(drawing) {
    this.pickedKey = null;
    return this.state.draw({ do: "delete_drawing", key: drawing.key }, this.words.deleted);
  }

  // Place under a pointer, in picture heights; on a joint if one is near and that is wished.
  #placeOf(event) {
    const box = this.layer.getBoundingClientRect();
    const place = this.#inside([((event.clientX - box.left) / box.width) * this.screen.aspect, (event.clientY - box.top) / box.height]);
    return event.altKey ? place : this.#snap(place, NEAR_PX / box.height);
  }

  #inside([x, y]) {
    const round = (value) => Math.round(value * 1e5) / 1e5;
    return [round(Math.min(Math.max(x, 0), this.screen.aspect)), round(Math.min(Math.max(y, 0), 1))];
  }

  #joints() {
    if (this.frame < 0) return [];
    return Object.keys(this.joints).map(Number)
      .map((landmark) => ({ landmark, place: this.screen.landmarks.place(this.frame, landmark) }))
      .filter(({ landmark, place }) => place && (this.#isNear(landmark) || this.screen.landmarks.seen(this.frame, landmark) > 0.5))
      .map(({ landmark, place: [x, y] }) => ({ landmark, place: [x * this.screen.aspect, y] }));
  }

  // A joint of the far side that the model only guesses is nothing to measure at.
  #isNear(landmark) {
    return landmark % 2 === (this.state.set.near_side === "left" ? 1 : 0);
  }

  #snap(place, reach) {
    if (!find("drawing-snap").checked) return place;
    const reached = this.#joints().map((joint) => ({ ...joint, away: distance(joint.place, place) })).filter(({ away }) => away <= reach);
    // The far side lies behind the near one in a good picture: only what sticks out of it is meant.
    const order = (joint) => joint.away + (this.#isNear(joint.landmark) ? 0 : reach);
    const nearest = reached.sort((one, other) => order(one) - order(other))[0];
    return nearest ? this.#inside(nearest.place) : place;
  }

  #add(point) {
    this.draft.push(point);
    if (this.tool === "text") this.#askForText(null, true);
    else if (this.draft.length >= POINTS[this.tool]) this.#finish();
    this.draw();
  }

  async #finish(text = "") {
    const drawing = { tool: this.tool, time_s: this.momentS, points: this.draft, ...(text ? { text } : {}) };
    this.draft = [];
    const known = new Set(this.state.drawings.map(({ key }) => key));
    if (!(await this.state.draw({ do: "add_drawing", drawing }, this.words.added))) return;
    // One drawing at a time, as in video tools: its points can be moved at once.
    const added = this.state.drawings.find(({ key }) => !known.has(key));
    const byKeys = !this.cross.hidden;
    this.choose(null);
    this.pick(added?.key ?? null);
    if (byKeys) this.handles.firstChild?.focus({ preventScroll: true });
    const words = added ? wordsOf(added, this.scale) : "";
    if (words && added.tool !== "text") say(words);
  }

  #change(drawing, points, text = drawing.text) {
    return this.state.draw({ do: "change_drawing", key: drawing.key, points, ...(text ? { text } : {}) }, this.words.changed);
  }

  // A text is asked for: a new one, or that of a drawing.
  #askForText(drawing, isNew = false) {
    const form = find("drawing-text-form");
    this.writing = drawing;
    form.hidden = !drawing && !isNew;
    find("drawing-text").value = drawing?.text ?? "";
    if (isNew) find("drawing-text").focus({ preventScroll: true });
  }

  #write() {
    const text = find("drawing-text").value.trim();
    if (!text) return;
    if (this.writing) this.#change(this.writing, this.writing.points, text);
    else this.#finish(text);
    find("drawing-text-form").hidden = true;
  }

  #listen() {
    const { layer, screen, state } = this;
    new ResizeObserver(() => this.fit()).observe(layer);
    state.addEventListener("change", () => this.draw());
    screen.clock.addEventListener("time", () => {
      if (this.draft.length && this.tool !== "text") this.draft = [];
      this.draw();
    });
    layer.addEventListener("pointerdown", (event) => this.#press(event));
    layer.addEventListener("pointermove", (event) => this.#move(event));
    layer.addEventListener("pointerup", (event) => this.#release(event));
    layer.addEventListener("click", (event) => event.stopPropagation());
    layer.addEventListener("keydown", (event) => this.#key(event));
    // A click on a drawing picks it and does not play the clip.
    screen.place.addEventListener("click", (event) => this.#pickUnder(event), { capture: true });
    const snap = find("drawing-snap");
    snap.checked = localStorage.getItem(SNAP) !== "off";
    snap.addEventListener("change", () => localStorage.setItem(SNAP, snap.checked ? "on" : "off"));
    for (const button of document.querySelectorAll("[data-tool]")) button.addEventListener("click", () => this.choose(button.dataset.tool));
    const form = find("drawing-text-form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#write();
    });
    for (const kind of ["pointerdown", "click"]) form.addEventListener(kind, (event) => event.stopPropagation());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.choose(null);
    });
    // On the picture, so that both are in sight on a small screen.
    screen.place.append(form);
  }

  #pickUnder(event) {
    if (this.tool || event.target.closest(".drawing-handle, form") || this.screen.dragged >= 4) return;
    const box = this.layer.getBoundingClientRect();
    const place = [((event.clientX - box.left) / box.width) * this.screen.aspect, (event.clientY - box.top) / box.height];
    const near = this.here.map((drawing) => ({ drawing, far: distanceTo(drawing, place, this.scale, LEAST / box.height) })).sort((one, other) => one.far - other.far)[0];
    const hit = near && near.far * box.height < NEAR_PX ? near.drawing : null;
    if (!hit && !this.pickedKey) return;
    event.stopPropagation();
    this.pick(hit?.key ?? null);
  }

  #press(event) {
    if (!this.tool || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.layer.focus({ preventScroll: true });
    this.layer.setPointerCapture(event.pointerId);
    this.cross.hidden = true;
    this.cursor = this.#placeOf(event);
    this.pressed = { x: event.clientX, y: event.clientY, tool: this.tool };
    this.#add(this.cursor);
  }

  #move(event) {
    if (!this.tool) return;
    event.stopPropagation();
    this.cursor = this.#placeOf(event);
    if (this.pressed && this.tool === "line" && this.draft.length) this.#follow(event);
    this.draw();
  }

  // A line follows the hand while the button is down.
  #follow(event) {
    const last = this.pressed.last ?? this.pressed;
    if (Math.hypot(event.clientX - last.x, event.clientY - last.y) < LINE_STEP_PX || this.draft.length >= MOST_POINTS) return;
    this.pressed.last = { x: event.clientX, y: event.clientY };
    this.draft.push(this.cursor);
  }

  #release(event) {
    const { pressed } = this;
    this.pressed = null;
    if (!pressed || !this.tool || !this.draft.length || this.tool === "text") return;
    event.stopPropagation();
    const dragged = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > DRAGGED_PX;
    if (this.tool === "line" && pressed.last) this.#finish();
    else if (dragged) this.#add(this.#placeOf(event));
    this.draw();
  }

  #key(event) {
    if (!this.tool || event.target !== this.layer || event.ctrlKey || event.metaKey) return;
    const step = event.shiftKey ? SMALL_STEP : STEP;
    const actions = {
      Enter: () => this.#add(this.#snap(this.cursor, STEP / 2)),
      " ": () => this.#add(this.#snap(this.cursor, STEP / 2)),
      ".": () => this.#toJoint(1),
      ",": () => this.#toJoint(-1),
      Backspace: () => this.draft.pop(),
      Escape: () => this.choose(null),
    };
    const move = MOVES[event.key];
    if (!move && !actions[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) this.cursor = this.#inside([this.cursor[0] + move[0] * step, this.cursor[1] + move[1] * step]);
    else actions[event.key]();
    this.cross.hidden = !this.tool;
    this.draw();
  }

  // The cross goes from joint to joint, and says which it is on.
  #toJoint(direction) {
    const joints = this.#joints();
    if (!joints.length) return;
    this.joint = ((this.joint ?? (direction > 0 ? -1 : 0)) + direction + joints.length) % joints.length;
    this.cursor = this.#inside(joints[this.joint].place);
    say(this.joints[joints[this.joint].landmark]);
  }

  #place(element, [x, y]) {
    element.style.left = `${(100 * x) / this.screen.aspect}%`;
    element.style.top = `${100 * y}%`;
  }

  // A handle at each point of what is picked; a line that followed the hand moves as a whole.
  #placeHandles() {
    const drawing = this.moving ?? this.picked;
    const points = !drawing || this.tool ? [] : drawing.points.length > 3 ? drawing.points.slice(0, 1) : drawing.points;
    while (this.handles.children.length > points.length) this.handles.lastChild.remove();
    while (this.handles.children.length < points.length) this.handles.append(this.#handle(this.handles.children.length));
    points.forEach((point, at) => this.#place(this.handles.children[at], point));
  }

  #handle(at) {
    const handle = make("button", { type: "button", class: "drawing-handle", "aria-label": this.words.handle });
    handle.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      this.moving = { ...this.picked };
    });
    handle.addEventListener("pointermove", (event) => {
      if (!this.moving || !handle.hasPointerCapture(event.pointerId)) return;
      event.stopPropagation();
      this.#movePoint(at, this.#placeOf(event));
    });
    handle.addEventListener("pointerup", (event) => {
      event.stopPropagation();
      this.#settle();
    });
    handle.addEventListener("click", (event) => event.stopPropagation());
    handle.addEventListener("keydown", (event) => this.#handleKey(event, at));
    handle.addEventListener("blur", () => this.#settle());
    return handle;
  }

  #handleKey(event, at) {
    const move = MOVES[event.key];
    if (event.key === "Delete" && this.picked) this.delete(this.picked);
    else if (event.key === "Escape") this.pick(null);
    else if (move && (this.moving ?? this.picked)) {
      this.moving ??= { ...this.picked };
      const [x, y] = this.moving.points[at];
      const step = event.shiftKey ? SMALL_STEP : STEP / 4;
      this.#movePoint(at, this.#inside([x + move[0] * step, y + move[1] * step]));
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.#settle(), SETTLE_MS);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #movePoint(at, place) {
    const { points } = this.moving;
    if (points.length > 3) {
      const [dx, dy] = [place[0] - points[0][0], place[1] - points[0][1]];
      this.moving = { ...this.moving, points: points.map(([x, y]) => this.#inside([x + dx, y + dy])) };
    } else {
      this.moving = { ...this.moving, points: points.map((point, each) => (each === at ? place : point)) };
    }
    this.draw();
  }

  async #settle() {
    clearTimeout(this.settling);
    const { moving } = this;
    if (!moving) return;
    const before = this.state.drawings.find(({ key }) => key === moving.key);
    if (before && JSON.stringify(before.points) !== JSON.stringify(moving.points)) await this.#change(before, moving.points);
    if (this.moving === moving) this.moving = null;
    this.draw();
  }
}
