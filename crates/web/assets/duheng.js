// What pages do beyond plain HTML; every page works without it.
"use strict";

// the summary of mistakes is read first
function readWrong() {
  const wrong = document.getElementById("wrong");
  if (wrong) {
    wrong.focus();
  }
}
document.addEventListener("DOMContentLoaded", readWrong);

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

// a form that saves itself does so a moment after the last change, never in the middle of a word of an input method
const WAIT_MS = 1200;
let composing = false;
let waiting;

function saveSoon(form) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (composing) {
      saveSoon(form);
    } else {
      form.dispatchEvent(new CustomEvent("autosave"));
    }
  }, WAIT_MS);
}

document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", (event) => {
  composing = false;
  const form = event.target.closest("form[data-autosave]");
  if (form) {
    saveSoon(form);
  }
});
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (form && event.target.name) {
      saveSoon(form);
    }
  });
}

// what is sent by hand is not saved a second time
document.addEventListener("submit", () => clearTimeout(waiting), true);

for (const kind of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(kind, (event) => {
    const line = document.getElementById("saved");
    if (line && event.target.matches("form[data-autosave]")) {
      line.textContent = event.target.dataset.failed;
    }
  });
}

// how far a file is on its way; its field and its button may stand outside of the form that they belong to
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const area = button ? button.closest(".upload") : null;
  const bar = area ? area.querySelector("progress.sending") : null;
  if (!bar || event.defaultPrevented || !area.querySelector("input[type=file]").files.length) {
    return;
  }
  event.preventDefault();
  bar.hidden = false;
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) {
      bar.value = (100 * sent.loaded) / sent.total;
    }
  });
  request.addEventListener("load", () => {
    if (request.status < 400) {
      location.assign(request.responseURL);
      return;
    }
    // a page that says what is wrong takes the place of this one
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    dressFiles();
    // what saves itself goes on doing so
    htmx.process(document.body);
    window.scrollTo(0, 0);
    readWrong();
  });
  request.addEventListener("error", () => {
    bar.hidden = true;
    delete form.dataset.sent;
  });
  request.open("POST", button.hasAttribute("formaction") ? button.formAction : form.action);
  request.send(new FormData(form, button));
});

// a button in the language of the page stands for the browser's own field of a file, and says at once which file is too large
function dressFiles() {
  for (const field of document.querySelectorAll(".upload input[type=file]")) {
    const told = field.nextElementSibling;
    told.textContent = told.dataset.none;
    told.hidden = false;
    field.closest(".upload").classList.add("dressed");
  }
}
document.addEventListener("DOMContentLoaded", dressFiles);

document.addEventListener("change", (event) => {
  const field = event.target;
  if (!field.matches(".dressed input[type=file]")) {
    return;
  }
  const told = field.nextElementSibling;
  const file = field.files[0];
  const large = Boolean(file) && file.size > Number(field.dataset.most);
  told.classList.toggle("sentence", large);
  told.textContent = file ? file.name : told.dataset.none;
  if (large) {
    told.textContent = field.dataset.large.replace("{name}", () => file.name);
    field.value = "";
  }
});

// a unit that is typed behind its number is the one beside it
document.addEventListener("change", (event) => {
  const amount = event.target.matches("input") ? event.target.closest(".amount") : null;
  const unit = amount ? amount.querySelector("select") : null;
  if (!unit) {
    return;
  }
  const typed = event.target.value.trim();
  const units = [...unit.options].map((option) => option.value).filter((value) => value && typed.endsWith(value));
  const longest = units.sort((a, b) => b.length - a.length)[0];
  const number = longest ? typed.slice(0, -longest.length).trim() : "";
  if (/^[+-]?[0-9０-９][0-9０-９,，.．]*$/.test(number)) {
    event.target.value = number;
    unit.value = longest;
  }
});

// a page that is to be kept can be printed
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
});
