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
    document.body.replaceWith(document.adoptNode(page.body));
    const wrong = document.getElementById("wrong");
    if (wrong) {
      wrong.focus();
    }
  });
  request.addEventListener("error", () => {
    bar.hidden = true;
    delete form.dataset.sent;
  });
  request.open("POST", button.hasAttribute("formaction") ? button.formAction : form.action);
  request.send(new FormData(form, button));
});

// a page that is to be kept can be printed
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
});
