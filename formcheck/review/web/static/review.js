// The review page: the clip, the chart, the tables and the notes at one moment.

import { say } from "./api.js";
import { Chart, loadSignal } from "./chart.js";
import { Closely } from "./closely.js";
import { find, icon, make, sign } from "./dom.js";
import { Inspector, playItem } from "./inspector.js";
import { listenToKeys } from "./keys.js";
import { Lanes, moveEdge } from "./lanes.js";
import { Lists } from "./lists.js";
import { Notes } from "./notes.js";
import { ReviewState } from "./review_state.js";
import { Screen } from "./screen.js";
import { text } from "./texts.js";
import { clockWords } from "./words.js";

const set = JSON.parse(find("review").dataset.set);
const state = new ReviewState(set);
const screen = new Screen(find("screen"), set);
const { clock } = screen;
const USUAL_REP_S = 4;

function go(timeS) {
  clock.pause();
  clock.seek(timeS + 0.002);
}

function faultsNow() {
  const now = clock.timeS;
  return state.faults.filter((fault) => fault.stands && now >= fault.start_s && now <= fault.end_s);
}

const OTHER_SIDE = { left: "right", right: "left" };

// Where a fault is seen: at the near side, or at the leg that rests while the other moves.
function pointAt(fault) {
  const spec = state.specs.get(fault.id);
  if (!spec?.of_resting_leg) return { severity: fault.severity, joints: spec?.joints ?? [], side: set.near_side };
  const rep = state.reps.find((each) => each.index !== null && each.index === fault.rep);
  const side = OTHER_SIDE[rep?.side];
  return { severity: fault.severity, joints: side ? spec.joints : [], side };
}

function showMoment() {
  const faults = faultsNow();
  screen.overlay?.draw(clock.timeS, faults.map(pointAt));
  find("clock").textContent = `${clockWords(clock.timeS)} / ${clockWords(clock.endS)}`;
  const worst = [...faults].sort((one, other) => other.severity - one.severity)[0];
  const banner = find("fault-banner");
  const key = worst?.key ?? "";
  // Below the picture and never on it: a fault must not hide what it points at.
  if (banner.dataset.key === key) return;
  banner.dataset.key = key;
  banner.replaceChildren(...(worst ? [sign(worst.severity), ` ${text("review.banner", { fault: worst.name, cue: worst.cue })}`] : []));
}

function showClock() {
  find("play").replaceChildren(icon(clock.playing ? "pause-icon" : "play-icon"));
  find("play").setAttribute("aria-label", clock.playing ? text("review.pause") : text("review.play"));
  find("speed").value = String(clock.speed);
}

function showSet() {
  find("undo").disabled = !state.undo_number;
  find("redo").disabled = !state.redo_number;
  find("finish").hidden = Boolean(state.finished);
  find("reopen").hidden = !state.finished;
  find("next-set").classList.toggle("main", Boolean(state.finished));
  delete find("fault-banner").dataset.key;
  showMoment();
}

function jumpToFault(direction) {
  const stops = state.stops;
  const next = direction > 0
    ? stops.find((fault) => fault.start_s > clock.timeS + 0.01)
    : stops.findLast((fault) => fault.start_s < clock.timeS - 0.01);
  if (!next) {
    say(direction > 0 ? text("review.told.no_later_fault") : text("review.told.no_earlier_fault"));
    return;
  }
  state.pick(next.key);
  go(next.start_s);
}

function pickNeighbour(direction) {
  const items = [...state.reps].sort((one, other) => one.start_s - other.start_s);
  const at = items.findIndex((item) => item.key === state.pickedKey);
  const next = items[at < 0 ? (direction > 0 ? 0 : items.length - 1) : at + direction];
  if (!next) return;
  state.pick(next.key);
  go(next.start_s);
}

function onPicked(action) {
  return () => {
    if (state.picked) action(state.picked);
    else say(text("review.told.pick_first"));
  };
}

function addRep() {
  const lengths = state.reps.filter((rep) => rep.kind === "counted").map((rep) => rep.end_s - rep.start_s).sort((one, other) => one - other);
  const lengthS = lengths[lengths.length >> 1] ?? USUAL_REP_S;
  state.send({ do: "add_rep", start_s: clock.timeS, end_s: Math.min(clock.timeS + lengthS, clock.endS) }, text("review.told.rep_added"));
}

function addFault() {
  state.send({ do: "add_fault", fault_id: find("new-fault").value, start_s: clock.timeS, end_s: Math.min(clock.timeS + 1, clock.endS) }, text("review.told.fault_added"));
}

function toggleOverlay() {
  const shown = screen.overlay.toggle();
  find("overlay").setAttribute("aria-pressed", String(shown));
  delete find("fault-banner").dataset.key;
  showMoment();
}

function zoomClip(factor) {
  const zoom = screen.setZoom(factor);
  find("clip-zoom").textContent = `${Math.round(100 * zoom)}\u00a0%`;
  for (const button of document.querySelectorAll("[data-pan]")) button.disabled = zoom === 1;
}

const notes = new Notes(state, clock, go);
const closely = new Closely(state, screen, go);

const actions = {
  play: () => clock.toggle(),
  back: () => screen.step(-1),
  on: () => screen.step(1),
  "fault-back": () => jumpToFault(-1),
  "fault-on": () => jumpToFault(1),
  overlay: toggleOverlay,
  "clip-larger": () => zoomClip(screen.zoom * 1.5),
  "clip-smaller": () => zoomClip(screen.zoom / 1.5),
  undo: () => state.undo(),
  redo: () => state.redo(),
  finish: () => state.send({ do: "finish" }, text("review.told.reviewed")),
  reopen: () => state.send({ do: "reopen" }, text("review.told.open_again")),
  "add-rep": addRep,
  "add-fault": addFault,
};

function listen() {
  for (const [id, action] of Object.entries(actions)) find(id).addEventListener("click", action);
  find("speed").addEventListener("change", (event) => clock.setSpeed(Number(event.target.value)));
  for (const button of document.querySelectorAll("[data-pan]")) {
    const [across, down] = button.dataset.pan.split(" ").map(Number);
    button.addEventListener("click", () => screen.move(across * 60, down * 60));
  }
  clock.addEventListener("time", showMoment);
  clock.addEventListener("state", showClock);
  state.addEventListener("change", showSet);
  listenToKeys({
    ...closely.keys,
    " ": actions.play, j: () => clock.shuttle(-1), k: () => clock.pause(), l: () => clock.shuttle(1),
    ArrowLeft: actions.back, ArrowRight: actions.on,
    ArrowUp: () => clock.seek(clock.timeS + 1), ArrowDown: () => clock.seek(clock.timeS - 1),
    "Shift+ArrowLeft": actions["fault-back"], "Shift+ArrowRight": actions["fault-on"],
    "Shift+ArrowUp": () => pickNeighbour(-1), "Shift+ArrowDown": () => pickNeighbour(1),
    Home: () => clock.seek(clock.beginS), End: () => clock.seek(clock.endS),
    PageUp: () => clock.seek(clock.timeS + 5), PageDown: () => clock.seek(clock.timeS - 5),
    s: () => clock.setSpeed(clock.speed === 1 ? 0.25 : 1), "-": () => clock.slower(), "+": () => clock.faster(),
    o: toggleOverlay, z: () => zoomClip(screen.zoom > 1 ? 1 : 2),
    c: onPicked((item) => state.send({ do: "confirm", key: item.key }, text("review.told.confirmed"))),
    x: onPicked((item) => state.send({ do: "reject", key: item.key }, text("review.told.rejected"))),
    Delete: onPicked((item) => state.send({ do: "reject", key: item.key }, text("review.told.rejected"))),
    "[": onPicked((item) => moveEdge(state, item, "start_s", clock.timeS)),
    "]": onPicked((item) => moveEdge(state, item, "end_s", clock.timeS)),
    p: onPicked((item) => playItem(clock, item)),
    r: () => { if (state.finished) find("next-set").click(); else actions.finish(); },
    a: addRep, f: () => find("new-fault").focus(), n: () => notes.begin(),
    "Control+z": actions.undo, "Control+Shift+z": actions.redo, "Control+y": actions.redo, u: actions.undo,
    Escape: () => { closely.leave(); state.pick(null); },
  });
}

async function start() {
  for (const spec of set.faults) find("new-fault").append(make("option", { value: spec.id }, spec.name));
  listen();
  const [signal] = await Promise.all([loadSignal(set), screen.load(), state.load()]);
  await closely.load();
  const chart = new Chart(clock, [{ data: signal }]);
  new Lanes(state, chart, go);
  new Lists(state, clock, go);
  new Inspector(state, clock);
  showClock();
  showSet();
  find("review").dataset.ready = "yes";
}

start();
