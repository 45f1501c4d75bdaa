/**
 * The labels as the server has written them into the page: the one table is annotations/labels.py.
 */

/**
 * `noun` and `articleNoun` are "claim" and "a claim", `keyboard` is the key that tags with it,
 * `takes` are the details that it may have, `expects` is the field that its form begins in.
 * @typedef {{ key: string, noun: string, articleNoun: string, keyboard: string, takes: string[],
 *   expects: string }} Label
 * @typedef {{ labels: Label[], keyboards: string }} LabelTable `keyboards` is "1, 2 or 3"
 */

/** @param {ParentNode} page @returns {LabelTable} */
export function labelTable(page) {
  return JSON.parse(page.querySelector("#label-keys")?.textContent ?? '{"labels": []}');
}

/** The command that tags with a label. @param {string} key */
export function tagCommand(key) {
  return `tag-${key}`;
}
