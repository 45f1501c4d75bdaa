/** 1, 2 and 3 say what a fact does to the words, and link it at once where one is chosen. */

/** Take the key, wherever no words are being typed. @param {KeyboardEvent} event */
export function relate(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!/^[123]$/.test(event.key)) return;
  if (target.matches("input:not([type=radio]), textarea, select")) return;
  if (say(event.key, target)) event.preventDefault();
}

/** Choose the relation of the form around; that of a new fact waits for the rest. @param {string} key @param {Element} within */
export function say(key, within) {
  const form = within.closest("form");
  const radio = form?.querySelectorAll("[name=relation]")[Number(key) - 1];
  if (!form || !(radio instanceof HTMLInputElement)) return false;
  radio.checked = true;
  radio.focus();
  const links = form.dataset.does === "link" && form.querySelector("[name=fact]");
  if (links && form.querySelector("[type=submit]:enabled")) form.requestSubmit();
  return true;
}
