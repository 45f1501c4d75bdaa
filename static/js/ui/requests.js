/**
 * Requests to the server: posting a change, fetching a fragment, reading JSON; and one shape for
 * refusals.
 */

import { gettext } from "./i18n.js";

/**
 * Why a request was not carried out, as RFC 9457 has it; `status` 0 where no answer came.
 * @typedef {{
 *   status: number, code: string, title: string, detail: string, annotation?: string,
 *   fields?: Record<string, string[]>, current?: Record<string, unknown> & { version: number },
 * }} Problem
 */
/**
 * @typedef {{
 *   annotation: Record<string, unknown> & {
 *     id: string, version: number, start: number, end: number,
 *     facts: { fact: number, relation: string }[],
 *   } | null,
 *   paragraphs: { start: number, end: number, html: string }[],
 *   card: string | null, suggestions: { id: number, card: string | null }[],
 *   also: { id: string, version: number, card: string | null }[],
 *   changes: Record<string, number>, message: string, before: string | null, state: string,
 *   later: { cards: string[], lists: string[] },
 * }} Envelope `changes` are those of the counts; `before` and `state` tell what the layer was and
 *   is; `later` is what else is another now, and is asked for when the editor pauses.
 */

const TIME_LIMIT = 20_000; // Milliseconds.

/**
 * `limit` is how long it may take, in milliseconds.
 * @param {string} url @param {Record<string, string>} fields @param {number} [limit]
 * @returns {Promise<{ envelope: Envelope, problem: null } | { envelope: null, problem: Problem }>}
 */
export async function post(url, fields, limit) {
  const headers = { "X-CSRFToken": csrfToken() };
  const options = { method: "POST", body: bodyOf(fields), headers };
  const { body, problem } = await ask(url, "application/json", options, limit);
  return problem ? { envelope: null, problem } : { envelope: JSON.parse(body), problem: null };
}

/**
 * The part of a page that `url` answers with for "X-Fragment", to `fields` that are posted if there
 * are any, or the whole page. `limit` is how long it may take, in milliseconds.
 * @param {string} url
 * @param {{ whole?: boolean, fields?: Record<string, string>, limit?: number }} [options]
 */
export function fragment(url, { whole = false, fields, limit } = {}) {
  if (whole) return ask(url, "text/html", {}, limit);
  /** @type {Record<string, string>} */
  const headers = { "X-Fragment": "1" };
  if (!fields) return ask(url, "text/html", { headers }, limit);
  headers["X-CSRFToken"] = csrfToken();
  return ask(url, "text/html", { method: "POST", body: bodyOf(fields), headers }, limit);
}

/** What `url` answers a script with; null without an answer. @param {string} url @returns {Promise<Record<string, string> | null>} */
export async function getJson(url) {
  const { body, problem } = await ask(url, "application/json", {});
  return problem ? null : JSON.parse(body);
}

/**
 * @param {string} url @param {string} accepted @param {RequestInit} options
 * @param {number} [limit]
 * @returns {Promise<{ body: string, problem: Problem | null }>}
 */
async function ask(url, accepted, options, limit = TIME_LIMIT) {
  try {
    const response = await fetch(url, {
      ...options,
      headers: { ...options.headers, Accept: accepted },
      credentials: "same-origin",
      signal: AbortSignal.timeout(limit),
    });
    const type = response.headers.get("Content-Type") ?? "";
    const body = await response.text();
    if (!response.ok) return { body, problem: problemOf(response.status, type, body) };
    // Something else has answered: a sign-in page after a redirect, a network's own portal.
    if (response.redirected) return { body, problem: problemOf(401, "", "") };
    if (!type.startsWith(accepted)) return { body, problem: problemOf(0, "", "") };
    return { body, problem: null };
  } catch {
    return { body: "", problem: problemOf(0, "", "") };
  }
}

/** @param {number} status @param {string} type @param {string} body @returns {Problem} */
function problemOf(status, type, body) {
  const told = type.includes("json") ? JSON.parse(body) : {};
  /** @type {Record<number, string>} */
  const titles = {
    0: gettext("The server does not answer"),
    401: gettext("You are signed out: sign in in a new tab, then try again"),
  };
  const title = titles[status] ?? gettext("The server refused this");
  return { code: "refused", title, detail: "", ...told, status };
}

/** Without the token that a form was drawn with: a sign-in beside has made it void. @param {Record<string, string>} fields */
function bodyOf(fields) {
  const body = new URLSearchParams(fields);
  body.delete("csrfmiddlewaretoken");
  return body;
}

/** The cookie's token, which a new sign-in changes; the page's own where there is no cookie to read. */
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  return cookie ?? (field instanceof HTMLInputElement ? field.value : "");
}
