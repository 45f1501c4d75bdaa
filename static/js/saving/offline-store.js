/**
 * Stores unsaved changes in localStorage until the server has accepted them, one item per change,
 * so that two tabs do not overwrite each other's. Falls back to memory if storage is not available.
 */

import { inOrder } from "./queue.js";

/** @typedef {import("./queue.js").Change} Change */

export class OfflineStore {
  /** @type {Map<string, string>} */ #memory = new Map();

  /** @param {string} user @param {string} layer */
  constructor(user, layer) {
    this.prefix = `newsroom.changes.${user}.${layer}.`;
  }

  /** Every change that is not done, of all tabs, in the order of making. @returns {Change[]} */
  all() {
    const items = new Map(this.#memory);
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(this.prefix)) items.set(name, localStorage.getItem(name) ?? "");
      }
    } catch {
      // Storage is forbidden: what is in memory is all there is.
    }
    return inOrder([...items.values()].flatMap((item) => parse(item) ?? []));
  }

  /** @param {string} key */
  has(key) {
    return this.all().some((change) => change.key === key);
  }

  /** @param {Change} change */
  put(change) {
    const item = JSON.stringify(change);
    try {
      localStorage.setItem(this.prefix + change.key, item);
      this.#memory.delete(this.prefix + change.key);
    } catch {
      this.#memory.set(this.prefix + change.key, item);
    }
  }

  /** @param {Change} change */
  drop({ key }) {
    this.#memory.delete(this.prefix + key);
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // It was never there.
    }
  }

  /** Call `listener` when another tab has put or dropped a change. @param {(dropped: boolean) => void} listener @param {AbortSignal} signal */
  onOthers(listener, signal) {
    addEventListener(
      "storage",
      (event) => {
        if (event.key?.startsWith(this.prefix)) listener(event.newValue === null);
      },
      { signal },
    );
  }
}

/** @param {string} item @returns {Change | null} */
function parse(item) {
  try {
    return JSON.parse(item);
  } catch {
    return null;
  }
}
