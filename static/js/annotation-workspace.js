/** <annotation-workspace>: wraps the page that the server drew, and is where the script takes hold. */

import { Workspace } from "./workspace.js";

class AnnotationWorkspace extends HTMLElement {
  /** @type {AbortController | null} */ #ending = null;

  connectedCallback() {
    this.#ending = new AbortController();
    new Workspace(this, this.#ending.signal).start();
  }

  disconnectedCallback() {
    this.#ending?.abort();
  }
}

customElements.define("annotation-workspace", AnnotationWorkspace);
