/**
 * Keeps what is typed into a long form until the server has taken it: over an ended session, a
 * reload and a lost network. A form takes part by the field that {% keep %} draws, which says whose
 * it is; nobody is shown what another account typed on the same machine.
 *
 * Each form that is open has a number of its own, which is posted with it. The server's answer to a
 * form that it took sets a cookie with that number, and the next page forgets what was kept.
 */

import { addRowsHere, setRows } from "./form-rows.js";
import { gettext } from "./i18n.js";
import { csrfToken } from "./requests.js";
import { changedIn, drawnIn, isSame, isShown, keyOf, putBack, typedIn, wordsOf } from "./typed.js";
import { dropTaken, dropTyped, liveTabs, newId, readTyped, tabId, writeTyped } from "./typed-store.js";

/** @typedef {import("./typed-store.js").Draft} Draft */
/** @typedef {import("./typed.js").Typed} Typed */

const PAUSE = 300; // Milliseconds without a key.

/** @type {Map<HTMLFormElement, KeptForm>} */
const kept = new Map();

addEventListener("pagehide", () => saveForms(document));

/**
 * Take care of the forms in `root` that are to be kept. A form that gets back what was typed tells
 * it by events: «typed-restoring» with what it is, so that fields can be made for it, and then
 * «typed-restored».
 * @param {ParentNode} root
 */
export async function keepForms(root) {
  for (const form of kept.keys()) if (!form.isConnected) kept.delete(form);
  const fields = [...root.querySelectorAll("input[data-keep]")];
  if (!fields.length) return;
  const live = await liveTabs();
  for (const field of fields) {
    const { form } = /** @type {HTMLInputElement} */ (field);
    if (!form || kept.has(form)) continue;
    kept.set(form, new KeptForm(form, /** @type {HTMLInputElement} */ (field), live));
  }
}

/**
 * Put `html` in place of what is in `place`: what is typed there is kept, and what the server has
 * taken is forgotten.
 * @param {HTMLElement} place @param {string} html
 */
export async function replaceForms(place, html) {
  saveForms(place);
  place.innerHTML = html;
  dropTaken();
  await keepForms(place);
}

/** @param {Node} root */
function saveForms(root) {
  for (const [form, one] of kept) if (root.contains(form)) one.save();
}

/** Forget what was kept of a form that a script has sent, and that was taken. @param {HTMLFormElement} form */
export function forgetForm(form) {
  kept.get(form)?.forget();
}

class KeptForm {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;
  #isTaken = false;

  /** @param {HTMLFormElement} form @param {HTMLInputElement} field @param {Set<string>} live */
  constructor(form, field, live) {
    this.form = form;
    this.drawn = drawnIn(form);
    // Choices alone, which a key makes, are not worth keeping in a form that says so.
    this.wordsAlone = "words" in field.dataset;
    const [person] = field.value.split(".");
    const place = `${new URL(form.getAttribute("action") || location.href, location.href).pathname}#${field.dataset.keep}`;
    const found = this.#found(readTyped(person, place), live);
    const version = field.dataset.version ?? "";
    const id = found?.id ?? newId();
    const { drawn } = this;
    this.draft = { person, place, id, tab: tabId(), at: 0, typed: drawn, drawn, version };
    field.value = `${field.value}.${this.draft.id}`;
    addRowsHere(form);
    if ("answered" in field.dataset) {
      // The server has drawn it with what was sent: that is what is kept now.
      this.drawn = this.draft.drawn = [];
      this.#write();
    } else {
      if (found) this.#restore(found);
      if (this.#isChanged()) this.#write(); // Typed before this script was there.
    }
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.#later());
    form.addEventListener("submit", (event) => this.#submit(event));
  }

  /** What this tab had typed; else the newest of a tab that is closed. @param {Draft[]} drafts @param {Set<string>} live */
  #found(drafts, live) {
    const newestFirst = drafts.sort((one, other) => other.at - one.at);
    return (
      newestFirst.find(({ tab }) => tab === tabId()) ?? newestFirst.find(({ tab }) => !live.has(tab))
    );
  }

  /** @param {Draft} found */
  #restore({ typed, drawn = [], at, version = "" }) {
    // What nobody touched is as it is now; what was chosen for other content is to be chosen again.
    const changed = changedIn(typed, drawn);
    const justTyped = new Set(changedIn(typedIn(this.form), this.drawn).map(keyOf));
    const fitting = (version === this.draft.version ? changed : wordsOf(changed)).filter(
      (one) => one.name === "seen" || !justTyped.has(keyOf(one)),
    );
    if (isShown(fitting, this.drawn)) return;
    this.#put(fitting);
    this.draft.at = at;
    this.#write();
    const within = this.form.closest("details");
    if (within) within.open = true;
    const discard = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn small",
      textContent: gettext("Discard"),
    });
    const notice = this.#tell("restored", gettext("Restored what you typed."), discard);
    discard.addEventListener("click", () => {
      this.#put(this.drawn);
      notice.remove();
      this.forget();
      this.#isTaken = false;
      const fields = this.form.querySelectorAll("input:not([type=hidden]), textarea");
      /** @type {HTMLElement[]} */ ([...fields]).find((one) => one.checkVisibility())?.focus();
    });
  }

  /** @param {Typed[]} typed */
  #put(typed) {
    const total = typed.find(({ name }) => name.endsWith("-TOTAL_FORMS"));
    if (total) setRows(this.form, Number(total.value));
    this.form.dispatchEvent(new CustomEvent("typed-restoring", { bubbles: true, detail: typed }));
    putBack(this.form, typed);
    this.form.dispatchEvent(new CustomEvent("typed-restored", { bubbles: true }));
  }

  #later() {
    this.#isTaken = false;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.save(), PAUSE);
  }

  save() {
    clearTimeout(this.#pause);
    if (this.#isTaken || !this.form.isConnected) return;
    if (this.#isChanged()) this.#write();
    else dropTyped(this.draft.id);
  }

  #isChanged() {
    const worth = (/** @type {Typed[]} */ typed) => (this.wordsAlone ? wordsOf(typed) : typed);
    return !isSame(worth(typedIn(this.form)), worth(this.drawn));
  }

  #write() {
    const typed = typedIn(this.form);
    if (this.draft.at && isSame(typed, this.draft.typed)) return;
    this.draft = { ...this.draft, typed, at: Date.now() };
    writeTyped(this.draft);
  }

  forget() {
    clearTimeout(this.#pause);
    this.#isTaken = true;
    dropTyped(this.draft.id);
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    this.save();
    // A sign-in in another tab has made the token of this page void, and the cookie has the new one.
    const token = this.form.elements.namedItem("csrfmiddlewaretoken");
    if (token instanceof HTMLInputElement) token.value = csrfToken() || token.value;
    this.form.querySelector(".no-network")?.remove();
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = gettext("You are offline. What you typed is kept: send it again once you are back.");
    const notice = this.#tell("warn no-network", words);
    addEventListener("online", () => notice.remove(), { once: true });
    notice.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} kind @param {string} words @param {HTMLElement[]} acts */
  #tell(kind, words, ...acts) {
    const notice = Object.assign(document.createElement("div"), { className: `notice ${kind}` });
    notice.setAttribute("role", "status");
    notice.append(Object.assign(document.createElement("span"), { textContent: words }), ...acts);
    (this.form.querySelector("[data-notices]") ?? this.form).prepend(notice);
    return notice;
  }
}
