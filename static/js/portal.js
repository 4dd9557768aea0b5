// Enhancements of every page. All of it works without this file.

// Characters left, beside big text fields. Spoken only when it starts to matter.
for (const counter of document.querySelectorAll("[data-counter]")) {
  const control = document.getElementById(counter.dataset.counter);
  const most = Number(counter.dataset.max);
  let pause;
  const tell = () => {
    const left = most - control.value.replace(/\r?\n/g, "\r\n").length;
    const words = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    counter.setAttribute("aria-live", left < most / 10 ? "polite" : "off");
  };
  control.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(tell, 300);
  });
  tell();
}

// Print buttons.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Warns five minutes before a session ends, and keeps it alive while somebody is typing. Nothing typed is lost without
// this: the server keeps what is sent after the session has ended.
function watch(clock) {
  const words = clock.querySelector("[data-session-words]");
  const stay = clock.querySelector("[data-session-stay]");
  const login = clock.querySelector("[data-session-login]");
  const WARN = 5 * 60 * 1000;
  const RENEW = 5 * 60 * 1000;
  const NAME = "session-ends";
  let ends = 0;
  let active = false;
  let renewed = Date.now();

  const until = (seconds) => {
    ends = Date.now() + seconds * 1000;
    renewed = Date.now();
    active = false;
    localStorage.setItem(NAME, ends);
    show();
  };

  // Which of three: nothing to say, nearly over, over.
  const show = () => {
    const left = ends - Date.now();
    const text = left <= 0 ? words.dataset.over : left <= WARN ? words.dataset.soon : "";
    clock.hidden = !text;
    stay.hidden = left <= 0;
    login.hidden = left > 0;
    if (words.textContent !== text) words.textContent = text;
  };

  const renew = async () => {
    const answer = await fetch(clock.action, { method: "POST", body: new FormData(clock) });
    if (answer.ok) until((await answer.json()).seconds);
  };

  const look = () => {
    if (active && Date.now() - renewed > RENEW && ends > Date.now()) renew().catch(() => {});
    show();
  };

  for (const event of ["input", "click"]) document.addEventListener(event, () => (active = true));
  clock.addEventListener("submit", (event) => {
    event.preventDefault();
    renew().catch(() => {});
  });
  // Another tab of the same browser may have renewed it, or logged in again.
  addEventListener("storage", (event) => {
    if (event.key === NAME) ends = Number(event.newValue);
    show();
  });
  document.addEventListener("session-ended", () => until(0));
  until(Number(clock.dataset.session));
  setInterval(look, 10_000);
}

const clock = document.querySelector("[data-session]");
if (clock) watch(clock);
