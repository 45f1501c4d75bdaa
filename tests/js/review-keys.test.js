import assert from "node:assert/strict";
import { test } from "node:test";
import { BINDINGS, commandFor } from "../../static/js/review/keys.js";

const ON = { inField: false, singleLetters: true };

/** @param {string} key @param {object} [more] */
const press = (key, more = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test("a digit means what the bar says: a version or a reason", () => {
  assert.deepEqual(commandFor(press("3"), ON), { command: "digit", key: "3" });
  assert.equal(commandFor(press("0"), ON), null);
});

test("each letter of the table means its command", () => {
  for (const { chords, command } of BINDINGS)
    if (chords[0].length === 1) assert.equal(commandFor(press(chords[0]), ON)?.command, command);
});

test("capitals mean the same, since Caps Lock is easily left on", () => {
  assert.deepEqual(commandFor(press("U"), ON), { command: "choose", key: "u" });
});

test("no two commands have one key", () => {
  const keys = BINDINGS.flatMap((binding) => binding.chords);
  assert.equal(new Set(keys).size, keys.length);
});

test("single letters and digits can be switched off; the rest stays", () => {
  const off = { inField: false, singleLetters: false };
  assert.equal(commandFor(press("j"), off), null);
  assert.equal(commandFor(press("1"), off), null);
  assert.equal(commandFor(press("?"), off)?.command, "keys");
  assert.equal(commandFor(press("Enter"), off)?.command, "settle");
  assert.equal(commandFor(press("z", { ctrlKey: true }), off)?.command, "undo");
});

test("in a field letters are letters; Escape leaves, Ctrl Enter settles", () => {
  const field = { inField: true, singleLetters: true };
  assert.equal(commandFor(press("x"), field), null);
  assert.equal(commandFor(press("Enter"), field), null);
  assert.equal(commandFor(press("z", { ctrlKey: true }), field), null);
  assert.equal(commandFor(press("Escape"), field)?.command, "leave");
  assert.equal(commandFor(press("Enter", { metaKey: true }), field)?.command, "settle");
});

test("in the note Enter decides and Shift Enter is a new line", () => {
  const note = { inField: true, inNote: true, singleLetters: true };
  assert.equal(commandFor(press("Enter"), note)?.command, "settle");
  assert.equal(commandFor(press("Enter", { shiftKey: true }), note), null);
  assert.equal(commandFor(press("Enter", { isComposing: true }), note), null);
  assert.equal(commandFor(press("1"), note), null);
});

test("outside of fields Escape goes one step back", () => {
  assert.equal(commandFor(press("Escape"), ON)?.command, "back");
});

test("the browser's own combinations are left alone", () => {
  assert.equal(commandFor(press("t", { ctrlKey: true }), ON), null);
  assert.equal(commandFor(press("1", { metaKey: true }), ON), null);
  assert.equal(commandFor(press("e", { altKey: true }), ON), null);
});

test("a layout with another script is read by the place of the key", () => {
  assert.equal(commandFor(press("о", { code: "KeyJ" }), ON)?.command, "next");
  assert.deepEqual(commandFor(press("&", { code: "Digit1" }), ON), { command: "digit", key: "1" });
});
