/**
 * Ticked articles are assigned over their list: the page of assignment in a sheet. Its button goes
 * there and back to the list. Without script, or where no sheet comes, it is a page.
 */

import { bar, clear } from "../lists/ticking.js";
import { follow } from "./live-plan.js";

const dialog = document.getElementById("assign");
if (dialog instanceof HTMLDialogElement) open(dialog);

/** @param {HTMLDialogElement} dialog */
function open(dialog) {
  let isAsking = false;
  document.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      if (event.target !== bar() || !(button instanceof HTMLButtonElement) || button.dataset.key !== "a") return;
      event.preventDefault();
      event.stopPropagation(); // The ticks stay until something is assigned.
      show(/** @type {HTMLFormElement} */ (event.target), button);
    },
    { capture: true },
  );
  dialog.addEventListener("submit", ({ target }) => {
    if (!(target instanceof HTMLFormElement) || !target.matches(".carry-out")) return;
    const back = target.elements.namedItem("next");
    if (back instanceof HTMLInputElement) back.value = location.pathname + location.search;
    clear();
  });
  dialog.addEventListener("close", () => dialog.replaceChildren());

  /** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
  async function show(form, button) {
    if (isAsking) return;
    isAsking = true;
    const inside = await sheetFor(form, button.formAction);
    isAsking = false;
    if (inside === null) return leave(form, button.formAction);
    dialog.innerHTML = inside;
    const choice = dialog.querySelector("form[data-live-plan]");
    if (choice instanceof HTMLFormElement) follow(choice);
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }
}

/** What the page of assignment is for these articles; null where it is to be a page. @param {HTMLFormElement} form @param {string} address */
async function sheetFor(form, address) {
  try {
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const response = await fetch(address, { method: "POST", body, headers: { "X-Fragment": "1", Accept: "text/html" } });
    const inside = await response.text();
    return response.ok && inside.includes("data-live-plan") && !inside.includes("<html") ? inside : null;
  } catch {
    return null;
  }
}

/** As the button does without script. @param {HTMLFormElement} form @param {string} address */
function leave(form, address) {
  form.action = address;
  form.submit();
}
