/**
 * Facts of a span that a reviewer edits by hand: a fact taken from the picker gets its own row with
 * its relation.
 */

import "../facts/fact-picker.js";

/** @typedef {import("../ui/typed.js").Typed} Typed */

/** @param {HTMLElement} desk */
export function addTakenFacts(desk) {
  desk.addEventListener("fact-taken", (event) => {
    const picker = /** @type {HTMLElement} */ (event.target);
    event.preventDefault();
    take(picker, /** @type {CustomEvent<Element>} */ (event).detail);
  });
  desk.addEventListener("typed-restoring", (event) => {
    const form = /** @type {HTMLElement} */ (event.target);
    makeAgain(form, /** @type {CustomEvent<Typed[]>} */ (event).detail);
  });
}

/** @param {HTMLElement} picker @param {Element} option */
function take(picker, option) {
  const name = `${picker.dataset.field}${option.getAttribute("data-fact")}`;
  const statement = option.querySelector(".says")?.textContent ?? "";
  const row =
    rowsOf(picker)?.querySelector(`[name="${name}"]`) ??
    rowsOf(picker)?.appendChild(made(picker, name, statement));
  const field = picker.querySelector("[data-query]");
  if (field instanceof HTMLInputElement) field.value = "";
  const select = row instanceof HTMLSelectElement ? row : row?.querySelector("select");
  select?.focus();
}

/** The rows that were made before, and no others. @param {HTMLElement} form @param {Typed[]} typed */
function makeAgain(form, typed) {
  for (const row of form.querySelectorAll("[data-made]")) row.closest(".field")?.remove();
  for (const { name, made: statement } of typed) {
    if (statement === undefined) continue;
    const pickers = [...form.querySelectorAll("fact-picker")];
    const picker = pickers.find((one) => name.startsWith(one.getAttribute("data-field") ?? " "));
    if (!(picker instanceof HTMLElement)) continue;
    rowsOf(picker)?.append(made(picker, name, statement));
  }
}

/** @param {HTMLElement} picker */
function rowsOf(picker) {
  return picker.parentElement?.querySelector("[data-chosen-facts]");
}

/** @param {HTMLElement} picker @param {string} name @param {string} statement */
function made(picker, name, statement) {
  const template = picker.closest(".edits")?.querySelector("template[data-fact-row]");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("no row for a fact");
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const [label, select] = [row.querySelector("label"), row.querySelector("select")];
  if (!label || !select) throw new Error("a row without its parts");
  label.textContent = select.dataset.made = statement;
  label.htmlFor = select.id = `id_${name}`;
  select.name = name;
  return row;
}
