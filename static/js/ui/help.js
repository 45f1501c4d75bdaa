/** Fills the help dialog from the table of key bindings, so that the two always agree. */

/**
 * @param {HTMLElement} dialog holds a `dl` for the keys
 * @param {{ chords: string[], words: () => string }[]} bindings
 */
export function fillHelp(dialog, bindings) {
  const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
  const rows = bindings.map(({ chords, words }) => {
    const row = document.createElement("div");
    const keys = document.createElement("dt");
    chords.forEach((chord, index) => {
      if (index) keys.append(" · ");
      for (const name of shownKeys(chord, isMac))
        keys.append(Object.assign(document.createElement("kbd"), { textContent: name }), " ");
    });
    row.append(keys, Object.assign(document.createElement("dd"), { textContent: words() }));
    return row;
  });
  dialog.querySelector("dl")?.replaceChildren(...rows);
}

/** The keys of a chord as a person knows them. @param {string} chord @param {boolean} isMac */
export function shownKeys(chord, isMac) {
  /** @type {Record<string, string>} */
  const names = {
    mod: isMac ? "⌘" : "Ctrl",
    shift: "Shift",
    escape: "Esc",
    arrows: "← → ↑ ↓",
    enter: "Enter",
    delete: "Delete",
    backspace: "⌫",
  };
  return chord.split("+").map((key) => names[key] ?? key.toUpperCase());
}
