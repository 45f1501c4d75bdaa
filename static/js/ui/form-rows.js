/**
 * Rows of a form that can be repeated, such as the sources of a fact: <template data-row> holds an
 * empty one, in which `__prefix__` stands for its place and `__number__` for its number.
 */

/** @param {HTMLFormElement} form */
export function rowCount(form) {
  return form.querySelectorAll("[data-row]:not(template)").length;
}

/** Add empty rows, or take off the last ones, until there are `wanted`. @param {HTMLFormElement} form @param {number} wanted */
export function setRows(form, wanted) {
  const template = form.querySelector("template[data-row]");
  const total = form.querySelector('input[name$="-TOTAL_FORMS"]');
  if (!(template instanceof HTMLTemplateElement) || !(total instanceof HTMLInputElement)) return;
  const most = Number(template.dataset.most);
  for (let count = rowCount(form); count < Math.min(wanted, most); count++) {
    const html = template.innerHTML
      .replaceAll("__prefix__", String(count))
      .replaceAll("__number__", String(count + 1));
    template.insertAdjacentHTML("beforebegin", html);
  }
  for (const row of [...form.querySelectorAll("[data-row]:not(template)")].slice(wanted))
    row.remove();
  total.value = String(rowCount(form));
}

/** The button that adds a row does it here, without a new page. @param {HTMLFormElement} form */
export function addRowsHere(form) {
  const button = form.querySelector("button[data-adds-row]");
  button?.addEventListener("click", (event) => {
    const before = rowCount(form);
    setRows(form, before + 1);
    if (rowCount(form) === before) return;
    event.preventDefault();
    const row = form.querySelectorAll("[data-row]:not(template)")[before];
    /** @type {HTMLElement | null} */ (row.querySelector("input, textarea"))?.focus();
  });
}
