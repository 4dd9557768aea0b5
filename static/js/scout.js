// Keeps on the server what somebody types in the street, and asks where they are after they pressed the button.
// The place goes to the server to find the wijk and is kept nowhere. The form works without this file.
const form = document.querySelector("[data-keep]");
const words = form.dataset;
const status = form.querySelector("[data-status]");
const here = form.querySelector("[data-here]");
const PAUSE = 1000;
const PATIENCE = 8000;

let timer;
let kept = typed();

function typed() {
  const data = new FormData(form);
  data.delete("photo");
  return new URLSearchParams(data).toString();
}

function ask(address, body) {
  return fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    signal: AbortSignal.timeout(PATIENCE),
    redirect: "error",
  });
}

async function keep() {
  const text = typed();
  if (text === kept) return;
  try {
    const answer = await ask(words.keep, text);
    const { saved_at } = answer.ok ? await answer.json() : {};
    if (saved_at) {
      kept = text;
      status.textContent = words.wordsKept.replace("{time}", saved_at);
    }
  } catch {
    status.textContent = words.wordsAway;
    timer = setTimeout(keep, PATIENCE);
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
form.addEventListener("submit", () => clearTimeout(timer));

if (here && "geolocation" in navigator) {
  here.hidden = false;
  here.addEventListener("click", () => {
    status.textContent = words.wordsSearching;
    navigator.geolocation.getCurrentPosition(found, () => { status.textContent = words.wordsNowhere; }, { timeout: PATIENCE });
  });
}

async function found({ coords }) {
  const place = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    latitude: coords.latitude,
    longitude: coords.longitude,
  });
  try {
    const answer = await (await ask(words.locate, place)).json();
    if (answer.code) {
      form.elements.wijk.value = answer.code;
      form.dispatchEvent(new Event("input"));
    }
    status.textContent = answer.said || answer.sorry;
  } catch {
    status.textContent = words.wordsNowhere;
  }
}
