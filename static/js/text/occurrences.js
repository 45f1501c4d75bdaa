/** Where else in the text the words of a span stand. Pure. */

/** @typedef {import("./offsets.js").MeasuredText} MeasuredText */
/** @typedef {import("./offsets.js").Span} Span */

/** More places than a person looks over. */
const MOST = 200;
const OF_A_WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * Every place of the words of `span`, its own among them, in order; none within a longer word where
 * the span ends with one, and none that overlaps the one before.
 * @param {MeasuredText} text @param {Span} span @returns {Span[]}
 */
export function placesOf(text, span) {
  const whole = text.text;
  const words = text.slice(span.start, span.end);
  /** @type {Span[]} */
  const places = [];
  for (
    let at = whole.indexOf(words);
    words && at !== -1 && places.length < MOST;
    at = whole.indexOf(words, at + 1)
  ) {
    const start = text.toPoint(at);
    const isOwn = start === span.start;
    const overlaps = start < (places.at(-1)?.end ?? 0);
    if (!isOwn && (overlaps || isCut(whole, at) || isCut(whole, at + words.length))) continue;
    places.push({ start, end: text.after(start, words) });
  }
  return places;
}

/** Whether a word goes on over that place. @param {string} whole @param {number} at in UTF-16 units */
function isCut(whole, at) {
  const before = whole.slice(Math.max(0, at - 2), at).match(/.$/u)?.[0] ?? "";
  const after = whole.slice(at, at + 2).match(/^./u)?.[0] ?? "";
  return OF_A_WORD.test(before) && OF_A_WORD.test(after);
}
