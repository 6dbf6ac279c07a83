// Ticking all sets of a list at once; the list may be drawn anew meanwhile.

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form) return;
  if (event.target.matches("[data-tick-all]")) {
    for (const box of form.querySelectorAll("input[name=set]")) box.checked = event.target.checked;
  } else if (event.target.name === "set") {
    const all = form.querySelector("[data-tick-all]");
    all.checked = [...form.querySelectorAll("input[name=set]")].every((box) => box.checked);
  }
});
