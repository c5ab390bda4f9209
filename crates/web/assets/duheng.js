// What pages do beyond plain HTML; every page works without it.
"use strict";

// the summary of mistakes is read first
document.addEventListener("DOMContentLoaded", () => {
  const wrong = document.getElementById("wrong");
  if (wrong) {
    wrong.focus();
  }
});

// a form is sent once, and Enter that ends an input method does not send it
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.isComposing) {
    event.preventDefault();
  }
});

// a page from the history may be sent again
window.addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
  }
});

// a page that is to be kept can be printed
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
});
