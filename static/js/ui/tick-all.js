/* A button that ticks or unticks all checkboxes of one name: <button data-tick-all="name" hidden>. */

/** Whether a press on the button should tick: some box is still empty. */
export function wantsTicks(boxes) {
  return boxes.some((box) => !box.checked);
}

for (const button of globalThis.document?.querySelectorAll("[data-tick-all]") ?? []) {
  const name = CSS.escape(button.dataset.tickAll);
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll(`input[type="checkbox"][name="${name}"]`)];
    const ticked = wantsTicks(boxes);
    for (const box of boxes) box.checked = ticked;
  });
}
