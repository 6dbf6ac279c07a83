// Speaking to the application. What it refuses is told to the person.

import { find } from "./dom.js";
import { text as words } from "./texts.js";

// All pages lie under a path that is new at each start.
export const ROOT = new URL("..", import.meta.url).pathname.slice(0, -1);

export const token = document.querySelector("meta[name=form-token]").content;

// Each window is known by a name of its own, also after it was loaded again: an undo takes back what
// this window did and nothing of another's.
function nameOfWindow() {
  const kept = sessionStorage.getItem("window");
  if (kept) return kept;
  const name = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem("window", name);
  return name;
}

const WINDOW = { "x-formcheck-window": nameOfWindow() };

export class Refused extends Error {}

export async function get(address) {
  const answer = await fetch(ROOT + address, { headers: { accept: "application/json", ...WINDOW } });
  if (!answer.ok) throw new Refused(reason(await answer.text()));
  return answer.json();
}

export async function getBytes(address) {
  const answer = await fetch(ROOT + address, { headers: { accept: "application/json, */*" } });
  if (!answer.ok) throw new Refused(reason(await answer.text()));
  return answer.arrayBuffer();
}

// What is sent along with a message: the revision of the set that the page shows, if it depends on it.
export async function post(address, message = {}, seen = null) {
  const answer = await fetch(ROOT + address, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "x-formcheck-token": token,
      ...WINDOW,
      ...(seen === null ? {} : { "x-formcheck-seen": String(seen) }),
    },
    body: JSON.stringify(message),
  });
  if (!answer.ok) throw new Refused(reason(await answer.text()));
  return answer.json();
}

export function reason(text) {
  try {
    const told = JSON.parse(text);
    return [told.message, told.hint].filter(Boolean).join(" ");
  } catch {
    return text || words("strange_answer");
  }
}

let hiding = 0;

export function say(words, isProblem = false) {
  const place = find("message");
  place.textContent = words;
  place.classList.toggle("problem", isProblem);
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, isProblem ? 9000 : 3000);
}

// Runs something that may be refused, and tells why if it is.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    const gone = error instanceof TypeError;
    say(gone ? words("no_answer") : error.message, true);
    return null;
  }
}
