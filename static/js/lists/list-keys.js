/**
 * The keys of a list. Single letters can be switched off in the settings; without them arrows,
 * Enter and Space do the same from a row that has the focus. The help reads the same table.
 */

import { fillHelp } from "../ui/help.js";
import { gettext } from "../ui/i18n.js";
import { bar, boxes, clear } from "./ticking.js";

/** @typedef {{ chords: string[], command: string, words: () => string }} Binding */

/** @type {Binding[]} */
export const BINDINGS = [
  { chords: ["/"], command: "search", words: () => gettext("Search") },
  { chords: ["f"], command: "filter", words: () => gettext("Filter") },
  { chords: ["j"], command: "next", words: () => gettext("Next row") },
  { chords: ["k"], command: "previous", words: () => gettext("Previous row") },
  { chords: ["x"], command: "tick", words: () => gettext("Tick the row") },
  { chords: ["shift+↓"], command: "range", words: () => gettext("Tick rows on the way; Shift and click ticks a range") },
  { chords: ["o"], command: "open", words: () => gettext("Open the row; so does Enter") },
  { chords: ["a"], command: "act", words: () => gettext("Assign what is ticked") },
  { chords: ["escape"], command: "clear", words: () => gettext("Untick all") },
  { chords: ["?"], command: "keys", words: () => gettext("This list") },
];

/**
 * What a key means on a list; null where it is somebody else's. Pure.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 * @param {{ inField: boolean, onBox: boolean, singleLetters: boolean }} where
 */
export function commandFor({ key, ctrlKey, metaKey, altKey, shiftKey }, { inField, onBox, singleLetters }) {
  if (inField || ctrlKey || metaKey || altKey) return null;
  if (shiftKey && (key === "ArrowDown" || key === "ArrowUp")) return onBox ? (key === "ArrowDown" ? "down" : "up") : null;
  const name = key.toLowerCase();
  if (name === "escape") return "clear";
  if (name.length !== 1 || (name !== "?" && !singleLetters)) return null;
  return BINDINGS.find(({ chords }) => chords.includes(name))?.command ?? null;
}

/** @returns {HTMLElement[]} */
const rows = () => [...document.querySelectorAll(".results tbody tr:has(a), .results ul.inbox > li")].filter((one) => one instanceof HTMLElement);
/** @param {Element | undefined} row @returns {HTMLAnchorElement | null | undefined} */
const linkOf = (row) => row?.querySelector(".title a, a.exact, a.sentence, .statement a, td a");

export function startKeys() {
  const page = document.querySelector("[data-list-page]");
  const dialog = document.getElementById("list-keys");
  if (!page) return;
  const singleLetters = page.hasAttribute("data-single-letter-keys");
  if (dialog) fillHelp(dialog, BINDINGS);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const at = document.activeElement;
    const onBox = boxes().some((box) => box === at);
    const command = commandFor(event, { inField: isField(at) && !onBox, onBox, singleLetters });
    if (command && act(command, dialog)) event.preventDefault();
  });
}

/** @param {Element | null} at */
function isField(at) {
  const box = at instanceof HTMLInputElement && ["checkbox", "radio", "submit", "button"].includes(at.type);
  return !box && (at?.matches("input, select, textarea, [contenteditable]") ?? false);
}

/** Whether the command could be done here. @param {string} command @param {HTMLElement | null} dialog */
function act(command, dialog) {
  const all = rows();
  const place = all.findIndex((row) => row.contains(document.activeElement));
  if (command === "next") return go(all[place + 1]);
  if (command === "previous") return go(all[Math.max(0, place < 0 ? 0 : place - 1)]);
  if (command === "open") return press(linkOf(all[place]));
  if (command === "tick") return press(all[place]?.querySelector("td.tick input"));
  if (command === "down" || command === "up") return tickOn(command === "down" ? 1 : -1);
  if (command === "clear") {
    const any = bar()?.classList.contains("open");
    if (any) clear();
    return Boolean(any);
  }
  if (command === "act") return bar()?.classList.contains("open") ? press(bar()?.querySelector("[data-key=a]")) : false;
  if (command === "search") return focusOn(document.querySelector("#list-filters-form input[name=q]"));
  if (command === "filter") return focusOn(document.querySelector(".controls :is(select, summary, input:not([type=hidden]))"));
  if (command === "keys" && dialog instanceof HTMLDialogElement) return dialog.showModal(), true;
  return false;
}

/** To a row: its link has the focus, in the middle of nothing that is pinned. @param {Element | undefined} row */
function go(row) {
  const link = linkOf(row);
  link?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}

/** From the box that has the focus to the next, both ticked. @param {1 | -1} way */
function tickOn(way) {
  const all = boxes();
  const place = all.findIndex((box) => box === document.activeElement);
  const next = all[place + way];
  for (const box of [all[place], next]) if (box && !box.checked) box.click();
  next?.focus();
  return true;
}

/** @param {Element | null | undefined} target */
function press(target) {
  if (!(target instanceof HTMLElement)) return false;
  target.click();
  return true;
}

/** @param {Element | null} target */
function focusOn(target) {
  if (!(target instanceof HTMLElement)) return false;
  target.focus();
  if (target instanceof HTMLInputElement) target.select();
  return true;
}
