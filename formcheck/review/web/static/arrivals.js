// Lists say so when a new set has come into the history, for example from a live session.

import { get } from "./api.js";
import { find } from "./dom.js";

const EVERY_MS = 3000;
const place = find("arrived");
const address = place.dataset.patient ? `/sets/newest.json?patient=${place.dataset.patient}` : "/sets/newest.json";

async function look() {
  try {
    const { newest } = await get(address);
    if ((newest ?? 0) > Number(place.dataset.newest)) {
      place.hidden = false;
      return;
    }
  } catch {
    // The application has ended or is busy: the list stays as it is, and the next look may succeed.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
