/** Renders a refusal: the reason, your version beside the server's, and the available choices. */

import { gettext } from "./i18n.js";

/** @typedef {import("./requests.js").Problem} Problem */

/**
 * The reason, the versions that differ, and a button `[data-choice]` for each choice.
 * @param {Problem} problem @param {Record<string, string>} yours @param {Record<string, string>} choices
 * @returns {HTMLElement[]}
 */
export function describeProblem(problem, yours, choices) {
  const table = problem.current ? compared(yours, problem.current) : null;
  return [
    made("p", `${problem.title}. ${problem.detail}`),
    ...(table ? [table] : []),
    ...(Object.keys(choices).length ? [rowOf(choices)] : []),
  ];
}

/** What can be done about a change that another has overtaken. */
export function staleChoices() {
  return { theirs: gettext("Keep theirs"), mine: gettext("Use mine") };
}

/**
 * Show a refusal in the form that it is about, at its head and at its fields.
 * @param {HTMLFormElement} form @param {Problem} problem @param {Record<string, string>} yours
 */
export function showProblem(form, problem, yours) {
  for (const old of form.querySelectorAll(".problem, .errorlist")) old.remove();
  const notice = made("div", "");
  notice.className = "problem notice bad";
  notice.setAttribute("role", "alert");
  notice.tabIndex = -1;
  notice.append(...describeProblem(problem, yours, problem.code === "stale" ? staleChoices() : {}));
  for (const [name, complaints] of Object.entries(problem.fields ?? {})) {
    const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
    field?.setAttribute("aria-invalid", "true");
    const list = made("ul", "");
    list.className = "errorlist";
    list.append(...complaints.map((complaint) => made("li", complaint)));
    field?.closest(".field")?.append(list);
  }
  form.prepend(notice);
  notice.focus();
}

/** @param {Record<string, string>} choices */
function rowOf(choices) {
  const row = made("p", "");
  row.className = "row";
  for (const [choice, words] of Object.entries(choices)) {
    const button = Object.assign(made("button", words), { type: "button", className: "btn" });
    button.dataset.choice = choice;
    row.append(button);
  }
  return row;
}

/** @param {string} tag @param {string} words */
function made(tag, words) {
  return Object.assign(document.createElement(tag), { textContent: words });
}

/**
 * A table of the fields that differ; null where none does.
 * @param {Record<string, string>} yours @param {Record<string, unknown>} theirs
 */
function compared(yours, theirs) {
  const names = {
    label: gettext("Label"),
    exact: gettext("Words"),
    attributed_to: gettext("Speaker or claimant"),
    value: gettext("Value"),
    unit: gettext("Unit"),
    note: gettext("Note"),
  };
  const rows = Object.entries(names)
    .filter(([name]) => name in yours && String(theirs[name] ?? "") !== yours[name].trim())
    .map(([name, title]) =>
      row(["th", "td", "td"], [title, yours[name] || "–", String(theirs[name] || "–")]),
    );
  if (theirs.status === "withdrawn") {
    const state = [gettext("State"), gettext("kept"), gettext("deleted")];
    rows.push(row(["th", "td", "td"], state));
  }
  if (!rows.length) return null;
  const table = made("table", "");
  table.className = "compared";
  const head = made("thead", "");
  head.append(row(["td", "th", "th"], ["", gettext("Yours"), gettext("Theirs")]));
  const body = made("tbody", "");
  body.append(...rows);
  table.append(head, body);
  return table;
}

/** @param {string[]} tags @param {string[]} cells */
function row(tags, cells) {
  const row = made("tr", "");
  row.append(...cells.map((words, index) => made(tags[index], words)));
  return row;
}
