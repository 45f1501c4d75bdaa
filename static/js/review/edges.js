/**
 * Edge controls for a span that a reviewer edits by hand, within the excerpt that the lanes show.
 * The text field stays, collapsed, for spans beyond the excerpt.
 */

import { Edges } from "../text/edges.js";
import { MeasuredText } from "../text/offsets.js";

/**
 * Put the tool above the words of every span of `edits`, whose text begins at `data-start`.
 * @param {HTMLElement} desk @param {Element} edits
 */
export function addEdgeTools(desk, edits) {
  if (!(edits instanceof HTMLElement)) return;
  const template = desk.querySelector("template#edges");
  const text = new MeasuredText(edits.dataset.text ?? "");
  const from = Number(edits.dataset.start);
  if (!(template instanceof HTMLTemplateElement)) return;
  for (const words of edits.querySelectorAll("textarea[name$=-words]")) {
    const part = words.closest(".edit-span");
    const [start, end] = ["start", "end"].map((name) => part?.querySelector(`[name$=-${name}]`));
    if (!(start instanceof HTMLInputElement && end instanceof HTMLInputElement)) continue;
    if (!(words instanceof HTMLTextAreaElement)) continue;
    part?.querySelector(".edges")?.remove();
    const span = { start: Number(start.value) - from, end: Number(end.value) - from };
    if (!start.value || span.start < 0 || span.end > text.length) continue;
    const tool = template.content.firstElementChild?.cloneNode(true);
    if (!(tool instanceof HTMLElement)) continue;
    new Edges(tool, { text }, span, (moved) => {
      start.value = String(moved.start + from);
      end.value = String(moved.end + from);
      words.value = text.slice(moved.start, moved.end);
    });
    const typed = words.closest("details.typed");
    typed?.before(tool);
    // What was refused stays in sight, with why.
    if (!typed?.querySelector("[aria-invalid=true]")) typed?.removeAttribute("open");
  }
}
