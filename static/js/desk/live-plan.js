/**
 * The plan of an assignment follows the choice at once: the form beside it asks for it again with
 * every change. Without script its button does the same.
 */

import { tickRanges } from "../lists/ranges.js";

const form = document.querySelector("form[data-live-plan]");
if (form instanceof HTMLFormElement) follow(form);

/** On a page of its own the address tells what is chosen. @param {HTMLFormElement} form */
export function follow(form) {
  const isPage = !form.closest("dialog");
  let asked = 0;
  const button = form.querySelector("button[type=submit]");
  if (button instanceof HTMLElement) button.hidden = true;
  form.addEventListener("change", () => show());
  for (const list of form.querySelectorAll("[data-shift-range]")) {
    const boxes = () => [...list.querySelectorAll("input")];
    tickRanges(list, boxes, () => show());
  }

  async function show() {
    const plan = /** @type {HTMLElement} */ (document.getElementById("plan"));
    // What is shown is not what is chosen any more: nobody is to press its button.
    for (const old of plan.querySelectorAll("button")) old.disabled = true;
    const turn = ++asked;
    const query = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const address = `${form.action.split("#")[0]}?${query}`;
    const page = await pageAt(address, isPage ? {} : { "X-Fragment": "1" });
    if (turn !== asked) return;
    if (!page) return form.requestSubmit();
    const [fresh, choice] = [page.getElementById("plan"), page.getElementById("choice")];
    if (!fresh || !choice) return location.assign(address);
    plan.replaceChildren(...fresh.childNodes);
    showErrors(form, choice);
    if (isPage) history.replaceState(null, "", address);
  }
}

/** The page at an address; null where none comes. @param {string} address @param {Record<string, string>} headers */
async function pageAt(address, headers) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html", ...headers } });
    // A choice that makes no sense is answered with the page and what is wrong (422).
    if (!response.ok && response.status !== 422) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

/** The complaints at the fields as the server has them. @param {Element} form @param {Element} fresh */
function showErrors(form, fresh) {
  for (const old of form.querySelectorAll(".errorlist")) old.remove();
  for (const list of fresh.querySelectorAll(".errorlist")) {
    const field = list.parentElement?.querySelector("[name]") ?? list.closest("fieldset")?.querySelector("[name]");
    const name = field?.getAttribute("name");
    const here = name && form.querySelector(`[name="${CSS.escape(name)}"]`);
    const place = here && (here.closest(".field") ?? here.closest("fieldset"));
    place?.append(list);
  }
}
