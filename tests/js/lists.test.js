import assert from "node:assert/strict";
import { test } from "node:test";

import { BINDINGS, commandFor } from "../../static/js/lists/list-keys.js";
import { queryOf } from "../../static/js/lists/live-filters.js";
import { placesBetween } from "../../static/js/lists/ranges.js";
import { keptUnder, tickedNow } from "../../static/js/lists/ticking.js";

test("a range holds both its ends, from whichever side", () => {
  assert.deepEqual(placesBetween(2, 5), [2, 3, 4, 5]);
  assert.deepEqual(placesBetween(5, 2), [2, 3, 4, 5]);
  assert.deepEqual(placesBetween(3, 3), [3]);
});

test("the address of a list says only what is set, and never the page", () => {
  const fields = [["q", ""], ["label", "claim"], ["label", "quote"], ["sort", "-imported"], ["per", "50"], ["page", "3"]];
  const defaults = { sort: "-imported", per: "25" };
  assert.equal(queryOf(fields, defaults), "label=claim&label=quote&per=50");
});

const ON = { inField: false, onBox: false, singleLetters: true };
/** @param {string} key @param {object} [more] */
const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("each letter of the table means its command, in capitals too", () => {
  for (const { chords, command } of BINDINGS)
    if (chords[0].length === 1) {
      assert.equal(commandFor(press(chords[0]), ON), command);
      assert.equal(commandFor(press(chords[0].toUpperCase()), ON), command);
    }
});

test("in a field, with Ctrl, and where letters are switched off, they mean nothing", () => {
  assert.equal(commandFor(press("j"), { ...ON, inField: true }), null);
  assert.equal(commandFor(press("a", { ctrlKey: true }), ON), null);
  assert.equal(commandFor(press("j"), { ...ON, singleLetters: false }), null);
  assert.equal(commandFor(press("?"), { ...ON, singleLetters: false }), "keys");
});

test("Shift and an arrow tick on only from a box", () => {
  assert.equal(commandFor(press("ArrowDown", { shiftKey: true }), { ...ON, onBox: true }), "down");
  assert.equal(commandFor(press("ArrowDown", { shiftKey: true }), ON), null);
});

test("what is ticked elsewhere stays, and what is unticked here goes", () => {
  const here = [{ value: "1", checked: false }, { value: "3", checked: true }];
  assert.deepEqual([...tickedNow(["1", "2"], here)], ["2", "3"]);
});

test("ticks belong to a list with its filters, on whichever page and in whichever order", () => {
  assert.equal(keptUnder("/articles/", "?q=wall&page=2&sort=title"), keptUnder("/articles/", "?q=wall"));
  assert.notEqual(keptUnder("/articles/", "?q=wall"), keptUnder("/articles/", ""));
});
