/**
 * Graphemes, words and sentences: extends a span to whole units and moves its edges between them.
 * All positions are code points. Segmentation follows Unicode (UAX 29) as the browser implements
 * it.
 */

/** @typedef {import("./offsets.js").MeasuredText} MeasuredText */
/** @typedef {import("./offsets.js").Span} Span */
/** @typedef {"grapheme" | "word" | "sentence"} Unit */

/** @param {Unit} granularity */
const segmenter = (granularity) => new Intl.Segmenter("en", { granularity });
const segmenters = {
  grapheme: segmenter("grapheme"),
  word: segmenter("word"),
  sentence: segmenter("sentence"),
};

// Unicode ends a sentence at every full stop before a capital. After a title or an initial that is
// never meant. "U.S." is left alone: a sentence may end there, and growing by one mends it.
const ABBREVIATION = /(^|[\s(“"‘'])(\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt)\.\s+$/u;

/**
 * The span without white space at its ends, or null where there is nothing else.
 * @param {MeasuredText} text @param {Span} span @returns {Span | null}
 */
export function trim(text, { start, end }) {
  const words = text.slice(start, end);
  if (!words.trim()) return null;
  // White space is never wide: here a unit is a code point.
  return {
    start: start + words.length - words.trimStart().length,
    end: end - words.length + words.trimEnd().length,
  };
}

/**
 * The span grown outward so that it cuts no piece in two.
 * @param {MeasuredText} text @param {Span} span @param {Unit} unit @returns {Span}
 */
export function snap(text, { start, end }, unit) {
  /** @param {number} point */
  const cut = (point) =>
    text
      .pieces(segmenters[unit], point)
      .find((piece) => piece.start < point && point < piece.end && piece.text.trim());
  return { start: cut(start)?.start ?? start, end: cut(end)?.end ?? end };
}

/**
 * The span with one edge moved to the next place in `direction` where an edge can stand: the
 * start where a piece starts, the end where one ends, white space left out. The same span where
 * there is no such place, or where nothing would be left.
 * @param {MeasuredText} text @param {Span} span @param {"start" | "end"} edge @param {Unit} unit
 * @param {1 | -1} direction @returns {Span}
 */
export function stepEdge(text, span, edge, unit, direction) {
  const moved = { ...span, [edge]: nextStop(text, span[edge], edge, unit, direction) };
  return moved.start < moved.end ? moved : span;
}

/**
 * @param {MeasuredText} text @param {number} point @param {"start" | "end"} edge @param {Unit} unit
 * @param {1 | -1} direction
 */
function nextStop(text, point, edge, unit, direction) {
  for (let at = point; at >= 0 && at <= text.length; ) {
    const stops = text
      .pieces(segmenters[unit], at)
      .filter((piece) => piece.text.trim())
      .map((piece) => piece[edge]);
    const stop =
      direction > 0 ? stops.find((stop) => stop > point) : stops.findLast((stop) => stop < point);
    if (stop !== undefined) return stop;
    at = direction > 0 ? text.line(at).end + 1 : text.line(at).start - 1;
  }
  return point;
}

/**
 * The word at `point` or, between words, the one that follows on the line; null where none does.
 * @param {MeasuredText} text @param {number} point @returns {Span | null}
 */
export function wordAt(text, point) {
  const words = text.pieces(segmenters.word, point).filter((piece) => piece.isWord);
  const word = words.find((word) => point < word.end) ?? words.at(-1);
  return word ? { start: word.start, end: word.end } : null;
}

/** How many words the span touches. @param {MeasuredText} text @param {Span} span */
export function countWords(text, { start, end }) {
  let count = 0;
  for (let at = start; at < end; at = text.line(at).end + 1) {
    count += text
      .pieces(segmenters.word, at)
      .filter((piece) => piece.isWord && piece.start < end && start < piece.end).length;
  }
  return count;
}

/**
 * The sentence at `point`; at the end of a line its last one, on an empty line the next one, after
 * all the last one. Null in a text without any.
 * @param {MeasuredText} text @param {number} point @returns {Span | null}
 */
export function sentenceAt(text, point) {
  const onLine = sentences(text, point);
  const found = onLine.find(({ end }) => point < end) ?? onLine.at(-1) ?? sentenceFrom(text, point);
  const last = trim(text, { start: 0, end: text.length });
  return found ?? (last && sentences(text, last.end).at(-1)) ?? null;
}

/** The first sentence that starts at `point` or later. @param {MeasuredText} text @param {number} point @returns {Span | null} */
function sentenceFrom(text, point) {
  for (let at = point; at <= text.length; at = text.line(at).end + 1) {
    const sentence = sentences(text, at).find(({ start }) => point <= start);
    if (sentence) return sentence;
  }
  return null;
}

/** @param {MeasuredText} text @param {number} point @returns {Span[]} */
function sentences(text, point) {
  /** @type {(Span & { text: string })[]} */
  const found = [];
  for (const piece of text.pieces(segmenters.sentence, point)) {
    const last = found.at(-1);
    // “Is it?” he asked: what goes on in small letters was no end.
    if (last && (ABBREVIATION.test(last.text) || /^\p{Ll}/u.test(piece.text))) {
      last.end = piece.end;
      last.text += piece.text;
    } else {
      found.push(piece);
    }
  }
  return found.flatMap((sentence) => trim(text, sentence) ?? []);
}

/**
 * The span grown to whole sentences or, where it is that already, by the next one.
 * @param {MeasuredText} text @param {Span} span @returns {Span}
 */
export function growBySentence(text, span) {
  const first = sentenceAt(text, span.start);
  const last = sentenceAt(text, span.end - 1);
  if (!first || !last) return span;
  const whole = { start: Math.min(first.start, span.start), end: Math.max(last.end, span.end) };
  if (whole.start < span.start || whole.end > span.end) return whole;
  const next = sentenceFrom(text, span.end);
  return next ? { start: span.start, end: next.end } : span;
}

/**
 * One sentence more; from a headline, which nothing crosses, on to the first sentence of the text.
 * @param {MeasuredText} text @param {Span} span @param {number} headlineEnd 0 where there is none
 */
export function growPast(text, span, headlineEnd) {
  const grown = growBySentence(text, span);
  const crosses = span.start < headlineEnd && headlineEnd < grown.end;
  return crosses ? sentenceAt(text, grown.end - 1) : grown;
}

/**
 * The span without its last sentence; a single sentence stays.
 * @param {MeasuredText} text @param {Span} span @returns {Span}
 */
export function shrinkBySentence(text, span) {
  const last = sentenceAt(text, span.end - 1);
  if (!last || last.start <= span.start) return span;
  return trim(text, { start: span.start, end: last.start }) ?? span;
}
