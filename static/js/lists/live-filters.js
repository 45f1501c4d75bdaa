/**
 * The filters of a list are applied at once: the page is asked for with them, and its parts with
 * `data-live` take the place of those that are here. The address changes, the focus stays.
 * Without script the same form has a button.
 */

/**
 * The query string of a list: without what is empty or as it is by default. Pure.
 * @param {Iterable<[string, string]>} fields @param {Record<string, string>} defaults
 */
export function queryOf(fields, defaults) {
  const query = new URLSearchParams();
  for (const [name, value] of fields)
    if (value !== "" && name !== "page" && defaults[name] !== value) query.append(name, value);
  return query.toString();
}

const TYPING = 350; // Milliseconds without a key, after which the words are looked for.

/**
 * Filters apply at once from now on; `shown` is called when other rows have come. Gives what puts
 * the parts of another answer of this list in their places; false where it has not all of them.
 * @param {() => void} shown @returns {(page: Document) => boolean}
 */
export function startFilters(shown) {
  const form = document.getElementById("list-filters-form");
  if (!(form instanceof HTMLFormElement)) return () => false;
  document.documentElement.classList.add("live-filters");
  let asked = 0;
  let typing = 0;

  form.addEventListener("change", ({ target }) => {
    // What belongs to another form only stands within this one.
    if (target !== search(form) && /** @type {HTMLInputElement} */ (target).form === form) apply(form);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply(form);
  });
  search(form)?.addEventListener("input", (event) => {
    clearTimeout(typing);
    if (!(/** @type {InputEvent} */ (event).isComposing)) typing = window.setTimeout(() => apply(form), TYPING);
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[data-list], .tabs a, .list th a");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!(link instanceof HTMLAnchorElement) || !plain) return;
    event.preventDefault();
    load(link.href);
  });
  // One menu at a time, and none once something else is clicked.
  document.addEventListener("pointerdown", ({ target }) => closeMenus(/** @type {Element} */ (target)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement?.closest("details.chip-control[open], details.opens-up[open]");
    if (!(open instanceof HTMLDetailsElement)) return;
    open.open = false;
    open.querySelector("summary")?.focus();
    event.preventDefault();
  });
  window.addEventListener("popstate", () => load(location.href, false));

  /** @param {HTMLFormElement} form */
  function apply(form) {
    clearTimeout(typing);
    const fields = /** @type {Iterable<[string, string]>} */ (/** @type {unknown} */ (new FormData(form)));
    const query = queryOf(fields, defaultsOf(form));
    load(query ? `${location.pathname}?${query}` : location.pathname);
  }

  /** @param {string} address @param {boolean} [isNew] */
  async function load(address, isNew = true) {
    const turn = ++asked;
    const results = document.getElementById("list-results");
    results?.setAttribute("aria-busy", "true");
    const page = await pageAt(address);
    if (turn !== asked) return;
    if (!page || !hasAllParts(page)) return location.assign(address);
    if (isNew && new URL(address, location.href).href !== location.href) history.pushState(null, "", address);
    put(page, isNew);
  }

  /** @param {Document} page */
  const hasAllParts = (page) => parts().every(({ id }) => page.getElementById(id));

  /** @param {Document} page @param {boolean} isNew */
  function put(page, isNew) {
    const back = focusNow();
    for (const part of parts()) {
      const fresh = /** @type {HTMLElement} */ (page.getElementById(part.id));
      keepOpen(part, fresh);
      part.replaceChildren(...fresh.childNodes);
    }
    document.title = page.title;
    if (!isNew || document.activeElement !== search(form)) setSearch(form, page);
    document.getElementById("list-results")?.removeAttribute("aria-busy");
    back();
    shown();
  }

  return (page) => {
    if (!hasAllParts(page)) return false;
    asked++; // What was asked for before shows the list as it was.
    put(page, true);
    return true;
  };
}

const parts = () => [...document.querySelectorAll("[data-live]")];

/** @param {Element | null} form @returns {HTMLInputElement | null} */
const search = (form) => form?.querySelector("input[name=q]") ?? null;

/** The words that are looked for, where another address says so. @param {Element | null} form @param {Document} page */
function setSearch(form, page) {
  const [here, there] = [search(form), page.querySelector("#list-filters-form input[name=q]")];
  if (here && there) here.value = there.getAttribute("value") ?? "";
}

/** What a list is sorted by, and how long its pages are, unless it is asked for otherwise. @param {HTMLFormElement} form */
function defaultsOf(form) {
  /** @type {Record<string, string>} */
  const defaults = {};
  for (const select of form.querySelectorAll("select"))
    if (select.name === "sort" || select.name === "per") defaults[select.name] = select.options[0]?.value ?? "";
  return defaults;
}

/** @param {Element} part @param {HTMLElement} fresh */
function keepOpen(part, fresh) {
  for (const open of part.querySelectorAll("details[open][id]")) {
    const same = fresh.querySelector(`#${CSS.escape(open.id)}`);
    if (same instanceof HTMLDetailsElement) same.open = true;
  }
}

/** Where the focus is now; gives what puts it there again, on what has taken its place. */
function focusNow() {
  const at = document.activeElement;
  const part = at?.closest("[data-live]");
  if (!(at instanceof HTMLElement) || !part) return () => {};
  const name = at.dataset.of ?? at.getAttribute("name");
  const value = at.getAttribute("value");
  const isBox = at instanceof HTMLInputElement && ["checkbox", "radio"].includes(at.type);
  const of = name && `[name="${CSS.escape(name)}"]${isBox ? `[value="${CSS.escape(value ?? "on")}"]` : ""}`;
  const summary = at.tagName === "SUMMARY" ? at.parentElement?.id : "";
  const path = summary ? `#${CSS.escape(summary)} > summary` : of || (at.closest(".tabs") ? "[aria-current]" : "");
  const head = at.closest("th")?.cellIndex;
  return () => {
    const found = (path && part.querySelector(path)) || (name && part.querySelector(`[name="${CSS.escape(name)}"]`));
    const again = found || (head !== undefined && part.querySelectorAll("thead th")[head]?.querySelector("a"));
    const menu = again instanceof HTMLElement && !again.checkVisibility() && again.closest("details");
    if (menu) menu.querySelector("summary")?.focus();
    else if (again instanceof HTMLElement) again.focus();
    else search(document.getElementById("list-filters-form"))?.focus();
  };
}

/** @param {Element} target */
function closeMenus(target) {
  for (const open of document.querySelectorAll("details.chip-control[open], details.opens-up[open]"))
    if (open instanceof HTMLDetailsElement && !open.contains(target)) open.open = false;
}

/** The page at an address; null where none comes. @param {string} address */
async function pageAt(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}
