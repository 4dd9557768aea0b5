// Keeps on the server what somebody types in a session form, also when the connection or the login is gone.
// Nothing is stored in the browser: a phone is shared more often than people think. The form works without this file.
const form = document.querySelector("[data-keep]");
const words = form.dataset;
const status = form.querySelector("[data-status]");
const PAUSE = 1200;
const AGAIN = 5000;
const PATIENCE = 8000;

let timer;
let kept = typed();
let busy = false;
let sending = false;
let sent = false;

function typed() {
  return new URLSearchParams(new FormData(form)).toString();
}

function say(text, address) {
  status.textContent = text;
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.textContent = words.wordsLogin;
    status.append(" ", link);
  }
}

function plan(delay) {
  clearTimeout(timer);
  timer = setTimeout(keep, delay);
}

// Ask the server to keep the text as it is now; true when it did, or never will.
async function ask(text) {
  const answer = await fetch(words.keep, {
    method: "POST",
    body: text,
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    signal: AbortSignal.timeout(PATIENCE),
    redirect: "error",
  });
  if (answer.status >= 500) throw new Error(answer.status);
  if (!answer.ok) return { refused: true };
  return answer.json();
}

async function keep() {
  const text = typed();
  if (busy || sent || (text === kept && !sending)) return;
  busy = true;
  try {
    const answer = await ask(text);
    kept = text;
    settle(answer, text);
  } catch {
    say(sending ? words.wordsWaiting : words.wordsAway);
    plan(AGAIN);
  }
  busy = false;
  if (typed() !== kept) plan(PAUSE);
}

function settle(answer, text) {
  if (answer.login) {
    sending = false;
    say(words.wordsOut, answer.login);
  } else if (answer.refused && !sending) {
    say(words.wordsRefused);
  } else if (sending && typed() === text) {
    send();
  } else if (answer.saved_at) {
    say(words.wordsSaved.replace("{tijd}", answer.saved_at));
  }
}

// The text is on the server now, so whatever happens to this request, nothing is lost. Sent once: asking again while the
// browser waits for the answer would break that off.
function send() {
  sent = true;
  clearTimeout(timer);
  removeEventListener("beforeunload", warn);
  form.submit();
}

function warn(event) {
  if (typed() !== kept) event.preventDefault();
}

form.addEventListener("input", () => {
  sending = false;
  plan(PAUSE);
});
form.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return removeEventListener("beforeunload", warn);
  event.preventDefault();
  sending = true;
  keep();
});
// The browser's way back may show this very page again.
addEventListener("pageshow", (event) => {
  if (event.persisted) sent = sending = false;
});
addEventListener("online", () => plan(0));
addEventListener("beforeunload", warn);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep();
});
