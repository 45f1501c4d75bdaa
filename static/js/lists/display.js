/**
 * How a list is shown is chosen in the menu «Display» and applied at once. Without script the same
 * form has a button.
 */

/**
 * `put` puts another answer of the list in the place of what is here; false where it cannot.
 * @param {(page: Document) => boolean} put
 */
export function startDisplay(put) {
  let busy = false;
  let again = false;
  document.addEventListener("change", ({ target }) => {
    const form = target instanceof HTMLInputElement ? target.form : null;
    if (form?.id !== "list-display-form") return;
    again = busy;
    if (!busy) choose(form);
  });

  /** One choice after the other, the last one as it then is. @param {HTMLFormElement} form */
  async function choose(form) {
    busy = true;
    const page = await answerTo(form);
    busy = false;
    const now = document.getElementById("list-display-form");
    if (again && now instanceof HTMLFormElement) {
      again = false;
      return choose(now);
    }
    if (!page || !put(page)) form.submit();
  }
}

/** The list as it is shown from now on; null where no answer comes. @param {HTMLFormElement} form */
async function answerTo(form) {
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  fields.set("query", location.search.slice(1));
  try {
    const response = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "text/html" } });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}
