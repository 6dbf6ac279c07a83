// Files of the other side: chosen, or dropped anywhere on the page, and taken in.

import { ROOT, reason, token } from "./api.js";
import { find, make, show } from "./dom.js";

const SUFFIX = ".formcheck";
const LONGEST_NAME = 120;
const ASKING = 409;
const place = find("letters");
const told = find("letter-told");
let waiting = null;

find("letter-choose").addEventListener("click", () => find("letter-file").click());
find("letter-file").addEventListener("change", (event) => {
  if (event.target.files.length) take(event.target.files[0]);
  event.target.value = "";
});
find("letter-words").addEventListener("submit", (event) => {
  event.preventDefault();
  take(waiting, { passphrase: find("letter-passphrase").value });
});
find("letter-trust").addEventListener("click", () => take(waiting, { passphrase: find("letter-passphrase").value, trust: true }));

// Before others on this page, which take films: those stay theirs.
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  place.classList.add("over");
}, true);
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) place.classList.remove("over");
}, true);
document.addEventListener("drop", (event) => {
  place.classList.remove("over");
  const letters = [...event.dataTransfer.files].filter((file) => file.name.toLowerCase().endsWith(SUFFIX));
  if (!letters.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.dataTransfer.files.length > 1) tell([place.dataset.one], true);
  else take(letters[0]);
}, true);

async function take(file, { passphrase = "", trust = false } = {}) {
  waiting = file;
  tell([place.dataset.busy]);
  const about = new URLSearchParams({ name: file.name.slice(-LONGEST_NAME) });
  if (place.dataset.patient) about.set("patient", place.dataset.patient);
  if (trust) about.set("trust", "yes");
  const headers = { accept: "application/json", "content-type": "application/octet-stream", "x-formcheck-token": token };
  if (passphrase) headers["x-formcheck-passphrase"] = packed(passphrase);
  try {
    const answer = await fetch(`${ROOT}/letters/new?${about}`, { method: "PUT", headers, body: file });
    const text = await answer.text();
    if (answer.ok) done(JSON.parse(text));
    else refuse(text, answer.status === ASKING ? JSON.parse(text).ask : "");
  } catch (error) {
    refuse(error instanceof TypeError ? "" : error.message, "");
  }
}

function done(answer) {
  ask("");
  tell(answer.lines, false, true);
  find("letter-go").href = `${ROOT}/patients/${answer.patient}/messages`;
  find("letter-on").hidden = false;
}

function refuse(text, question) {
  tell([reason(text)], true);
  ask(question);
}

function ask(question) {
  find("letter-on").hidden = true;
  find("letter-words").hidden = question !== "passphrase";
  find("letter-trust").hidden = question !== "trust";
  if (question === "passphrase") find("letter-passphrase").focus();
}

function tell(lines, isProblem = false, isGood = false) {
  show(told, ...lines.map((line) => make("p", {}, line)));
  told.classList.toggle("grave", isProblem);
  told.classList.toggle("good", isGood);
  told.hidden = false;
}

// Headers hold no letters beyond Latin ones by themselves.
function packed(words) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(words)));
}
