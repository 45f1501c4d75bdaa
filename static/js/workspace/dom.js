/**
 * Access to the workspace's elements by selector, and shared helpers for messages, focus and
 * buttons.
 */

import { say, tell } from "../ui/said.js";
import { labelTable } from "./labels.js";

export class Page {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.isReadOnly = "readOnly" in element.dataset;
    this.labelTable = labelTable(element);
  }

  get data() {
    return this.element.dataset;
  }

  /** The label of that key, or undefined. @param {string} key */
  label(key) {
    return this.labelTable.labels.find((label) => label.key === key);
  }

  /** @param {string} selector @returns {HTMLElement | null} */
  find(selector) {
    return this.element.querySelector(selector);
  }

  /** @param {string} selector @returns {HTMLElement} */
  the(selector) {
    const found = this.find(selector);
    if (!found) throw new Error(`no ${selector} here`);
    return found;
  }

  /** @param {string} id @returns {HTMLDialogElement} */
  dialog(id) {
    return /** @type {HTMLDialogElement} */ (this.the(id));
  }

  /** Show or hide a part; a focus within what is hidden goes to the text. @param {HTMLElement | null} part @param {boolean} isShown */
  show(part, isShown) {
    if (!part) return;
    if (!isShown && part.contains(document.activeElement)) this.#focusText();
    part.hidden = !isShown;
  }

  /** Move the focus off the body after something was closed or replaced. @param {HTMLElement | null} [better] */
  keepFocus(better) {
    if (document.activeElement !== document.body) return;
    if (better) better.focus({ preventScroll: true });
    else this.#focusText();
  }

  #focusText() {
    this.the("#text").focus({ preventScroll: true });
  }

  say = say;
  tell = tell;

  /** @param {string} command @param {boolean} on */
  press(command, on) {
    this.#set(command, "aria-pressed", on);
  }

  /** Grey, yet it keeps the focus, which a disabled button would drop. @param {string} command @param {boolean} can */
  enable(command, can) {
    this.#set(command, "aria-disabled", !can);
  }

  /** @param {string} command @param {string} attribute @param {boolean} value */
  #set(command, attribute, value) {
    for (const button of this.element.querySelectorAll(`[data-command="${command}"]`)) {
      button.setAttribute(attribute, String(value));
    }
  }
}
