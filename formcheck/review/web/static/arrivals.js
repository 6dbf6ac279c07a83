// Pages show a new set as soon as it has come into the history, for example from a live session.

import { get, ROOT } from "./api.js";
import { find } from "./dom.js";

const EVERY_MS = 3000;
const notice = find("arrived");
const query = notice.dataset.patient ? `?patient=${notice.dataset.patient}` : "";
let known = Number(notice.dataset.newest);

async function look() {
  try {
    const { newest } = await get(`/sets/newest.json${query}`);
    if ((newest ?? 0) > known) {
      known = newest;
      await renew();
      find("arrived-set").href = `${ROOT}/sets/${newest}`;
      notice.hidden = false;
    }
  } catch {
    // The application has ended or is busy: the page stays as it is, and the next look may succeed.
  }
  setTimeout(look, EVERY_MS);
}

// Draws the part of the page anew that lists sets; everything else, and what is being typed, stays.
async function renew() {
  const shown = find("arriving");
  if (!shown) return;
  const answer = await fetch(window.location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("arriving");
  if (fresh) shown.replaceChildren(...document.importNode(fresh, true).childNodes);
}

setTimeout(look, EVERY_MS);
