/** What is asked about stays in sight, and what would stand is tinted in the colour of its label. */

/** @param {HTMLElement} desk @param {HTMLInputElement | null} chosen */
export function paint(desk, chosen) {
  const text = desk.querySelector("[data-one-text]");
  if (!text) return;
  // Until something is chosen, what was decided is what stands.
  const choice = chosen?.value ?? (text.hasAttribute("data-decided") ? "confirm" : "");
  text.toggleAttribute("data-chosen", choice !== "" && choice !== "edit");
  const taken = choice === "several" ? ticked(desk) : [choice];
  for (const words of text.querySelectorAll("[data-in]")) {
    if (!(words instanceof HTMLElement)) continue;
    const labels = (words.dataset.in ?? "")
      .split(" ")
      .map((pair) => pair.split(":"))
      .filter(([choice]) => taken.includes(choice))
      .map(([, label]) => label);
    if (words.dataset.stands) words.classList.remove("would-stand", words.dataset.stands);
    delete words.dataset.stands;
    if (!labels.length) continue;
    words.dataset.stands = labels[0];
    words.classList.add("would-stand", labels[0]);
  }
}

/** The words in question stand above the bar of the decision, a third down. @param {HTMLElement} desk */
export function bringIntoView(desk) {
  const words = desk.querySelector("[data-one-text] .by");
  const bar = desk.querySelector(".decision-bar");
  // What has changed since, was asked or objected to is read first.
  if (!words || !bar || desk.querySelector(".changes, .thread, .decided")) return;
  const [{ top, bottom }, edge] = [words.getBoundingClientRect(), bar.getBoundingClientRect().top];
  if (bottom > edge - 40) window.scrollBy(0, top - edge / 3);
}

/** What gets the focus by a key is not behind the bar: browsers do not know that it is there. @param {FocusEvent} event */
export function bringFocusIntoView({ target }) {
  const field = /** @type {HTMLElement} */ (target);
  if (field.closest(".decision-bar") || !field.matches(":focus-visible")) return;
  // As far from the bar as its style says.
  field.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** @param {HTMLElement} desk */
function ticked(desk) {
  return [...desk.querySelectorAll(".which :checked")].map(
    (box) => `take-${/** @type {HTMLInputElement} */ (box).value}`,
  );
}
