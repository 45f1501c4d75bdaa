import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MeasuredText } from "../../static/js/text/offsets.js";

const cases = JSON.parse(readFileSync(new URL("offsets.json", import.meta.url), "utf8"));

for (const { name, text, pairs, spans } of cases) {
  test(`units and code points agree with the server's: ${name}`, () => {
    const measured = new MeasuredText(text);
    for (const [unit, point] of pairs) {
      assert.equal(measured.toPoint(unit), point, `unit ${unit}`);
      assert.equal(measured.toUnits(point), unit, `point ${point}`);
    }
    assert.equal(measured.length, [...text].length);
    for (const { start, end, exact } of spans) assert.equal(measured.slice(start, end), exact);
  });

  test(`every code point makes the round trip: ${name}`, () => {
    const measured = new MeasuredText(text);
    for (let point = 0; point <= measured.length; point += 1) {
      assert.equal(measured.toPoint(measured.toUnits(point)), point);
    }
  });
}

test("a unit within a pair belongs to the pair", () => {
  assert.equal(new MeasuredText("a😀b").toPoint(2), 1);
});

test("a line is what stands between line feeds", () => {
  const text = new MeasuredText("😀 one\n\ntwo");
  assert.deepEqual(text.line(0), { start: 0, end: 5 });
  assert.deepEqual(text.line(5), { start: 0, end: 5 });
  assert.deepEqual(text.line(6), { start: 6, end: 6 });
  assert.deepEqual(text.line(7), { start: 7, end: 10 });
  assert.deepEqual(text.line(10), { start: 7, end: 10 });
  assert.deepEqual(new MeasuredText("\nx").line(0), { start: 0, end: 0 });
  assert.deepEqual(new MeasuredText("").line(0), { start: 0, end: 0 });
});
