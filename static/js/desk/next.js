/* Enter opens what comes next, marked by `data-next`, while nothing on the page has the focus. */

/** Whether the key is meant for the page as a whole. @param {KeyboardEvent} event */
export function isForThePage(event) {
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const nowhere = event.target === document.body || event.target === document.documentElement;
  return event.key === "Enter" && nowhere && !modified && !event.repeat;
}

globalThis.document?.addEventListener("keydown", (event) => {
  if (!event.defaultPrevented && isForThePage(event)) document.querySelector("[data-next]")?.click();
});
