/** Where words of the article stand in the window. */

/** @typedef {import("./article-text.js").ArticleText} ArticleText */
/** @typedef {import("./offsets.js").Span} Span */

/** What the bar at the top covers of the text, in CSS pixels. */
export const PINNED = 56;

/** Whether a paragraph with a mark is near enough to be laid out, so that its words have places. @param {Element} paragraph */
export function isLaidOut(paragraph) {
  const within = paragraph.firstElementChild ?? paragraph;
  return within.checkVisibility?.({ contentVisibilityAuto: true }) !== false;
}

/**
 * Scroll to a paragraph that is far away. Those round it are laid out as they come near and move it,
 * so this goes on until it stands still.
 * @param {Element} paragraph
 */
export async function settleAt(paragraph) {
  for (let [frames, still, before] = [0, 0, NaN]; frames < 30 && still < 3; frames += 1) {
    paragraph.scrollIntoView({ block: "center", behavior: "instant" });
    await new Promise(requestAnimationFrame);
    const { top } = paragraph.getBoundingClientRect();
    still = Math.abs(top - before) < 1 ? still + 1 : 0;
    before = top;
  }
}

/** Whether the window shows where the span begins. @param {ArticleText} article @param {Span} span */
export function isInView(article, span) {
  const paragraph = article.paragraphAt(span.start);
  if (!paragraph) return false;
  const { top, bottom } = article.rangeOf(span).getBoundingClientRect();
  return isLaidOut(paragraph) && bottom > PINNED && top < innerHeight;
}

/**
 * How far below the window's top edge the line of a code point begins. In a paragraph that is not
 * laid out it is guessed, since to lay out a whole long text would take long.
 * @param {ArticleText} article @param {number} point
 */
export function topOf(article, point) {
  const paragraph = article.paragraphAt(point);
  if (!paragraph) return article.root.getBoundingClientRect().top;
  if (isLaidOut(paragraph)) {
    const [line] = article.rangeOf({ start: point, end: point + 1 }).getClientRects();
    if (line) return line.top;
  }
  const { top, height } = paragraph.getBoundingClientRect();
  const { start, length } = paragraph.dataset;
  return top + (height * (point - Number(start))) / (Number(length) || 1);
}
