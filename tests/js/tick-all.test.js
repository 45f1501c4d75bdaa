import assert from "node:assert/strict";
import { test } from "node:test";

import { wantsTicks } from "../../static/js/ui/tick-all.js";

test("a press ticks as long as one box is empty, and unticks when all are ticked", () => {
  const [empty, ticked] = [{ checked: false }, { checked: true }];
  assert.equal(wantsTicks([empty, ticked]), true);
  assert.equal(wantsTicks([ticked, ticked]), false);
});
