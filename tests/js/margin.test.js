import assert from "node:assert/strict";
import { test } from "node:test";
import { GAP, keepInside, placeCards } from "../../static/js/workspace/margin.js";

/** Numbers that look random and are the same each time. @param {number} seed */
function numbers(seed) {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return state % below;
  };
}

/** Some cards of a text: many in one line, or far apart. @param {number} seed */
function cards(seed, count = 1 + (seed % 60)) {
  const upTo = numbers(seed);
  const heights = Array.from({ length: count }, () => 20 + upTo(300));
  const wanted = Array.from({ length: count }, () => upTo(1 + upTo(4000))).sort((a, b) => a - b);
  return { heights, wanted };
}

for (const [what, wanted, heights, current, tops] of [
  ["no card has no place", [], [], -1, []],
  ["a card alone stands at its words", [40], [56], -1, [40]],
  ["cards far apart stand at their words", [0, 300], [56, 56], -1, [0, 300]],
  ["a card gives way downwards", [0, 10, 20], [56, 56, 56], -1, [0, 64, 128]],
  ["the current one does not, those before it go up", [100, 110], [56, 80], 1, [46, 110]],
  ["several before it go up", [100, 110, 120], [56, 56, 80], 2, [-8, 56, 120]],
  ["only as many as are in the way", [0, 200, 210], [56, 56, 80], 2, [0, 146, 210]],
  ["those after it go down from it", [100, 110, 120], [200, 56, 56], 0, [100, 308, 372]],
]) {
  test(what, () => assert.deepEqual(placeCards(wanted, heights, current), tops));
}

test("whatever stands there, no two overlap, the order stays and the current one is exact", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const { heights, wanted } = cards(seed);
    const current = (seed % (wanted.length + 1)) - 1;
    const tops = placeCards(wanted, heights, current);
    for (let place = 1; place < tops.length; place += 1) {
      assert.ok(tops[place] >= tops[place - 1] + heights[place - 1] + GAP, `${seed} at ${place}`);
    }
    if (current !== -1) assert.equal(tops[current], wanted[current], `${seed}`);
    if (current === -1) assert.ok(tops.every((top, place) => top >= wanted[place]));
  }
});

test("a card is moved only where another is in its way", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { heights, wanted } = cards(seed);
    const tops = placeCards(wanted, heights, -1);
    tops.forEach((top, place) => {
      const before = place && tops[place - 1] + heights[place - 1] + GAP;
      assert.ok(top === wanted[place] || top === before, `${seed} at ${place}`);
    });
  }
});

test("the work grows with the cards and no faster", () => {
  for (const count of [200, 2000]) {
    let reads = 0;
    const { heights, wanted } = cards(7, count);
    const counted = new Proxy(heights, {
      get(list, key) {
        reads += 1;
        return list[key];
      },
    });
    placeCards(wanted, counted, count - 1);
    assert.ok(reads <= 2 * count, `${reads} for ${count}`);
  }
});

test("a card is kept whole inside the window, and its head where it is higher than that", () => {
  const edges = { top: 100, bottom: 800 };
  assert.equal(keepInside(300, 200, edges), 300);
  assert.equal(keepInside(20, 200, edges), 100);
  assert.equal(keepInside(700, 200, edges), 600);
  assert.equal(keepInside(700, 900, edges), 100);
});
