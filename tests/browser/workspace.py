"""The workspace as a person at the browser has it: what they press, and what they see of it."""

import unicodedata

from playwright.sync_api import expect

from annotations.models import Annotation
from tests.browser.conftest import signed_in

# The client rectangles of words of the text. Paragraphs are laid out as they come into sight, and
# move what is around them, so it waits until nothing moves.
BOXES = """async ([words, nth]) => {
  const text = document.querySelector("#text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, whole.length]);
    whole += walker.currentNode.data;
  }
  let at = -1;
  for (let n = 0; n <= nth; n += 1) at = whole.indexOf(words, at + 1);
  if (at === -1) throw new Error(`not in the text: ${words}`);
  const place = (unit, isEnd) => {
    const [node, from] = nodes.findLast(([, from]) => (isEnd ? from < unit : from <= unit));
    return [node, unit - from];
  };
  const range = document.createRange();
  range.setStart(...place(at, false));
  range.setEnd(...place(at + words.length, true));
  const frame = () => new Promise(requestAnimationFrame);
  for (let [before, still] = [NaN, 0]; still < 2; ) {
    range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    await frame();
    const { top } = range.getBoundingClientRect();
    still = top === before ? still + 1 : 0;
    before = top;
  }
  return Array.from(range.getClientRects(), (box) => box.toJSON());
}"""


# No change waits in the storage of the browser, where there is one.
NOTHING_KEPT = """() => {
  try {
    return !Object.keys(localStorage).some((name) => name.startsWith("newsroom.changes."));
  } catch {
    return true;
  }
}"""


def runs_leftward(words):
    """Whether the first letter of the words that has a direction is of right-to-left script."""
    directions = (unicodedata.bidirectional(letter) for letter in words)
    return next((one for one in directions if one in {"L", "R", "AL"}), "L") != "L"


def edges_of(boxes, words):
    """Points just inside the first and the last character of words that stand in these boxes."""
    first, last = boxes[0], boxes[-1]
    begin = first["right"] - 1 if runs_leftward(words) else first["left"] + 1
    end = last["left"] + 1 if runs_leftward(words[::-1]) else last["right"] - 1
    return (
        (begin, (first["top"] + first["bottom"]) / 2),
        (end, (last["top"] + last["bottom"]) / 2),
    )


class Workspace:
    def __init__(self, page, live_server, layer, *, user=None):
        self.page = signed_in(page, live_server, user or layer.editor)
        self.layer = layer
        self.open()

    @classmethod
    def at(cls, page, layer):
        """The workspace that the page has come to by itself."""
        here = cls.__new__(cls)
        here.page, here.layer = page, layer
        here.wait()
        return here

    def open(self):
        self.page.goto(f"/layers/{self.layer.pk}/")
        self.wait()

    def wait(self):
        self.page.locator("annotation-workspace:defined").wait_for()

    @property
    def text(self):
        return self.page.locator("#text")

    @property
    def cards(self):
        return self.page.locator("#cards > li")

    def edges(self, words, nth=0):
        """Points just inside the first and the last character of the words."""
        return edges_of(self.page.evaluate(BOXES, [words, nth]), words)

    def drag(self, words, nth=0):
        (x1, y1), (x2, y2) = self.edges(words, nth)
        mouse = self.page.mouse
        mouse.move(x1, y1)
        mouse.down()
        mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
        mouse.move(x2, y2)
        mouse.up()

    def click(self, word, *, times=1, nth=0):
        (x1, y1), (x2, _) = self.edges(word, nth)
        self.page.mouse.click((x1 + x2) / 2 if x2 > x1 else x1 + 2, y1, click_count=times)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def mark(self, words, label="1", nth=0):
        """Mark by mouse and key, and wait until it is saved."""
        before = self.cards.count()
        self.drag(words, nth)
        self.press(label)
        expect(self.cards).to_have_count(before + 1)

    def says(self, words):
        expect(self.page.locator("#said")).to_contain_text(words)

    def is_saved(self):
        self.page.wait_for_function(NOTHING_KEPT)
        expect(self.page.locator("#save-state")).to_have_attribute("data-state", "saved")

    def stored(self):
        """What the database holds, live, as (label, words), checked against the text."""
        text = self.layer.revision.text
        found = Annotation.objects.filter(layer=self.layer, withdrawn_at=None).in_text_order()
        for one in found:
            assert text[one.start : one.end] == one.exact
        return [(one.label, one.exact) for one in found]
