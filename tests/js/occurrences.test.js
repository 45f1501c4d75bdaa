import assert from "node:assert/strict";
import { test } from "node:test";
import { MeasuredText } from "../../static/js/text/offsets.js";
import { placesOf } from "../../static/js/text/occurrences.js";

/** The starts of the places of the words at their first place, or at the `nth`. */
function startsOf(whole, words, nth = 0) {
  const text = new MeasuredText(whole);
  let unit = -1;
  for (let n = 0; n <= nth; n += 1) unit = whole.indexOf(words, unit + 1);
  const start = text.toPoint(unit);
  const places = placesOf(text, { start, end: text.after(start, words) });
  for (const place of places) assert.equal(text.slice(place.start, place.end), words);
  return places.map((place) => place.start);
}

for (const [what, whole, words, starts] of [
  ["words that stand once", "The wall is high.", "wall", [4]],
  ["words that stand three times", "wall, wall and wall", "wall", [0, 6, 15]],
  ["not within a longer word", "wall walls sea-wall rewall wall", "wall", [0, 15, 27]],
  ["signs that end no word", "$48 and $48, not $480", "$48", [0, 8]],
  ["behind wide characters offsets are code points", "😀 wall 😀😀 wall", "wall", [2, 10]],
  ["a combining mark belongs to its word", "cafe cafe\u0301 cafe", "cafe", [0, 11]],
  ["another case is another word", "Wall wall", "wall", [5]],
  ["over the end of a paragraph", "a\n\nb, a\n\nb", "a\n\nb", [0, 6]],
]) {
  test(what, () => assert.deepEqual(startsOf(whole, words), starts));
}

test("a selection within a word keeps its own place, and finds none within others", () => {
  assert.deepEqual(startsOf("walls wall", "all"), [1]);
});

test("places do not overlap one another", () => {
  assert.deepEqual(startsOf("a-a-a-a", "a-a"), [0, 4]);
});
