/**
 * Key presses on the page: what they mean where the focus is, and what is typed while a dialog is
 * still on its way, which goes into the dialog and is not taken for commands.
 */

import { commandFor } from "./keys.js";

const NO_MODIFIER = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

export class Keyboard {
  /** How many dialogs are being fetched. */
  #opening = 0;
  /** @type {Pick<KeyboardEvent, "key" | "code" | "shiftKey">[]} */ #ahead = [];

  /**
   * @param {{ page: import("./dom.js").Page, bindings: import("./keys.js").Binding[],
   *   run: (command: string) => void, signal: AbortSignal }} options
   */
  constructor(options) {
    this.options = options;
    document.addEventListener("keydown", (event) => this.#typed(event), { signal: options.signal });
  }

  /** Keep what is typed until `opened` is resolved. @template T @param {Promise<T>} opened */
  async holdUntil(opened) {
    this.#opening += 1;
    try {
      return await opened;
    } finally {
      this.#opening -= 1;
      for (const key of this.#ahead.splice(0)) {
        if (this.#opening) this.#ahead.push(key);
        else if (isDialogOpen()) typeAgain(key);
        else this.#run({ ...NO_MODIFIER, ...key }, document.activeElement);
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
    if (this.#opening && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#ahead.push({ key: event.key, code: event.code, shiftKey: event.shiftKey });
      return;
    }
    if (this.#run(event, event.target)) event.preventDefault();
  }

  /** Do what a key means there, if it means anything. @param {Parameters<typeof commandFor>[0]} key @param {EventTarget | null} target */
  #run(key, target) {
    const { page, bindings, run } = this.options;
    const singleLetters = "singleLetterKeys" in page.data;
    const command = commandFor(key, this.#place(target), { bindings, singleLetters });
    if (command) run(command);
    return Boolean(command);
  }

  /** @param {EventTarget | null} target @returns {import("./keys.js").Place} */
  #place(target) {
    const element = target instanceof Element ? target : document.body;
    if (element.closest("#text")) return "text";
    if (element.closest("input, textarea, select, [contenteditable]")) return "field";
    if (element.matches("#cards > *")) return "list";
    return element.closest("a, button, summary") ? "tool" : "page";
  }
}

function isDialogOpen() {
  return document.querySelector("dialog[open]") !== null;
}

/** To whatever has the focus now; a character that no script takes goes into the field. @param {Pick<KeyboardEvent, "key" | "code">} key */
function typeAgain(key) {
  /** @type {NodeListOf<HTMLDialogElement>} */
  const dialogs = document.querySelectorAll("dialog[open]");
  if (key.key === "Escape") return dialogs.forEach((dialog) => dialog.close());
  const target = document.activeElement ?? document.body;
  const again = new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true });
  const isTaken = !target.dispatchEvent(again);
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  if (isTaken || key.key.length !== 1 || !isField || target.selectionStart === null) return;
  target.setRangeText(key.key, target.selectionStart, target.selectionEnd ?? 0, "end");
  target.dispatchEvent(new Event("input", { bubbles: true }));
}
