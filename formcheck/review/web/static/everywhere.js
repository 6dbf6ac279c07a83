// The keys of every page: help, the search, and going up and down in a list.

import { listenToKeys, openHelp } from "./keys.js";

function rowOf(element) {
  return element?.closest("[data-row]");
}

// The row that has the keyboard, or before it the first.
function moveRow(direction) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(rowOf(document.activeElement));
  const next = rows[at < 0 ? (direction > 0 ? 0 : rows.length - 1) : at + direction];
  next?.querySelector("a[href]")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function tickRow() {
  rowOf(document.activeElement)?.querySelector("input[type=checkbox]")?.click();
}

function unfoldRow() {
  const summary = rowOf(document.activeElement)?.querySelector("summary");
  summary?.click();
  summary?.focus();
}

function click(selector) {
  document.querySelector(selector)?.click();
}

listenToKeys({
  "?": openHelp,
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: tickRow,
  s: unfoldRow,
  e: () => click("#next-set"),
});
for (const button of document.querySelectorAll("[data-help]")) button.addEventListener("click", openHelp);
