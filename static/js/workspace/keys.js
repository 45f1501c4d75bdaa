/**
 * The table of key bindings and the contexts in which they apply. Both the keyboard handler and the
 * help read it. Single-letter keys act only while the text or the list has the focus, and can be
 * turned off. The keys of the labels come from the server.
 */

import { tagCommand } from "./labels.js";
import { fill, gettext } from "../ui/i18n.js";

/** Where the focus is: in the text, on a card, on a button beside either, in a field, elsewhere. @typedef {"text" | "list" | "tool" | "field" | "page"} Place */
/**
 * `chords` are the keys that do it, `command` what is done (none: the browser does it itself),
 * `places` where; `words` say it in the help.
 * @typedef {{ chords: string[], command?: string, places: Place[], words: () => string }} Binding
 */

/** @type {Place[]} */
const READING = ["text", "list", "tool"];
/** @type {Place[]} */
const PAGE = [...READING, "page"];

/** Those of the labels, then all others. @param {import("./labels.js").LabelTable} table @returns {Binding[]} */
export function bindingsFor({ labels, keyboards }) {
  const tagging = labels.map(({ key, noun, articleNoun, keyboard }, index) => ({
    chords: [keyboard],
    command: tagCommand(key),
    places: READING,
    words: () =>
      index
        ? fill(gettext("… as %(label)s"), { label: noun })
        : fill(gettext("Tag as %(label)s, or make the current one %(a_label)s"), {
            label: noun,
            a_label: articleNoun,
          }),
  }));
  return [...tagging, ...othersFor(keyboards)];
}

/** @param {string} keyboards the keys of the labels, in words @returns {Binding[]} */
const othersFor = (keyboards) => [
  {
    chords: ["s"],
    command: "grow",
    places: ["text", "tool"],
    words: () => gettext("Select the sentence; again: one more"),
  },
  {
    chords: ["shift+s"],
    command: "shrink",
    places: ["text", "tool"],
    words: () => gettext("Give the last sentence back"),
  },
  {
    chords: ["c"],
    command: "cursor",
    places: ["text", "tool"],
    words: () => gettext("Text cursor on or off"),
  },
  {
    chords: ["arrows"],
    places: [],
    words: () => gettext("With the text cursor: move; with Shift select, with Ctrl by words"),
  },
  {
    chords: ["t"],
    command: "tap",
    places: ["text", "tool"],
    words: () => gettext("Mark by tapping the first and the last word"),
  },
  { chords: ["j"], command: "next", places: READING, words: () => gettext("Next annotation") },
  {
    chords: ["k"],
    command: "previous",
    places: READING,
    words: () => gettext("Previous annotation"),
  },
  {
    chords: ["enter"],
    command: "cross",
    places: ["text", "list"],
    words: () => gettext("Between the current annotation's words and its card"),
  },
  {
    chords: ["e"],
    command: "edit",
    places: READING,
    words: () => gettext("Edit the current annotation, or the suggestion before accepting it"),
  },
  {
    chords: ["f"],
    command: "facts",
    places: READING,
    words: () => gettext("Link it to a fact"),
  },
  { chords: ["m"], command: "talk", places: READING, words: () => gettext("Talk about it") },
  {
    chords: ["a"],
    command: "accept",
    places: READING,
    words: () =>
      fill(gettext("Accept the suggestion; %(keys)s accepts it with that label"), {
        keys: keyboards,
      }),
  },
  {
    chords: ["x"],
    command: "dismiss",
    places: READING,
    words: () => gettext("Dismiss the suggestion and go on"),
  },
  { chords: ["n"], command: "note", places: READING, words: () => gettext("Write a note on it") },
  {
    chords: ["delete"],
    command: "withdraw",
    places: READING,
    words: () => gettext("Withdraw it"),
  },
  {
    // Not in the text: whoever moves a cursor there presses it out of habit.
    chords: ["backspace"],
    command: "withdraw",
    places: ["list"],
    words: () => gettext("On a card: withdraw it"),
  },
  {
    chords: ["q"],
    command: "quotation",
    places: READING,
    words: () => gettext("Add by quotation"),
  },
  { chords: ["mod+z"], command: "undo", places: PAGE, words: () => gettext("Undo") },
  { chords: ["mod+shift+z", "mod+y"], command: "redo", places: PAGE, words: () => gettext("Redo") },
  {
    chords: ["escape"],
    command: "escape",
    places: PAGE,
    words: () => gettext("Clear the selection, then leave the text cursor"),
  },
  { chords: ["?"], command: "keys", places: PAGE, words: () => gettext("This list") },
];

/**
 * The command that a key press means, or undefined.
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 * @param {Place} place @param {{ bindings: Binding[], singleLetters: boolean }} options
 */
export function commandFor(event, place, { bindings, singleLetters }) {
  const chords = chordsOf(event);
  const binding = bindings.find(
    (binding) =>
      binding.places.includes(place) && binding.chords.some((chord) => chords.includes(chord)),
  );
  if (!binding) return undefined;
  return singleLetters || !isSingle(chords[0]) ? binding.command : undefined;
}

/** Whether the chord is one character, with Shift or without. @param {string} chord */
function isSingle(chord) {
  return chord.replace("shift+", "").length === 1;
}

/**
 * What was pressed, as the table writes it: by the character, and by the place of the key where
 * the layout has another script there (a Cyrillic J) or other digits (a French 1).
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 */
function chordsOf(event) {
  if (event.altKey) return [];
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const key = event.key.toLowerCase();
  const keys = [key];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  if (letter && !/^[a-z]$/.test(key)) keys.push(letter);
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit && !event.shiftKey && !/^\d$/.test(key)) keys.push(digit);
  return keys.map((name) => {
    const shifted =
      event.shiftKey && (name.length > 1 || name.toLowerCase() !== name.toUpperCase());
    return mod + (shifted ? "shift+" : "") + name;
  });
}
