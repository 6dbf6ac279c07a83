// Keys, as in video tools. Single letters can be switched off for people who speak to their computer.

import { find } from "./dom.js";

const SWITCH = "formcheck-single-keys";

function writing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

// `keys` maps names such as "Shift+ArrowRight", "k" or "Control+z" to what they do.
export function listenToKeys(keys) {
  const letters = find("single-keys");
  letters.checked = localStorage.getItem(SWITCH) !== "off";
  letters.addEventListener("change", () => localStorage.setItem(SWITCH, letters.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (writing(event.target)) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key.length === 1 && event.key !== " " && !control && !letters.checked) return;
    // Space and Enter belong to the button that has the keyboard.
    if ((event.key === " " || event.key === "Enter") && event.target.closest("button, a, summary, input")) return;
    const name = `${control ? "Control+" : ""}${event.shiftKey && (event.key.length > 1 || control) ? "Shift+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
    const action = keys[name];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

export function openHelp() {
  find("key-help").showModal();
}
