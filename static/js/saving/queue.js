/**
 * The queue of unsaved changes: which change is sent next, when a failed one is retried and what a
 * response means. Pure; saver.js adds the network, the clock and the store.
 */

/** @typedef {"add" | "change" | "withdraw" | "restore" | "link" | "dismiss" | "return" | "clear" | "unclear"} Kind */
/**
 * One change of one annotation, one answer to a suggestion, or words said to hold nothing to check. `key` is its own and sorts in the order of making; `id` is the
 * annotation's. `version` is the one that the editor saw; null follows on an own earlier change.
 * `words` are those of the text that it is about, for people.
 * @typedef {{
 *   key: string, kind: Kind, id: string, url: string, fields: Record<string, string>, words?: string,
 *   version: number | null, tries: number, problem: import("../ui/requests.js").Problem | null,
 * }} Change
 */
/** @typedef {"again" | "signed-out" | "refused"} Verdict */

const LONGEST_WAIT = 30;

/**
 * The first change that may be sent. One that follows on a refused change of the same annotation
 * waits with it; the others go on.
 * @param {Change[]} changes
 */
export function nextToSend(changes) {
  const held = new Set();
  for (const change of inOrder(changes)) {
    if (!change.problem && !held.has(change.id)) return change;
    held.add(change.id);
  }
  return undefined;
}

/** @param {Change[]} changes */
export function inOrder(changes) {
  return changes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Seconds to wait after `tries` failed tries: 1, 2, 4 … 30. @param {number} tries */
export function secondsToWait(tries) {
  return Math.min(LONGEST_WAIT, 2 ** (tries - 1));
}

/**
 * What a failure means: try again (no answer, or the server's own fault), wait for the editor to
 * sign in, or ask the editor, since the server has understood and will not do it.
 * @param {{ status: number, code?: string }} problem status 0 where there was no answer
 * @returns {Verdict}
 */
export function verdict({ status, code }) {
  if (status === 0 || status >= 500 || status === 408 || status === 429) return "again";
  // The token went with the session's cookies, and comes back with them.
  return status === 401 || code === "csrf" ? "signed-out" : "refused";
}

/**
 * Whether a stale change has in fact been done: it was sent, its answer was lost, and the
 * annotation already is as it asks.
 * @param {Change} change @param {Record<string, unknown>} current the annotation as the server has it
 */
export function alreadyDone(change, current) {
  if (change.kind === "withdraw") return current.status === "withdrawn";
  if (change.kind === "restore") return current.status !== "withdrawn";
  return Object.entries(change.fields).every(
    ([name, value]) => !(name in current) || same(value, current[name]),
  );
}

/** @param {string} sent @param {unknown} stored */
function same(sent, stored) {
  const here = sent.replaceAll("\r\n", "\n").trim();
  const there = String(stored ?? "").trim();
  return here === there || (here !== "" && there !== "" && Number(here) === Number(there));
}

/**
 * What the save line says: `needs` an answer from the editor, `waiting` for the network or for a
 * sign-in, and `saving`.
 * @param {Change[]} changes @param {{ offline: boolean }} net
 */
export function counts(changes, { offline }) {
  const needs = changes.filter((change) => change.problem).length;
  const rest = changes.length - needs;
  return { needs, waiting: offline ? rest : 0, saving: offline ? 0 : rest };
}

let made = 0;

/** A key that sorts after those made before it, in this tab and in others. */
export function newKey() {
  made += 1;
  const when = String(Date.now()).padStart(15, "0");
  return `${when}-${String(made).padStart(6, "0")}-${Math.random().toString(36).slice(2, 8)}`;
}
