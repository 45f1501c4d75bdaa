/**
 * Ticking the rows of a list: ranges with Shift, the box in the head for the page, all that the
 * filters find, and what is ticked on other pages, which the bar below counts and sends along.
 *
 * The boxes and the bar are one form, which works without this.
 */

import { fill, gettext, ngettext } from "../ui/i18n.js";
import { tickRanges } from "./ranges.js";

/** @returns {HTMLFormElement | null} */
export const bar = () => document.querySelector("form[data-bulk]");

/** @returns {HTMLInputElement[]} */
export function boxes() {
  return [...document.querySelectorAll(".list td.tick input")].filter((one) => one instanceof HTMLInputElement);
}

/**
 * What is ticked on all pages: what was before, without what this page has unticked and with what
 * it has ticked. Pure.
 * @param {Iterable<string>} before @param {{ value: string, checked: boolean }[]} here
 */
export function tickedNow(before, here) {
  const ticked = new Set(before);
  for (const { value, checked } of here) checked ? ticked.add(value) : ticked.delete(value);
  return ticked;
}

/** Under which name the ticks of a list are kept: its address without the page. Pure. @param {string} path @param {string} query */
export function keptUnder(path, query) {
  const filters = new URLSearchParams(query);
  for (const name of ["page", "per", "sort"]) filters.delete(name);
  return `ticked:${path}?${filters}`;
}

/** @returns {string[]} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(keptUnder(location.pathname, location.search)) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Iterable<string>} ticked */
function keep(ticked) {
  const all = [...ticked];
  try {
    const name = keptUnder(location.pathname, location.search);
    if (all.length) sessionStorage.setItem(name, JSON.stringify(all));
    else sessionStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing: the ticks of this page are in its boxes.
  }
}

/** Ticking begins; call `show` again when other rows have come. */
export function startTicking() {
  tickRanges(document, boxes, changed);
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.matches("[data-tick-page]")) for (const box of boxes()) box.checked = target.checked;
    else if (target.name !== "all" && !boxes().includes(target)) return;
    // To take one out of all is to mean those that are ticked.
    if (target.name !== "all" && !target.checked) meanAll(false);
    changed();
  });
  document.addEventListener("reset", ({ target }) => {
    if (target === bar()) setTimeout(clear);
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== bar() || event.submitter?.getAttribute("value") === "export") return;
    keep([]);
  });
  // A page that comes back from the browser's own store has the ticks that it had.
  window.addEventListener("pageshow", ({ persisted }) => persisted && changed());
  show();
}

/** Rows as they are now: ticked where they were, and counted. */
export function show() {
  const before = new Set(kept());
  for (const box of boxes()) box.checked ||= before.has(box.value);
  changed();
}

export function clear() {
  for (const box of boxes()) box.checked = false;
  meanAll(false);
  keep([]);
  changed();
}

/** @param {boolean} yes */
function meanAll(yes) {
  const all = bar()?.elements.namedItem("all");
  if (all instanceof HTMLInputElement) all.checked = yes;
}

function changed() {
  const form = bar();
  if (!form) return;
  const all = form.elements.namedItem("all");
  const meant = all instanceof HTMLInputElement && all.checked;
  if (meant) for (const box of boxes()) box.checked = true;
  const here = boxes();
  const ticked = meant ? new Set(here.map((one) => one.value)) : tickedNow(kept(), here);
  keep(meant ? [] : ticked);
  sendAlong(form, meant ? [] : [...ticked].filter((one) => !here.some((box) => box.value === one)));
  for (const box of here) box.closest("tr")?.classList.toggle("ticked", box.checked);
  const head = document.querySelector("[data-tick-page]");
  if (head instanceof HTMLInputElement) {
    head.hidden = false;
    head.checked = here.length > 0 && here.every((box) => box.checked);
    head.indeterminate = !head.checked && here.some((box) => box.checked);
  }
  form.classList.toggle("open", ticked.size > 0);
  document.documentElement.classList.toggle("has-bulk-bar", ticked.size > 0);
  const count = form.querySelector("[data-count]");
  if (count instanceof HTMLElement) count.textContent = counted(form, meant, ticked.size);
}

/** @param {HTMLFormElement} form @param {boolean} meant @param {number} n */
function counted(form, meant, n) {
  if (meant) return fill(gettext("All %(n)s selected"), { n: form.dataset.bulk ?? "" });
  const told = n.toLocaleString(document.documentElement.lang);
  return n ? ngettext("%(n)s selected", "%(n)s selected", n).replace(String(n), told) : "";
}

/** What is ticked on other pages goes along as hidden fields. @param {HTMLFormElement} form @param {string[]} values */
function sendAlong(form, values) {
  for (const old of form.querySelectorAll("input[data-elsewhere]")) old.remove();
  for (const value of values) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: form.dataset.name, value });
    field.dataset.elsewhere = "";
    form.append(field);
  }
}
