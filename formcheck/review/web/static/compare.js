// Two sets on one clock: the first of the two keeps the time, the other follows it.

import { Chart, loadSignal } from "./chart.js";
import { find, make } from "./dom.js";
import { Screen } from "./screen.js";
import { clockWords } from "./words.js";

const sets = JSON.parse(find("compare").dataset.sets);
const screens = sets.map((set, number) => new Screen(find(`screen-${number}`), set));
const [leader, follower] = screens.map((screen) => screen.clock);
// A difference that the eye does not see, and that two players cannot keep below for long.
const LOOSE_S = 0.12;

let shiftS = 0;
let following = false;

function anchors() {
  const count = Math.min(sets[0].reps.length, sets[1].reps.length);
  const choices = sets[0].reps.slice(0, count).map((rep, at) => ({ words: `repetition ${at + 1}`, shiftS: rep.start_s - sets[1].reps[at].start_s }));
  return [...choices, { words: "the beginning of the clip", shiftS: sets[0].begin_s - sets[1].begin_s }];
}

function follow() {
  find("clock").textContent = `${clockWords(leader.timeS)} / ${clockWords(leader.endS)}`;
  const wantedS = leader.timeS - shiftS;
  const apart = Math.abs(follower.timeS - wantedS);
  if (apart > (follower.playing ? LOOSE_S : 0.001)) {
    following = true;
    follower.seek(wantedS);
    following = false;
  }
  for (const screen of screens) screen.overlay?.draw(screen.clock.timeS);
}

function followState() {
  follower.setSpeed(leader.speed);
  const inside = leader.timeS - shiftS >= follower.beginS && leader.timeS - shiftS < follower.endS;
  if (leader.direction > 0 && inside) follower.play();
  else if (follower.playing) follower.pause();
  find("play").textContent = leader.playing ? "Pause" : "Play";
  follow();
}

async function start() {
  const choices = anchors();
  find("anchor").append(...choices.map((choice, at) => make("option", { value: at }, choice.words)));
  shiftS = choices[0].shiftS;
  const signals = await Promise.all(sets.map(loadSignal));
  await Promise.all(screens.map((screen) => screen.load()));
  const draw = () => new Chart(leader, [{ data: signals[0] }, { data: signals[1], name: "other", shiftS }]);
  let chart = draw();
  leader.addEventListener("time", follow);
  leader.addEventListener("state", followState);
  follower.addEventListener("time", () => {
    if (!following) screens[1].overlay?.draw(follower.timeS);
  });
  find("anchor").addEventListener("change", (event) => {
    shiftS = choices[Number(event.target.value)].shiftS;
    chart.end();
    chart = draw();
    follow();
  });
  const toggleOverlay = () => {
    const shown = screens.map((screen) => screen.overlay.toggle())[0];
    find("overlay").setAttribute("aria-pressed", String(shown));
  };
  const actions = { back: () => screens[0].step(-1), play: () => leader.toggle(), on: () => screens[0].step(1), overlay: toggleOverlay };
  for (const [id, action] of Object.entries(actions)) find(id).addEventListener("click", action);
  find("speed").addEventListener("change", (event) => leader.setSpeed(Number(event.target.value)));
  const keys = { " ": actions.play, k: () => leader.pause(), l: () => leader.shuttle(1), j: () => leader.shuttle(-1), ArrowLeft: actions.back, ArrowRight: actions.on, o: toggleOverlay };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select, input")) return;
    if (event.key === " " && event.target.closest("button, a")) return;
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  find("compare").dataset.ready = "yes";
  follow();
}

start();
