/**
 * The guidelines beside the text, fetched from their own page when they are first opened: most
 * visits never do. Without script the sheet leads to that page.
 */

import { fragment } from "../ui/requests.js";

/** @param {HTMLElement} sheet the popover @param {AbortSignal} signal */
export function fillWhenOpened(sheet, signal) {
  const [link, prose] = [sheet.querySelector("a"), sheet.querySelector(".prose")];
  if (!link || !prose) return;
  let filled = false;
  const fill = async (/** @type {Event} */ event) => {
    if (filled || /** @type {ToggleEvent} */ (event).newState !== "open") return;
    const { body, problem } = await fragment(link.href, { whole: true });
    const page = new DOMParser().parseFromString(body, "text/html");
    const text = problem ? null : page.querySelector("main .prose");
    filled = text !== null;
    if (text) prose.replaceChildren(...text.childNodes);
    else prose.textContent = sheet.dataset.failed ?? "";
  };
  sheet.addEventListener("beforetoggle", fill, { signal });
}
