// The buttons that open the window to exercise in, and what is told about it.

import { attempt, get, post } from "./api.js";
import { find } from "./dom.js";
import { text } from "./texts.js";

const EVERY_MS = 1000;
const OPENING = text("home.opening");
const OPEN = text("home.open");
const LONGEST_OPENING_MS = 12000;
const buttons = document.querySelectorAll("[data-exercise]");
const told = find("exercise-told");
let begunMs = 0;

for (const button of buttons) button.addEventListener("click", () => begin(button.dataset.exercise));

async function begin(dose) {
  const who = find("exercise-for")?.value ?? "";
  begunMs = performance.now();
  disable(true);
  tell(OPENING);
  const wanted = { patient: who ? Number(who) : null, smaller: dose === "smaller" };
  const state = await attempt(() => post("/home/exercise", wanted));
  if (state) follow(state);
  else {
    told.hidden = true;
    disable(false);
  }
}

function disable(running) {
  for (const button of buttons) button.disabled = running;
}

function tell(words, isProblem = false) {
  told.textContent = words;
  told.classList.toggle("grave", isProblem);
  told.classList.toggle("good", !isProblem);
  told.hidden = false;
}

function follow(state) {
  disable(state.running);
  if (state.running) {
    tell(performance.now() - begunMs < LONGEST_OPENING_MS && begunMs > 0 ? OPENING : OPEN);
    setTimeout(look, EVERY_MS);
  } else if (state.message) {
    tell([state.message, state.hint].filter(Boolean).join(" "), true);
  } else {
    told.hidden = true;
  }
}

async function look() {
  try {
    follow(await get("/home/exercise.json"));
  } catch {
    // The application has ended or is busy: the next look may succeed.
    setTimeout(look, EVERY_MS);
  }
}

look();
