// Enhancements of every page. All of it works without this file.
"use strict";

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
