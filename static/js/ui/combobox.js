/**
 * Keyboard behaviour of a combobox: which option of the list is active. Pure. Follows the ARIA
 * Authoring Practices for a list that the user may ignore.
 */

/** `active` is the place of the option that Enter takes, -1 while the field itself has the say. @typedef {{ open: boolean, active: number }} Picking */
/** What a key does: the list as it is then, and whether the active option is taken. @typedef {Picking & { taken?: boolean }} Step */

export const NONE = -1;

/**
 * What `key` does to a list of `count` options; null where the key is the field's own.
 * @param {Picking} now @param {{ key: string, altKey?: boolean }} event @param {number} count
 * @returns {Step | null}
 */
export function afterKey(now, { key, altKey = false }, count) {
  if (key === "ArrowDown" || key === "ArrowUp") {
    if (altKey) return { open: key === "ArrowDown", active: NONE };
    if (!count) return null;
    return { open: true, active: moved(now.active, key === "ArrowDown" ? 1 : -1, count) };
  }
  if (!now.open) return null;
  if (key === "Enter" && now.active !== NONE) return { open: false, active: now.active, taken: true };
  if (key === "Escape") return { open: false, active: NONE };
  return null;
}

/** One step on, from the last to the first; from the field to the near end. @param {number} active @param {1 | -1} way @param {number} count */
function moved(active, way, count) {
  if (active === NONE) return way > 0 ? 0 : count - 1;
  return (active + way + count) % count;
}

/**
 * What to ask the server for: the words with single spaces, empty where they are too few; null where
 * they are those that were asked last.
 * @param {string} typed @param {string | null} last
 */
export function queryToSend(typed, last) {
  const words = typed.replace(/\s+/g, " ").trim();
  if (words.length < 2) return "";
  return words === last ? null : words;
}
