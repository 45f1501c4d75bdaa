/**
 * Replaces parts of the page with the server's HTML: paragraphs and cards; and keeps the counts.
 * Focus and selection are kept.
 */

/** @typedef {import("../ui/requests.js").Envelope} Envelope */
/** @typedef {import("../text/article-text.js").ArticleText} ArticleText */

/**
 * Show what has changed; false if the layer was changed elsewhere before that.
 * @param {HTMLElement} page the workspace @param {ArticleText} article @param {Envelope} envelope
 */
export function swapEnvelope(page, article, envelope) {
  const { annotation, before, card, changes, later, paragraphs, state, suggestions } = envelope;
  const suggested = suggestions.length - swapParagraphs(article, paragraphs);
  const swapped = annotation ? [{ id: annotation.id, card }] : [];
  for (const one of [...swapped, ...envelope.also]) swapCard(page, one, later.cards);
  swapSuggestions(page, paragraphs, suggestions);
  for (const [name, more] of Object.entries({ ...changes, suggested })) {
    for (const shown of page.querySelectorAll(`[data-count="${name}"]`))
      shown.textContent = String(Number(shown.textContent) + more);
  }
  const isCurrent = page.dataset.state === (before ?? state);
  if (isCurrent) page.dataset.state = state;
  return isCurrent;
}

/** Replace the text and the list with those of another response. @param {HTMLElement} page @param {ArticleText} article @param {string} html */
export function swapPage(page, article, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(page.localName);
  const text = fresh?.querySelector("#text");
  if (!(fresh instanceof HTMLElement) || !text) return false;
  article.keepingSelection(() => article.root.replaceChildren(...text.childNodes));
  page.dataset.state = fresh.dataset.state;
  swapList(page, fresh);
  // Once what was to come is here, another notice may tell of it.
  if (page.querySelector("#to-come") && !fresh.querySelector("#to-come")) swapNotices(page, fresh);
  for (const foot of ["#dismissed", "#withdrawn"])
    swapAtFoot(page, foot, fresh.querySelector(foot)?.innerHTML ?? "");
  for (const shown of page.querySelectorAll("[data-count]")) {
    const count = fresh.querySelector(`[data-count="${shown.getAttribute("data-count")}"]`);
    shown.textContent = count?.textContent ?? shown.textContent;
  }
  return "readOnly" in fresh.dataset === "readOnly" in page.dataset;
}

/** @param {ParentNode} page @param {ParentNode} fresh */
function swapNotices(page, fresh) {
  const [old, now] = [page.querySelector(".standing"), fresh.querySelector(".standing")];
  if (old && now) old.replaceChildren(...now.childNodes);
}

/** Put in the list of cards, and its way to more, as `fresh` has them. @param {ParentNode} page @param {ParentNode} fresh */
export function swapList(page, fresh) {
  const focused = focusedCard(page);
  for (const part of ["#cards", ".more-cards"]) {
    const [old, now] = [page.querySelector(part), fresh.querySelector(part)];
    if (old && now) old.replaceChildren(...now.childNodes);
  }
  if (focused) restoreFocus(page, focused);
}

/** The number of suggestions that waited in them. @param {ArticleText} article @param {Envelope["paragraphs"]} paragraphs */
function swapParagraphs(article, paragraphs) {
  const waited = new Set();
  article.keepingSelection(() => {
    for (const { start, html } of paragraphs) {
      const [old] = article.paragraphsIn({ start, end: start + 1 });
      const fresh = elementOf(html);
      for (const mark of old?.querySelectorAll("[data-suggestions]") ?? [])
        for (const id of mark.dataset.suggestions.split(" ")) waited.add(id);
      if (old && fresh) old.replaceWith(fresh);
    }
  });
  return waited.size;
}

/**
 * Put in a card, or take it out. One whose hints are still to be asked for (`later`) keeps those
 * that it has.
 * @param {HTMLElement} page @param {{ id: string, card: string | null }} swapped @param {string[]} [later]
 */
export function swapCard(page, { id, card }, later = []) {
  const list = page.querySelector("#cards");
  if (!list) return;
  const focused = focusedCard(page);
  const old = list.querySelector(`[data-annotation="${CSS.escape(id)}"]`);
  const neighbour = old?.nextElementSibling ?? old?.previousElementSibling;
  const fresh = card === null ? null : elementOf(card);
  if (old && later.includes(id))
    fresh?.querySelector(".fact, footer")?.before(...old.querySelectorAll(".pointer"));
  old?.remove();
  if (fresh) list.insertBefore(fresh, cardAfter(list, fresh));
  if (focused) restoreFocus(page, { ...focused, neighbour });
}

/**
 * Bring the suggestions of these paragraphs up to date: others are answered now or say what has
 * been marked, or wait again.
 * @param {HTMLElement} page @param {Envelope["paragraphs"]} paragraphs
 * @param {Envelope["suggestions"]} suggestions all that touch the paragraphs
 */
function swapSuggestions(page, paragraphs, suggestions) {
  const list = page.querySelector("#cards");
  if (!list) return;
  const focused = focusedCard(page);
  const waiting = new Set(suggestions.map(({ id }) => String(id)));
  const known = new Set();
  let neighbour = null;
  for (const card of list.querySelectorAll("[data-suggestion]")) {
    const [start, end] = place(card);
    if (!paragraphs.some((part) => start < part.end && -end > part.start)) continue;
    const id = card.getAttribute("data-suggestion") ?? "";
    card.classList.remove("answered");
    known.add(id);
    if (waiting.has(id)) continue;
    if (card.id === focused?.id) neighbour = card.nextElementSibling ?? card.previousElementSibling;
    card.remove();
  }
  for (const { id, card } of suggestions) {
    const fresh = card && !known.has(String(id)) && elementOf(card);
    if (fresh) list.insertBefore(fresh, cardAfter(list, fresh));
  }
  if (focused) restoreFocus(page, { ...focused, neighbour });
}

/** The card that `fresh` goes before: the first that stands later in the text. @param {Element} list @param {Element} fresh */
function cardAfter(list, fresh) {
  const [start, end] = place(fresh);
  return (
    [...list.children].find((card) => {
      const [otherStart, otherEnd] = place(card);
      return otherStart > start || (otherStart === start && otherEnd > end);
    }) ?? null
  );
}

/** What cards are ordered by: the start, and of those that start together the longest first. @param {Element} card */
function place(card) {
  return [Number(card.getAttribute("data-start")), -Number(card.getAttribute("data-end"))];
}

/** A list of what was withdrawn or dismissed, left open if it is. @param {HTMLElement} page @param {string} id @param {string} html */
export function swapAtFoot(page, id, html) {
  const foot = page.querySelector(id);
  if (!foot) return;
  const hadFocus = foot.contains(document.activeElement);
  const isOpen = foot.querySelector("details")?.open;
  foot.innerHTML = html;
  const details = foot.querySelector("details");
  if (details && isOpen) details.open = true;
  const target = details?.querySelector("summary") ?? page.querySelector("#text");
  if (hadFocus && target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/** @param {string} html */
function elementOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/**
 * The card that has the focus, and what in it has.
 * @param {ParentNode} page
 */
function focusedCard(page) {
  const focused = document.activeElement;
  const card = focused?.closest("#cards > *");
  if (!focused || !card || !page.contains(card)) return null;
  const command = focused.closest("[data-command]")?.getAttribute("data-command") ?? null;
  return { id: card.id, command, neighbour: /** @type {Element | null | undefined} */ (null) };
}

/**
 * Never leave the focus on the body: the same button of the new card, else the card that took its
 * place, else the text.
 * @param {ParentNode} page @param {{ id: string, command: string | null, neighbour?: Element | null }} focused
 */
function restoreFocus(page, { id, command, neighbour }) {
  if (document.activeElement !== document.body) return;
  const card = document.getElementById(id);
  const button = command && card?.querySelector(`[data-command="${command}"]`);
  const target = button || card || neighbour || page.querySelector("#text");
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}
