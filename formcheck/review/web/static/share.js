// Makes a bundle while the page says how far it is; without this script the form does the same
// and says nothing.

import { attempt, get, Refused, ROOT } from "./api.js";
import { find } from "./dom.js";
import { text } from "./texts.js";
import { clockWords } from "./words.js";

const EVERY_MS = 500;
const form = find("share-form");
const state = find("share-state");
const bar = find("share-bar");
const words = find("share-words");
const again = find("share-again");
let making = false;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (making) return;
  begin();
  const file = await attempt(make);
  end();
  if (!file) {
    words.textContent = text("share.none");
    return;
  }
  if (again.href) URL.revokeObjectURL(again.href);
  again.href = URL.createObjectURL(file.content);
  again.download = file.name;
  again.hidden = false;
  again.click();
  words.textContent = text("share.made", { size: size(file.content.size), file: file.name });
});

function begin() {
  making = true;
  find("share-button").disabled = true;
  again.hidden = true;
  state.hidden = false;
  bar.hidden = false;
  bar.removeAttribute("value");
  words.textContent = text("share.making");
  setTimeout(follow, EVERY_MS, performance.now());
}

function end() {
  making = false;
  bar.hidden = true;
  find("share-button").disabled = false;
}

async function make() {
  const sent = new FormData(form);
  const answer = await fetch(ROOT + form.dataset.address, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(sent) });
  if (!answer.ok) {
    const told = await answer.json();
    throw new Refused([told.message, told.hint].filter(Boolean).join(" "));
  }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "formcheck.zip";
  return { name, content: await answer.blob() };
}

async function follow(begunMs) {
  if (!making) return;
  try {
    const { share } = await get(`${form.dataset.address}/progress.json?job=${form.elements.job.value}`);
    if (making && share !== null) {
      bar.value = share;
      words.textContent = text("share.making_clip", { percent: Math.round(100 * share), time: clockWords((performance.now() - begunMs) / 1000) });
    }
  } catch {
    // The bundle itself will say what is wrong.
  }
  setTimeout(follow, EVERY_MS, begunMs);
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
