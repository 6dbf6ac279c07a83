// Keys, as in video tools. Single letters can be switched off for people who speak to their computer.

import { find } from "./dom.js";

const SWITCH = "formcheck-single-keys";
const known = {};

function writing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function nameOf(event) {
  const control = event.ctrlKey || event.metaKey;
  const shift = event.shiftKey && (event.key.length > 1 || control);
  return `${control ? "Control+" : ""}${shift ? "Shift+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

function answer(event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (writing(event.target)) return;
  const control = event.ctrlKey || event.metaKey;
  if (event.key.length === 1 && event.key !== " " && !control && !find("single-keys").checked) return;
  // Space and Enter belong to the button that has the keyboard.
  if ((event.key === " " || event.key === "Enter") && event.target.closest("button, a, summary, input")) return;
  const action = known[nameOf(event)];
  if (!action) return;
  event.preventDefault();
  action();
}

function begin() {
  const letters = find("single-keys");
  letters.checked = localStorage.getItem(SWITCH) !== "off";
  letters.addEventListener("change", () => localStorage.setItem(SWITCH, letters.checked ? "on" : "off"));
  document.addEventListener("keydown", answer);
}

// `keys` maps names such as "Shift+ArrowRight", "k" or "Control+z" to what they do. What is said
// later goes before what was said earlier: the keys of a page before those of all pages.
export function listenToKeys(keys) {
  if (!Object.keys(known).length) begin();
  Object.assign(known, keys);
}

export function openHelp() {
  find("key-help").showModal();
}
