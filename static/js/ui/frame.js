/** What every page does: keeps what is typed, opens the search, changes the theme. */

import { keepForms } from "./kept-forms.js";
import { rememberPlace } from "./places.js";
import { csrfToken } from "./requests.js";
import { dropTaken } from "./typed-store.js";

const EDITABLE = "input, textarea, select, [contenteditable=true], [role=textbox]";

dropTaken();
keepForms(document);

// A line for a day brings its script along once it is seen: few are, and the line alone will do.
customElements.define("day-field", class extends HTMLElement {
  connectedCallback() {
    new IntersectionObserver(async ([{ isIntersecting }], seen) => {
      if (!isIntersecting) return;
      seen.disconnect();
      (await import(this.dataset.module ?? "")).startDay(this);
    }).observe(this);
  }
});

const find = document.querySelector("form.find");
if (find instanceof HTMLFormElement) {
  rememberPlace(find.dataset.person ?? "");
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    openFind(find);
  });
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.repeat) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openFind(find);
    } else if (!mod && event.key === "/" && mayTakeLetters(event, find)) {
      event.preventDefault();
      const list = document.querySelector("main input[type=search]");
      if (list instanceof HTMLInputElement) list.select();
      else openFind(find);
    }
  });
}

/** Open the search; what is typed before its module is here is for it. @param {HTMLFormElement} form */
async function openFind(form) {
  let typed = "";
  const collect = (/** @type {KeyboardEvent} */ event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    typed += event.key;
  };
  addEventListener("keydown", collect, { capture: true });
  try {
    const module = await import(form.dataset.module ?? "");
    module.openFind(form, typed);
  } catch {
    form.submit(); // The page does the same.
  } finally {
    removeEventListener("keydown", collect, { capture: true });
  }
}

/** @param {KeyboardEvent} event @param {HTMLFormElement} form */
function mayTakeLetters({ target }, form) {
  const isTyping = target instanceof Element && target.closest(EDITABLE);
  return "singleLetterKeys" in form.dataset && !isTyping && !document.querySelector("dialog[open]");
}

const themes = document.querySelector("form.themes");
themes?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (themes);
  const chosen = /** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter);
  const root = document.documentElement;
  if (chosen.value === "system") delete root.dataset.theme;
  else root.dataset.theme = chosen.value;
  for (const button of form.querySelectorAll("button"))
    button.setAttribute("aria-pressed", String(button === chosen));
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  const body = new URLSearchParams({ theme: chosen.value });
  await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
});
