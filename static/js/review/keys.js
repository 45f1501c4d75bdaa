/**
 * The key bindings of the review page. Both the keyboard handler and the help read this table.
 * Pure.
 */

import { gettext } from "../ui/i18n.js";

/** @typedef {{ chords: string[], command: string, words: () => string }} Binding */

/** @type {Binding[]} */
export const BINDINGS = [
  { chords: ["1"], command: "take", words: () => gettext("Take that editor's version; so do 2 to 9") },
  { chords: ["s"], command: "choose", words: () => gettext("Take several; then 1 to 9 tick them") },
  { chords: ["u"], command: "choose", words: () => gettext("The longest") },
  { chords: ["i"], command: "choose", words: () => gettext("The common part") },
  { chords: ["b"], command: "choose", words: () => gettext("Keep both, or all") },
  { chords: ["e"], command: "choose", words: () => gettext("Edit by hand") },
  { chords: ["x"], command: "choose", words: () => gettext("Nothing here") },
  { chords: ["c"], command: "choose", words: () => gettext("The ruling holds, where it has to be confirmed") },
  { chords: ["enter"], command: "settle", words: () => gettext("Settle and go on") },
  { chords: ["a"], command: "ask", words: () => gettext("Ask the editors") },
  { chords: ["r"], command: "reason", words: () => gettext("Choose the reason") },
  { chords: ["n"], command: "note", words: () => gettext("Write a note") },
  { chords: ["j"], command: "next", words: () => gettext("Next disagreement") },
  { chords: ["k"], command: "previous", words: () => gettext("Previous disagreement") },
  { chords: ["t"], command: "text", words: () => gettext("Whole text, and back") },
  { chords: ["mod+z"], command: "undo", words: () => gettext("Take your last ruling back") },
  { chords: ["escape"], command: "leave", words: () => gettext("Leave a field") },
  { chords: ["?"], command: "keys", words: () => gettext("This list") },
];

/**
 * What a key press means: the command and the key that named it, or null. In a field only Escape
 * and, with Ctrl or ⌘, Enter mean something; single letters can be switched off.
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey">} event
 * @param {{ inField: boolean, singleLetters: boolean }} where
 * @returns {{ command: string, key: string } | null}
 */
export function commandFor(event, { inField, singleLetters }) {
  if (event.altKey) return null;
  const mod = event.ctrlKey || event.metaKey;
  const key = nameOf(event);
  if (inField) {
    if (key === "escape") return { command: "leave", key };
    return mod && key === "enter" ? { command: "settle", key } : null;
  }
  if (mod) return key === "z" ? { command: "undo", key } : null;
  if (key === "escape") return null;
  if (key.length === 1 && key !== "?" && !singleLetters) return null;
  if (/^[1-9]$/.test(key)) return { command: "take", key };
  const binding = BINDINGS.find(({ chords }) => chords.includes(key));
  return binding ? { command: binding.command, key } : null;
}

/**
 * The key by its character; by its place where the layout has another script or other digits.
 * @param {Pick<KeyboardEvent, "key" | "code">} event
 */
function nameOf({ key, code }) {
  const name = key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1].toLowerCase();
  if (letter && name.length === 1 && !/^[a-z]$/.test(name)) return letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit && !/^[\d?]$/.test(name)) return digit;
  return name;
}
