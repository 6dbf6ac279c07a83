// The order of the exercises, and a plan file read into the text field; nothing is saved before the
// button is pressed.

import { text } from "./texts.js";

const list = document.getElementById("plan-order");
const told = document.getElementById("order-told");

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-up]");
  if (!button) return;
  const moved = button.closest("fieldset");
  const before = moved.previousElementSibling;
  if (before) list.insertBefore(moved, before);
  // The form's fields follow the page, and so does the hand that goes on from here.
  button.focus();
  moved.scrollIntoView({ block: "nearest" });
  const place = [...list.children].indexOf(moved) + 1;
  told.textContent = text("plan.moved", { exercise: moved.dataset.exercise, place, total: list.children.length });
});

const file = document.getElementById("plan-file");
file.addEventListener("change", async () => {
  const [chosen] = file.files;
  if (chosen && chosen.size < 200_000) document.getElementById("plan-text").value = await chosen.text();
});
