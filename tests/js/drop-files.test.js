import assert from "node:assert/strict";
import { test } from "node:test";

import { formatSize, mergeFiles } from "../../static/js/articles/drop-files.js";

test("dropped files join those chosen before, and replace those of the same name", () => {
  const [a, b, other] = [{ name: "a.txt" }, { name: "b.txt" }, { name: "a.txt", later: true }];
  assert.deepEqual(mergeFiles([a], [b]), [a, b]);
  assert.deepEqual(mergeFiles([a, b], [other]), [other, b]);
  assert.deepEqual(mergeFiles([], []), []);
});

test("a size is told in the unit that suits it, and nothing but an empty file is 0", () => {
  const sizes = [0, 1, 1_000, 12_345, 999_499, 1_000_000, 1_449_999];
  const words = ["0 kB", "1 kB", "1 kB", "12 kB", "999 kB", "1 MB", "1.4 MB"];
  assert.deepEqual(
    sizes.map((size) => formatSize(size, "en")),
    words,
  );
  assert.equal(formatSize(1_449_999, "de"), "1,4 MB");
});
