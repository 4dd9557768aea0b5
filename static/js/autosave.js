// Save a form while somebody types, field by field. Without this file every step saves the whole page.
const form = document.querySelector("form[data-autosave]");
const said = document.getElementById("saved");
const PAUSE = 1500;
const AGAIN = 10000;
const MOST_BYTES = 50 * 1024 * 1024; // more does not pass the server, and would cost what was typed
const waiting = new Set();
let timer;
let flight = null; // the save that is on its way

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => save(), pause);
}

// The fields that changed, and what tells the server whose draft they belong to; the whole page where its fields
// belong together.
function changes() {
  const all = new FormData(form);
  if ("whole" in form.dataset) return new URLSearchParams([...all].filter(([, value]) => typeof value === "string"));
  const body = new URLSearchParams();
  for (const name of ["csrfmiddlewaretoken", "concept", "version"]) body.set(name, all.get(name));
  for (const name of waiting) {
    body.delete(name);
    const values = all.getAll(name);
    for (const value of values.length ? values : [""]) body.append(name, value);
  }
  return body;
}

// Whoever leaves while a save is on its way takes it back and sends it anew, with what was typed since.
async function save({ leaving = false } = {}) {
  if (leaving && flight) {
    flight.names.forEach((name) => waiting.add(name));
    flight.controller.abort();
    flight = null;
  }
  if (flight || !waiting.size) return;
  const mine = { names: [...waiting], controller: new AbortController() };
  flight = mine;
  const body = changes();
  waiting.clear();
  try {
    const { signal } = mine.controller;
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, redirect: "error", keepalive: true, signal });
    if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
    const { message, version, concept } = await answer.json();
    said.textContent = message;
    if (concept) {
      form.elements.concept.value = concept;
      form.elements.version.value = version;
    }
  } catch {
    if (flight !== mine) return;
    mine.names.forEach((name) => waiting.add(name));
    said.textContent = form.dataset.failed;
    later(AGAIN);
  } finally {
    if (flight === mine) flight = null;
  }
  if (waiting.size) later(PAUSE);
}

function noted(event) {
  const { name, type } = event.target;
  if (!name || type === "file" || type === "hidden") return;
  waiting.add(name);
  later(event.type === "change" ? 0 : PAUSE);
}

if (form) {
  form.addEventListener("input", noted);
  form.addEventListener("change", noted);
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("[type=file]")].flatMap((input) => [...input.files]);
    if (files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES) {
      event.preventDefault();
      said.textContent = form.dataset.tooLarge;
      return;
    }
    clearTimeout(timer);
    waiting.clear();
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.hidden && save({ leaving: true }));
}

// What looks like the title, beside it.
const similar = document.querySelector("[data-similar]:not([data-similar=''])");
if (form && similar) {
  form.elements.title.addEventListener("change", async (event) => {
    const question = new URLSearchParams({ title: event.target.value });
    const answer = await fetch(`${similar.dataset.similar}?${question}`).catch(() => null);
    if (answer?.ok) similar.innerHTML = await answer.text();
  });
}
