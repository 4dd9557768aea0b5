// Warns five minutes before a session ends, and keeps it alive while somebody is typing. Nothing typed is lost without
// this file: the server keeps what is sent after the session has ended.
"use strict";

{
  const form = document.querySelector("[data-session]");
  const words = form.querySelector("[data-session-words]");
  const stay = form.querySelector("[data-session-stay]");
  const login = form.querySelector("[data-session-login]");
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
    form.hidden = !text;
    stay.hidden = left <= 0;
    login.hidden = left > 0;
    if (words.textContent !== text) words.textContent = text;
  };

  const renew = async () => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.ok) until((await answer.json()).seconds);
  };

  const look = () => {
    if (active && Date.now() - renewed > RENEW && ends > Date.now()) renew().catch(() => {});
    show();
  };

  for (const event of ["input", "click"]) document.addEventListener(event, () => (active = true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renew().catch(() => {});
  });
  // Another tab of the same browser may have renewed it, or logged in again.
  addEventListener("storage", (event) => {
    if (event.key === NAME) ends = Number(event.newValue);
    show();
  });
  document.addEventListener("session-ended", () => until(0));
  until(Number(form.dataset.session));
  setInterval(look, 10_000);
}
