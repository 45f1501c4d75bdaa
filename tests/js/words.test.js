import assert from "node:assert/strict";
import { test } from "node:test";
import { MeasuredText } from "../../static/js/text/offsets.js";
import * as words from "../../static/js/text/words.js";

/** The text without its brackets, and the span between them. */
function marked(source) {
  const start = [...source].indexOf("[");
  const end = [...source].indexOf("]") - 1;
  return { text: new MeasuredText(source.replace(/[[\]]/g, "")), span: { start, end } };
}

/** The text with brackets round the span. */
function shown(text, span) {
  if (!span) return null;
  const [before, words, after] = [
    text.slice(0, span.start),
    text.slice(span.start, span.end),
    text.slice(span.end, text.length),
  ];
  return `${before}[${words}]${after}`;
}

/** A table of [what, before, after]. */
function table(change, rows) {
  for (const [what, before, after] of rows) {
    test(what, () => {
      const { text, span } = marked(before);
      assert.equal(shown(text, change(text, span)), after);
    });
  }
}

table(words.trim, [
  ["white space is trimmed at both ends", "a[  two words \n] b", "a  [two words] \n b"],
  ["white space after an emoji is trimmed", "😀[ 😀 ]b", "😀 [😀] b"],
  ["a no-break space is white space", "a[\u00a0b\u00a0]", "a\u00a0[b]\u00a0"],
  ["nothing but white space is no span", "a[ \n ]b", null],
  ["an empty span is no span", "a[]b", null],
]);

table(
  (text, span) => words.snap(text, span, "word"),
  [
    ["a span grows to whole words", "the bud[get ri]ses now", "the [budget rises] now"],
    ["whole words stay", "the [budget] rises", "the [budget] rises"],
    ["a number is one word", "rose [12].5 percent", "rose [12.5] percent"],
    ["an apostrophe is within a word", "it do[es]n’t say", "it [doesn’t] say"],
    ["currency signs stay out unless marked", "paid $[4]8 million", "paid $[48] million"],
    ["emoji before do not shift it", "😀👨‍👩‍👧‍👦 the bud[g]et", "😀👨‍👩‍👧‍👦 the [budget]"],
    ["Arabic words", "قال الو[ز]ير إن", "قال [الوزير] إن"],
    ["Hebrew words", "אמר הש[ר] היום", "אמר [השר] היום"],
    ["a paragraph's edge stops it", "one\n\ntw[o thr]ee", "one\n\n[two three]"],
  ],
);

table(
  (text, span) => words.snap(text, span, "grapheme"),
  [
    ["a family is not cut", "a 👨[‍👩‍👧]‍👦 b", "a [👨‍👩‍👧‍👦] b"],
    ["a combining mark goes with its letter", "caf[e]\u0301 x", "caf[e\u0301] x"],
    ["a flag is not cut", "in 🇨[🇭] now", "in [🇨🇭] now"],
    ["letters stay", "b[udge]t", "b[udge]t"],
  ],
);

const stepping = (edge, unit, direction) => (text, span) =>
  words.stepEdge(text, span, edge, unit, direction);

table(stepping("end", "word", 1), [
  ["the end steps on by a word", "the [budget] rises now", "the [budget rises] now"],
  ["the end steps over two spaces", "the [budget]  rises", "the [budget  rises]"],
  ["the end takes in punctuation", "“the [budget].”", "“the [budget.]”"],
  ["the end steps into the next paragraph", "the [budget]\n\nRises", "the [budget\n\nRises]"],
  ["the end stays at the end of the text", "the [budget]", "the [budget]"],
]);
table(stepping("end", "word", -1), [
  ["the end steps back by a word", "the [budget rises] now", "the [budget] rises now"],
  ["the end steps back to a paragraph", "the [budget\n\nrises]", "the [budget]\n\nrises"],
  ["one word stays", "the [budget] rises", "the [budget] rises"],
]);
table(stepping("start", "word", -1), [
  ["the start steps back by a word", "the [budget] rises", "[the budget] rises"],
  ["the start takes in a quotation mark", "said “[the] budget", "said [“the] budget"],
  ["the start stays at the start of the text", "[the] budget", "[the] budget"],
]);
table(stepping("start", "word", 1), [
  ["the start steps on by a word", "[the budget] rises", "the [budget] rises"],
  ["the start does not pass the end", "the [budget] rises", "the [budget] rises"],
]);
table(stepping("end", "grapheme", 1), [
  ["the end steps on by a letter", "[b]udget", "[bu]dget"],
  ["a step by a letter takes a whole family", "[a]👨‍👩‍👧‍👦b", "[a👨‍👩‍👧‍👦]b"],
  ["a step by a letter leaves white space out", "[a] b", "[a b]"],
]);
table(stepping("start", "grapheme", 1), [
  ["the start steps on by a letter", "[budget]", "b[udget]"],
  ["the start steps over a combining mark", "[e\u0301x]", "e\u0301[x]"],
]);

const TEXT = "One is here. Dr. A. Smith came at 3.5 p.m. to it! “Two?” he said.\n\nThree 😀 last.";

test("sentences are found, titles and initials do not end them", () => {
  const text = new MeasuredText(TEXT);
  const at = (point) => {
    const span = words.sentenceAt(text, point);
    return span && text.slice(span.start, span.end);
  };
  assert.equal(at(0), "One is here.");
  assert.equal(at(12), "Dr. A. Smith came at 3.5 p.m. to it!");
  assert.equal(at(20), "Dr. A. Smith came at 3.5 p.m. to it!");
  assert.equal(at(text.length - 1), "Three 😀 last.");
  assert.equal(at(text.length), "Three 😀 last.");
  assert.equal(at(TEXT.indexOf("\n\n")), "“Two?” he said.");
  assert.equal(at(TEXT.indexOf("\n\n") + 1), "Three 😀 last.");
  assert.equal(words.sentenceAt(new MeasuredText(" \n"), 0), null);
});

table(words.growBySentence, [
  ["a part grows to its sentence", "A b[i]t. Next one.", "[A bit.] Next one."],
  ["a sentence grows by the next", "[A bit.] Next one. Last.", "[A bit. Next one.] Last."],
  ["it grows into the next paragraph", "[A bit.]\n\nNext 😀 one.", "[A bit.\n\nNext 😀 one.]"],
  ["a part of two grows to both", "A b[it. Ne]xt one. X.", "[A bit. Next one.] X."],
  ["the last sentence stays", "A bit. [Next one.]", "A bit. [Next one.]"],
]);
table(words.shrinkBySentence, [
  ["two sentences give one back", "[A bit. Next one.] X.", "[A bit.] Next one. X."],
  ["a paragraph is given back", "[A bit.\n\nNext one.]", "[A bit.]\n\nNext one."],
  ["one sentence stays", "[A bit.] Next one.", "[A bit.] Next one."],
]);

test("growing and shrinking are inverse from whole sentences", () => {
  const text = new MeasuredText(TEXT);
  let span = words.sentenceAt(text, 0);
  for (let grown; ; span = grown) {
    grown = words.growBySentence(text, span);
    if (grown.end === span.end) break;
    assert.deepEqual(words.shrinkBySentence(text, grown), span);
  }
  assert.equal(span.end, text.length);
});

for (const [what, source, count] of [
  ["words are counted, punctuation is not", "[“The budget” — 12.5% up]", 4],
  ["a cut word counts", "the bud[get ri]ses", 2],
  ["words are counted over paragraphs", "o[ne\n\n😀 two\n\nth]ree four", 3],
]) {
  test(what, () => {
    const { text, span } = marked(source);
    assert.equal(words.countWords(text, span), count);
  });
}

test("a tap finds its word, between words the next, at the end the last", () => {
  const text = new MeasuredText("😀 one, two.");
  const at = (point) => {
    const word = words.wordAt(text, point);
    return word && text.slice(word.start, word.end);
  };
  assert.equal(at(3), "one");
  assert.equal(at(5), "two");
  assert.equal(at(11), "two");
  assert.equal(words.wordAt(new MeasuredText("…"), 0), null);
});
