// The doors of the first page.

import { attempt, get, post } from "./api.js";
import { find } from "./dom.js";
import { text } from "./texts.js";

const EVERY_MS = 1000;
const OPENING = text("home.opening");
const OPEN = text("home.open");
const LONGEST_OPENING_MS = 12000;
const door = find("exercise");
const told = find("exercise-told");
let begunMs = 0;
let wasRunning = false;

door.addEventListener("click", async () => {
  const who = find("exercise-for")?.value ?? "";
  begunMs = performance.now();
  door.disabled = true;
  tell(OPENING);
  const state = await attempt(() => post("/home/exercise", { patient: who ? Number(who) : null }));
  if (state) follow(state);
  else {
    told.hidden = true;
    door.disabled = false;
  }
});

find("choose-door").addEventListener("click", () => find("film-files").click());

function tell(words, isProblem = false) {
  told.textContent = words;
  told.classList.toggle("grave", isProblem);
  told.classList.toggle("good", !isProblem);
  told.hidden = false;
}

function follow(state) {
  door.disabled = state.running;
  if (state.running) {
    tell(performance.now() - begunMs < LONGEST_OPENING_MS && begunMs > 0 ? OPENING : OPEN);
    wasRunning = true;
    setTimeout(look, EVERY_MS);
  } else if (state.message) {
    tell([state.message, state.hint].filter(Boolean).join(" "), true);
  } else {
    told.hidden = true;
    wasRunning = false;
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
