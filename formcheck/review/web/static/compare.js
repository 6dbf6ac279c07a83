// Two sets on one clock: the first of the two keeps the time, the other follows it.

import { alignSignal, fromTheBeginning, shiftAt, stretchesOf } from "./alignment.js";
import { Chart, loadSignal } from "./chart.js";
import { find } from "./dom.js";
import { listenToKeys } from "./keys.js";
import { Screen } from "./screen.js";
import { clockWords } from "./words.js";

const place = find("compare");
const sets = JSON.parse(place.dataset.sets);
const pairs = JSON.parse(place.dataset.pairs);
const screens = sets.map((set, number) => new Screen(find(`screen-${number}`), set));
const [leader, follower] = screens.map((screen) => screen.clock);
const rows = [...document.querySelectorAll("tr[data-start]")];
// A difference that the eye does not see, and that two players cannot keep below for long.
const LOOSE_S = 0.12;

let stretches = stretchesOf(pairs, sets);
let signals = [];
let chart = null;
let following = false;

function follow() {
  find("clock").textContent = `${clockWords(leader.timeS)} / ${clockWords(leader.endS)}`;
  const wantedS = leader.timeS - shiftAt(stretches, leader.timeS);
  const apart = Math.abs(follower.timeS - wantedS);
  if (apart > (follower.playing ? LOOSE_S : 0.001)) {
    following = true;
    follower.seek(wantedS);
    following = false;
  }
  for (const screen of screens) screen.overlay?.draw(screen.clock.timeS);
  const now = currentPair();
  rows.forEach((row, at) => row.classList.toggle("now", at === now));
}

function followState() {
  follower.setSpeed(leader.speed);
  const wantedS = leader.timeS - shiftAt(stretches, leader.timeS);
  const inside = wantedS >= follower.beginS && wantedS < follower.endS;
  if (leader.direction > 0 && inside) follower.play();
  else if (follower.playing) follower.pause();
  const play = find("play");
  play.textContent = leader.playing ? play.dataset.pause : play.dataset.play;
  find("speed").value = String(leader.speed);
  follow();
}

// The pair of repetitions that the cursor is in, or has passed last; -1 before the first.
function currentPair() {
  return pairs.findLastIndex(([hereS]) => hereS <= leader.timeS + 0.001);
}

function goToPair(at) {
  const pair = pairs[Math.min(Math.max(at, 0), pairs.length - 1)];
  if (!pair) return;
  leader.pause();
  leader.seek(pair[0] + 0.002);
}

function drawChart() {
  chart?.end();
  chart = new Chart(leader, [{ data: signals[0] }, { data: alignSignal(signals[1], stretches), name: "other" }]);
}

function chooseAnchor() {
  stretches = find("anchor").value === "reps" ? stretchesOf(pairs, sets) : fromTheBeginning(sets);
  drawChart();
  follow();
}

function toggleOverlay() {
  const shown = screens.map((screen) => screen.overlay.toggle())[0];
  find("overlay").setAttribute("aria-pressed", String(shown));
}

function zoom(factor) {
  const reached = screens.map((screen) => screen.setZoom(factor))[0];
  find("clip-zoom").textContent = `${Math.round(100 * reached)}\u00a0%`;
  for (const button of document.querySelectorAll("[data-pan]")) button.disabled = reached === 1;
}

const actions = {
  back: () => screens[0].step(-1),
  play: () => leader.toggle(),
  on: () => screens[0].step(1),
  "rep-back": () => goToPair(currentPair() - 1),
  "rep-on": () => goToPair(currentPair() + 1),
  overlay: toggleOverlay,
  "clip-larger": () => zoom(screens[0].zoom * 1.5),
  "clip-smaller": () => zoom(screens[0].zoom / 1.5),
};

function listen() {
  leader.addEventListener("time", follow);
  leader.addEventListener("state", followState);
  follower.addEventListener("time", () => {
    if (!following) screens[1].overlay?.draw(follower.timeS);
  });
  for (const [id, action] of Object.entries(actions)) find(id).addEventListener("click", action);
  find("anchor").addEventListener("change", chooseAnchor);
  find("speed").addEventListener("change", (event) => leader.setSpeed(Number(event.target.value)));
  for (const button of document.querySelectorAll("[data-pan]")) {
    const [across, down] = button.dataset.pan.split(" ").map(Number);
    button.addEventListener("click", () => screens.forEach((screen) => screen.move(across * 60, down * 60)));
  }
  rows.forEach((row, at) => row.querySelector("button").addEventListener("click", () => goToPair(at)));
  listenToKeys({
    " ": actions.play, j: () => leader.shuttle(-1), k: () => leader.pause(), l: () => leader.shuttle(1),
    ArrowLeft: actions.back, ArrowRight: actions.on,
    ArrowUp: () => leader.seek(leader.timeS + 1), ArrowDown: () => leader.seek(leader.timeS - 1),
    "Shift+ArrowUp": actions["rep-back"], "Shift+ArrowDown": actions["rep-on"],
    Home: () => leader.seek(leader.beginS), End: () => leader.seek(leader.endS),
    s: () => leader.setSpeed(leader.speed === 1 ? 0.25 : 1), "-": () => leader.slower(), "+": () => leader.faster(),
    o: toggleOverlay, z: () => zoom(screens[0].zoom > 1 ? 1 : 2), w: () => find("swap").click(),
  });
}

async function start() {
  signals = await Promise.all(sets.map(loadSignal));
  await Promise.all(screens.map((screen) => screen.load()));
  listen();
  drawChart();
  place.dataset.ready = "yes";
  follow();
}

start();
