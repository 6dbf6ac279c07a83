// Another repetition over this one: its body, aligned in time by phase and in place by hips.

import { attempt, say } from "./api.js";
import { find, make } from "./dom.js";
import { loadLandmarks } from "./landmarks.js";
import { BONES, JOINTS, SIDES } from "./overlay.js";

const COLOUR = "#ee8fe0";
const OUTLINE = "rgba(16, 24, 33, 0.8)";
const LEAST_PART_S = 0.05;
const LEG = new Set(["knee", "ankle", "heel", "foot_index"]);

// The moments at which a repetition begins, arrives, sets off back, and ends.
export function turningPoints(rep) {
  const { start_s: start, end_s: end, peak_s: peak, out_s: out, return_s: back } = rep;
  const arrived = start + out;
  const leaves = end - back;
  const known = out !== null && back !== null && arrived > start + LEAST_PART_S && leaves >= arrived && end > leaves + LEAST_PART_S;
  return known ? [start, arrived, leaves, end] : [start, peak, peak, end];
}

// The moment of another repetition that belongs to a moment of this one: the same share of the
// same phase. Null outside of this one.
export function momentByPhase(rep, other, timeS) {
  const here = turningPoints(rep);
  const there = turningPoints(other);
  if (timeS < here[0] || timeS > here[3]) return null;
  const phase = timeS < here[1] ? 0 : timeS < here[2] ? 1 : 2;
  const length = here[phase + 1] - here[phase];
  const share = length > 0 ? (timeS - here[phase]) / length : 0;
  return there[phase] + share * (there[phase + 1] - there[phase]);
}

// Carries places of another picture over: hip on hip, trunk as long as trunk, facing alike.
export function carry([x, y], hipThere, hipHere, size, mirror) {
  return [hipHere[0] + (mirror ? -1 : 1) * size * (x - hipThere[0]), hipHere[1] + size * (y - hipThere[1])];
}

export class Ghost {
  // `others` are sets of the same exercise: [{id, day, near_side, reps}].
  constructor(state, screen, others, words) {
    Object.assign(this, { state, screen, others, words });
    this.canvas = make("canvas", { class: "ghost", "aria-hidden": "true" });
    screen.picture.append(this.canvas);
    screen.layers.push(this);
    this.chosen = null;
    this.list = find("ghost");
    this.list.addEventListener("change", () => this.#choose(this.list.value));
    state.addEventListener("change", () => this.#fillList());
    screen.clock.addEventListener("time", () => this.draw());
    new ResizeObserver(() => this.fit()).observe(this.canvas);
    this.#fillList();
    this.fit();
  }

  get #own() {
    const { set } = this.state;
    return { id: set.id, near_side: set.near_side, reps: this.state.reps.filter((rep) => rep.kind === "counted" && rep.verdict !== "rejected") };
  }

  // The repetition that is being watched, or the one before.
  get repNow() {
    const now = this.screen.clock.timeS;
    return this.#own.reps.find((rep) => now >= rep.start_s && now <= rep.end_s) ?? null;
  }

  #fillList() {
    const option = (value, words) => make("option", { value, selected: value === this.list.value }, words);
    const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const options = [option("", this.words.ghost_none)];
    for (const rep of this.#own.reps) options.push(option(`${this.#own.id} ${rep.key}`, fill(this.words.ghost_here, { number: rep.index })));
    for (const set of this.others) {
      for (const rep of set.reps) options.push(option(`${set.id} ${rep.key}`, fill(this.words.ghost_there, { day: set.day, number: rep.index })));
    }
    this.list.replaceChildren(...options);
  }

  // The first other repetition of this set, else of another, or none again.
  toggle() {
    const now = this.repNow;
    const values = [...this.list.options].map(({ value }) => value).filter((value) => value && value !== `${this.#own.id} ${now?.key}`);
    if (!this.list.value && !values.length) say(this.words.no_ghost);
    this.list.value = this.list.value ? "" : values[0] ?? "";
    this.#choose(this.list.value);
  }

  async #choose(value) {
    this.chosen = null;
    const [id, key] = value.split(" ");
    const set = [this.#own, ...this.others].find((each) => String(each.id) === id);
    const rep = set?.reps.find((each) => each.key === key);
    if (rep) {
      const landmarks = set.id === this.#own.id ? this.screen.landmarks : await attempt(() => loadLandmarks(`/sets/${set.id}/landmarks.bin`));
      if (!landmarks) say(this.words.no_body);
      else if (this.list.value === value) this.chosen = { set, rep, landmarks, trunk: trunkOf(landmarks, set.near_side), trunkHere: trunkOf(this.screen.landmarks, this.#own.near_side) };
    }
    this.draw();
  }

  fit() {
    const box = this.canvas.getBoundingClientRect();
    const scale = Math.min(window.devicePixelRatio || 1, 3);
    this.canvas.width = Math.max(1, Math.min(4096, Math.round(box.width * scale)));
    this.canvas.height = Math.max(1, Math.min(4096, Math.round(box.height * scale)));
    this.draw();
  }

  draw() {
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const body = this.#body();
    this.canvas.dataset.shown = body ? "yes" : "";
    if (!body) return;
    const { height } = this.canvas;
    const unit = Math.max(0.8, height / 480);
    pen.lineCap = "round";
    for (const [stroke, width] of [[OUTLINE, 5], [COLOUR, 2.6]]) {
      pen.strokeStyle = stroke;
      pen.lineWidth = width * unit;
      pen.setLineDash(stroke === COLOUR ? [9 * unit, 6 * unit] : []);
      pen.beginPath();
      for (const [from, to] of BONES) {
        if (!body[from] || !body[to]) continue;
        pen.moveTo(body[from][0] * height, body[from][1] * height);
        pen.lineTo(body[to][0] * height, body[to][1] * height);
      }
      pen.stroke();
    }
  }

  // The other body by joints, in heights of this picture; null if there is none. Of its legs the one
  // that moves, else the near one.
  #body() {
    const { chosen, repNow: rep } = this;
    const here = this.screen.landmarks;
    if (!chosen || !rep || !here || !this.screen.overlay?.shown) return null;
    const { set, landmarks } = chosen;
    const momentS = momentByPhase(rep, chosen.rep, this.screen.clock.timeS);
    const hipHere = placeOf(here, here.frameAt(this.screen.clock.timeS), "hip", this.#own.near_side);
    const frame = landmarks.frameAt(momentS);
    const hipThere = placeOf(landmarks, frame, "hip", set.near_side);
    if (!hipHere || !hipThere) return null;
    const size = chosen.trunk && chosen.trunkHere ? chosen.trunkHere / chosen.trunk : 1;
    // The same posture seen from the other side is its mirror image.
    const mirror = set.near_side !== this.#own.near_side;
    const moving = SIDES.includes(chosen.rep.side) ? chosen.rep.side : set.near_side;
    const body = {};
    for (const joint of Object.keys(JOINTS)) {
      const place = placeOf(landmarks, frame, joint, LEG.has(joint) ? moving : set.near_side);
      if (place) body[joint] = carry(place, hipThere, hipHere, size, mirror);
    }
    return body;
  }
}

// Place of a joint in picture heights, null where it was not seen.
function placeOf(landmarks, frame, joint, side) {
  const place = frame >= 0 ? landmarks.place(frame, JOINTS[joint][SIDES.indexOf(side)]) : null;
  return place && [place[0] * (landmarks.widthPx / landmarks.heightPx), place[1]];
}

// Median length of the trunk on one side in picture heights; null where it was never seen.
function trunkOf(landmarks, side) {
  const lengths = [];
  for (let frame = 0; frame < landmarks.timeS.length; frame += 1) {
    const [shoulder, hip] = ["shoulder", "hip"].map((joint) => placeOf(landmarks, frame, joint, side));
    if (shoulder && hip) lengths.push(Math.hypot(shoulder[0] - hip[0], shoulder[1] - hip[1]));
  }
  return lengths.sort((one, other) => one - other)[lengths.length >> 1] ?? null;
}
