// Films that come in: dropped or chosen, sent one after the other, and how far each is.

import { attempt, get, post, reason, Refused, ROOT, say, token } from "./api.js";
import { find, make, show } from "./dom.js";
import { text } from "./texts.js";

const BUSY_MS = 700;
const QUIET_MS = 4000;
const LONGEST_NAME = 120;
const AT_REST = ["done", "known", "unsure", "failed", "cancelled"];
const place = find("films");
const list = find("film-list");
const drop = find("drop");
const files = find("film-files");
const query = place.dataset.patient ? `?patient=${place.dataset.patient}` : "";

// What this page still has to send; the program knows nothing of it yet.
let sending = [];
let known = [];
let number = 0;
let timer = 0;
// Films that were given before it was said whose they are.
let held = [];

find("choose").addEventListener("click", () => files.click());
files.addEventListener("change", () => {
  take(files.files);
  files.value = "";
});
find("film-for")?.addEventListener("change", (event) => {
  find("film-label-field").hidden = event.target.value !== "new";
  if (event.target.value === "new") find("film-label").focus();
});
find("film-label")?.addEventListener("change", () => {
  if (held.length) take(held);
});
find("film-clear").addEventListener("click", async () => {
  const left = await attempt(() => post(`/films/clear${query}`));
  sending = sending.filter((film) => !film.problem);
  if (left) known = left.films;
  draw();
});

// Anywhere on the page will do: whoever misses the place must not lose the page to the film.
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  drop.classList.remove("over");
  take(event.dataTransfer.files);
});

window.addEventListener("beforeunload", (event) => {
  if (sending.some((film) => !film.problem)) event.preventDefault();
});

function take(chosen) {
  const whose = whoseFilms();
  held = whose.label === "" ? [...chosen] : [];
  if (held.length) {
    say(text("films.who_first"), true);
    find("film-label").focus();
    return;
  }
  const isIdle = !sending.some((film) => !film.problem);
  for (const file of chosen) {
    number += 1;
    sending.push({ id: `sending-${number}`, file, whose, name: file.name, share: 0, problem: "" });
  }
  draw();
  list.scrollIntoView({ block: "nearest" });
  if (isIdle) sendAll();
}

function whoseFilms() {
  if (place.dataset.patient) return { patient: place.dataset.patient };
  const chosen = find("film-for").value;
  if (chosen === "new") return { label: find("film-label").value.trim() };
  return chosen ? { patient: chosen } : {};
}

async function sendAll() {
  for (let film = next(); film; film = next()) {
    try {
      const came = await send(film);
      const same = known.find((each) => each.id === came.id);
      keep(came);
      if (film.whose.label) welcome(film.whose.label, came.patient);
      if (same && AT_REST.includes(came.state)) film.problem = text("films.same", { name: came.name });
      else sending.splice(sending.indexOf(film), 1);
    } catch (error) {
      film.problem = error instanceof Refused ? error.message : text("films.unreadable");
    }
    draw();
    soon();
  }
}

// Somebody new is not new any more once a film of theirs is here: what comes next is theirs, too.
function welcome(label, patient) {
  if (!patient) return;
  for (const id of ["film-for", "exercise-for"]) {
    const choices = find(id);
    if (![...choices.options].some((option) => option.value === String(patient.id)))
      choices.insertBefore(make("option", { value: String(patient.id) }, patient.label), choices.querySelector("[value=new]"));
  }
  if (find("film-for").value !== "new" || find("film-label").value.trim() !== label) return;
  find("film-for").value = String(patient.id);
  find("film-label").value = "";
  find("film-label-field").hidden = true;
}

function next() {
  return sending.find((film) => !film.problem);
}

// By XMLHttpRequest: only that says how much of a body has been sent.
function send(film) {
  const about = new URLSearchParams({ name: film.name.slice(-LONGEST_NAME), ...film.whose });
  if (film.file.lastModified > 0) about.set("modified_ms", String(Math.round(film.file.lastModified)));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    film.request = request;
    request.open("PUT", `${ROOT}/films/new?${about}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("x-formcheck-token", token);
    request.upload.addEventListener("progress", (event) => {
      film.share = event.total ? event.loaded / event.total : 0;
      draw();
    });
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText));
      else reject(new Refused(reason(request.responseText)));
    });
    request.addEventListener("error", () => reject(new Error("broke off")));
    request.addEventListener("abort", () => reject(new Refused(text("films.cancelled"))));
    request.send(film.file);
  });
}

function keep(film) {
  const at = known.findIndex((each) => each.id === film.id);
  if (at < 0) known.push(film);
  else known[at] = film;
}

async function look() {
  clearTimeout(timer);
  try {
    known = (await get(`/films.json${query}`)).films;
    draw();
  } catch {
    // The application has ended or is busy: what is shown stays, and the next look may succeed.
  }
  const isBusy = known.some((film) => !AT_REST.includes(film.state));
  timer = setTimeout(look, isBusy ? BUSY_MS : QUIET_MS);
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, BUSY_MS / 2);
}

let drawn = "";

function draw() {
  const said = JSON.stringify([known, sending.map(({ id, name, share, problem }) => [id, name, share, problem])]);
  // What somebody is choosing in must not be taken away under the hand.
  const isOpen = list.contains(document.activeElement) && ["SELECT", "INPUT"].includes(document.activeElement.tagName);
  if (said === drawn || isOpen) return;
  drawn = said;
  show(list, ...sending.map(sendingRow), ...inOrder(known).map(row));
  const isThere = [...known.map((film) => film.state), ...sending.map((film) => film.problem && "failed")];
  find("film-clear").hidden = !isThere.some((state) => ["done", "known", "failed", "cancelled"].includes(state));
}

// What is worked on, then what waits for its turn, then what came to an end, the newest first.
function inOrder(films) {
  const busy = films.filter((film) => !AT_REST.includes(film.state));
  const atRest = films.filter((film) => AT_REST.includes(film.state));
  return [...busy.filter((film) => film.state === "working"), ...busy.filter((film) => film.state !== "working"), ...atRest.reverse()];
}

function sendingRow(film) {
  const state = film.problem ? "failed" : "waiting";
  return make(
    "li",
    { class: `film ${state}` },
    make("h3", {}, film.name),
    film.problem
      ? button(text("films.take_out"), film, "out", () => remove(film))
      : button(text("films.cancel"), film, "cancel", () => (film.request ? film.request.abort() : remove(film))),
    make("p", { class: "whole" }, film.problem || text("films.copying")),
    film.problem ? null : bar(film),
  );
}

function remove(film) {
  sending.splice(sending.indexOf(film), 1);
  draw();
}

function row(film) {
  return make(
    "li",
    { class: `film ${film.state}`, "data-film": film.id },
    make("h3", {}, film.name),
    film.cancel ? button(text("films.cancel"), film, "cancel", () => change(film, "cancel")) : button(text("films.take_out_of_list"), film, "out", () => forget(film)),
    make("p", { class: "whole" }, film.words, film.patient ? whose(film.patient) : null),
    film.state === "working" ? bar(film) : null,
    film.message ? make("p", { class: "whole" }, [film.message, film.hint].filter(Boolean).join(" ")) : null,
    ...film.sets.map(setLine),
    film.choices.length ? choices(film) : null,
    film.turn === null ? null : whole(button(text("films.turn"), film, "turn", () => change(film, "again", { turn: film.turn }))),
    film.again ? whole(button(text("films.again"), film, "again", () => change(film, "again"))) : null,
    film.day ? day(film) : null,
  );
}

function whole(element) {
  return make("p", { class: "whole" }, element);
}

function whose(patient) {
  return make("span", { class: "quiet" }, " \u00b7 ", make("a", { href: `${ROOT}/patients/${patient.id}/sets` }, patient.label));
}

function bar(film) {
  return make("progress", { class: "whole", max: "1", value: String(film.share), "aria-label": film.name });
}

function setLine(set) {
  return make("p", { class: "whole film-set" }, make("a", { href: `${ROOT}/sets/${set.id}` }, set.title), ` \u00b7 ${set.counted}`);
}

function button(words, film, what, onclick) {
  return make("button", { type: "button", class: "button", "data-focus": `${film.id}-${what}`, onclick }, words);
}

function choices(film) {
  const id = `as-${film.id}`;
  const isLikely = film.choices[0].likely;
  const options = film.choices.map((each) => make("option", { value: each.name }, each.title));
  // Where none is likely, none is chosen beforehand: a click too many would count something else.
  const select = make("select", { id }, isLikely ? null : make("option", { value: "" }, text("films.choose")), ...options);
  const score = () => (select.value ? change(film, "again", { exercise: select.value }) : select.focus());
  return make(
    "p",
    { class: "whole film-day" },
    make("label", { for: id }, isLikely ? text("films.score_as") : text("films.score_as_all_the_same")),
    select,
    button(text("films.score"), film, "as", score),
  );
}

function day(film) {
  const id = `day-${film.id}`;
  const field = make("input", { type: "date", id, value: film.day, onchange: () => field.value && change(film, "day", { day: field.value }) });
  return make(
    "p",
    { class: "whole film-day" },
    make("label", { for: id }, text("films.done_on")),
    field,
    film.day_words ? make("span", { class: "quiet" }, film.day_words) : null,
  );
}

async function change(film, what, message = {}) {
  const told = await attempt(() => post(`/films/${film.id}/${what}`, message));
  if (!told) return;
  document.activeElement?.blur();
  keep({ ...told, patient: film.patient });
  draw();
  soon();
}

async function forget(film) {
  if (!(await attempt(() => post(`/films/${film.id}/forget`)))) return;
  known = known.filter((each) => each.id !== film.id);
  draw();
}

look();
