/**
 * Facts of a span that a reviewer edits by hand: a fact taken from the picker gets its own row with
 * its relation.
 */

import "../facts/fact-picker.js";

/** @param {HTMLElement} desk */
export function addTakenFacts(desk) {
  desk.addEventListener("fact-taken", (event) => {
    const picker = /** @type {HTMLElement} */ (event.target);
    event.preventDefault();
    take(picker, /** @type {CustomEvent<Element>} */ (event).detail);
  });
}

/** @param {HTMLElement} picker @param {Element} option */
function take(picker, option) {
  const name = `${picker.dataset.field}${option.getAttribute("data-fact")}`;
  const rows = picker.parentElement?.querySelector("[data-chosen-facts]");
  const row = rows?.querySelector(`[name="${name}"]`) ?? rows?.appendChild(made(picker, name, option));
  const field = picker.querySelector("[data-query]");
  if (field instanceof HTMLInputElement) field.value = "";
  const select = row instanceof HTMLSelectElement ? row : row?.querySelector("select");
  select?.focus();
}

/** @param {HTMLElement} picker @param {string} name @param {Element} option */
function made(picker, name, option) {
  const template = picker.closest(".edits")?.querySelector("template[data-fact-row]");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("no row for a fact");
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const [label, select] = [row.querySelector("label"), row.querySelector("select")];
  if (!label || !select) throw new Error("a row without its parts");
  label.textContent = option.querySelector(".says")?.textContent ?? "";
  label.htmlFor = select.id = `id_${name}`;
  select.name = name;
  return row;
}
