/** What stands in the fields of a form: reading it, comparing it, and putting it back. */

/**
 * One control; `checked` only of boxes and choices, `made` what a script needs to make it again.
 * @typedef {{ name: string, value: string, checked?: boolean, made?: string }} Typed
 */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

const UNKEPT_TYPES = ["password", "file", "submit", "button", "image", "reset"];
/** The token belongs to the session, and the other is how the form is known again. */
const UNKEPT_NAMES = ["csrfmiddlewaretoken", "kept"];

/** @param {HTMLFormElement} form @returns {Typed[]} in the order of the page */
export function typedIn(form) {
  return controls(form).map((control) =>
    isChoice(control)
      ? { name: control.name, value: control.value, checked: control.checked }
      : { name: control.name, value: valueOf(control), made: control.dataset.made },
  );
}

/**
 * What the server had put there, whatever has been typed since. What a browser puts back into a
 * page that it goes back to was typed before, and sent perhaps: it counts as put there.
 * @param {HTMLFormElement} form @returns {Typed[]}
 */
export function drawnIn(form) {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.type === "back_forward") return typedIn(form);
  return controls(form).map((control) =>
    isChoice(control)
      ? { name: control.name, value: control.value, checked: control.defaultChecked }
      : { name: control.name, value: drawnValue(control), made: control.dataset.made },
  );
}

/**
 * Whether a form that shows `there` has another value for something in `kept`. What it has no field
 * for counts only where rows can be added for it.
 * @param {Typed[]} kept @param {Typed[]} there
 */
export function isShown(kept, there) {
  const left = grouped(there);
  return kept.every((one) => {
    const shown = left.get(keyOf(one))?.shift();
    return shown ? shown.value === one.value && shown.checked === one.checked : !isText(one);
  });
}

/** @param {Typed[]} one @param {Typed[]} other */
export function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * What differs from what was `drawn`, and the field `seen`: by it the server knows whether somebody
 * else has written meanwhile.
 * @param {Typed[]} typed @param {Typed[]} drawn
 */
export function changedIn(typed, drawn) {
  const left = grouped(drawn);
  return typed.filter((one) => {
    const was = left.get(keyOf(one))?.shift();
    return one.name === "seen" || was?.value !== one.value || was.checked !== one.checked;
  });
}

/** What was written, without what was chosen. @param {Typed[]} typed */
export function wordsOf(typed) {
  return typed.filter(({ checked }) => checked === undefined);
}

/** Put `kept` into the fields that are there; whoever follows one is told. @param {HTMLFormElement} form @param {Typed[]} kept */
export function putBack(form, kept) {
  const left = grouped(kept);
  for (const control of controls(form)) {
    const choice = isChoice(control);
    const wanted = left.get(keyOf({ ...shape(control), checked: choice || undefined }))?.shift();
    if (!wanted) continue;
    if (choice) {
      if (control.checked === wanted.checked) continue;
      control.checked = Boolean(wanted.checked);
    } else {
      if (valueOf(control) === wanted.value) continue;
      setValue(control, wanted.value);
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** @param {Typed[]} typed @returns {Map<string, Typed[]>} by what finds a control again */
function grouped(typed) {
  /** @type {Map<string, Typed[]>} */
  const groups = new Map();
  for (const one of typed) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** A box is known by its name and value, a field by its name. @param {Typed} one */
export function keyOf({ name, value, checked }) {
  return checked === undefined ? name : `${name}=${value}`;
}

/** @param {Typed} one */
function isText({ value, checked }) {
  return checked === undefined && value.trim() !== "";
}

/** @param {HTMLFormElement} form @returns {Control[]} */
function controls(form) {
  return /** @type {Control[]} */ ([...form.elements]).filter(
    (control) =>
      control.name &&
      !control.disabled &&
      control.tagName !== "BUTTON" &&
      !UNKEPT_TYPES.includes(control.type) &&
      !UNKEPT_NAMES.includes(control.name) &&
      !("unkept" in control.dataset),
  );
}

/** @param {Control} control @returns {control is HTMLInputElement} */
function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}

/** @param {Control} control */
function shape({ name, value }) {
  return { name, value };
}

/** @param {Control} control */
function valueOf(control) {
  if (control.type !== "select-multiple") return control.value;
  const { selectedOptions } = /** @type {HTMLSelectElement} */ (control);
  return JSON.stringify([...selectedOptions].map((option) => option.value));
}

/** @param {Control} control */
function drawnValue(control) {
  if ("defaultValue" in control) return control.defaultValue.replace(/\r\n?/g, "\n");
  const options = [...control.options];
  const drawn = options.filter((option) => option.defaultSelected).map((option) => option.value);
  if (control.multiple) return JSON.stringify(drawn);
  return drawn.at(-1) ?? options.find((option) => !option.disabled)?.value ?? "";
}

/** @param {Control} control @param {string} value */
function setValue(control, value) {
  if (control.type !== "select-multiple") {
    control.value = value;
    return;
  }
  const chosen = JSON.parse(value);
  for (const option of /** @type {HTMLSelectElement} */ (control).options)
    option.selected = chosen.includes(option.value);
}
