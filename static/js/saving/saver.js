/**
 * Sends the changes in the store to the server, one at a time and in order, until each is accepted
 * or refused. Sending resumes from the store after a crash or in another tab.
 */

import { alreadyDone, counts, newKey, nextToSend, secondsToWait, verdict } from "./queue.js";
import { post } from "../ui/requests.js";
import { OfflineStore } from "./offline-store.js";

/** @typedef {import("./queue.js").Change} Change */
/** @typedef {import("../ui/requests.js").Envelope} Envelope */
/** @typedef {import("../ui/requests.js").Problem} Problem */
/** @typedef {Pick<Change, "kind" | "id" | "url" | "fields" | "words">} Wish */
/** The outcome of a change: the server's answer, its refusal, or neither yet. @typedef {{ change: Change, envelope?: Envelope, problem?: Problem }} Outcome */

export class Saver {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {Map<string, (outcome: Outcome) => void>} */ #asking = new Map();
  /** @type {Map<string, number>} */ #versions = new Map();
  #sending = false;

  offline = false;
  signedOut = false;
  /** Whether the page is being left by a link or form of its own, about which the browser need not ask. */
  isLeaving = false;

  /**
   * @param {{ user: string, layer: string, signal: AbortSignal,
   *   versionShown: (id: string) => number,
   *   onDone: (change: Change, envelope: Envelope) => void,
   *   onRefused: (change: Change, problem: Problem) => void,
   *   onState: () => void, onOthers: () => void }} options
   */
  constructor(options) {
    this.options = options;
    this.name = `newsroom.layer.${options.user}.${options.layer}`;
    this.store = new OfflineStore(options.user, options.layer);
    this.store.onOthers((dropped) => {
      options.onState();
      if (dropped) options.onOthers();
    }, options.signal);
    const { signal } = options;
    for (const event of ["online", "focus"])
      addEventListener(event, () => this.resume(), { signal });
    addEventListener(
      "beforeunload",
      (event) => !this.isLeaving && this.store.all().length && event.preventDefault(),
      { signal },
    );
  }

  /**
   * Store a change and send it. The promise resolves with the outcome, or with neither answer nor
   * refusal if it waits for the network or a sign-in; `onDone` and `onRefused` report what follows.
   * @param {Wish} wish @param {number} [over] the version it is to change: by default the one shown
   * @returns {Promise<Outcome>}
   */
  make(wish, over = this.version(wish.id)) {
    const follows = this.store.all().some((change) => change.id === wish.id);
    const version = wish.kind === "add" || follows ? null : over;
    return this.#put({ ...wish, key: newKey(), version, tries: 0, problem: null });
  }

  /** Send a refused change once more, over `version`. @param {Change} change @param {number | null} [version] */
  again(change, version = change.version) {
    return this.#put({ ...change, version, tries: 0, problem: null });
  }

  /** @param {Change} change @returns {Promise<Outcome>} */
  #put(change) {
    this.store.put(change);
    this.options.onState();
    const outcome = new Promise((resolve) => this.#asking.set(change.key, resolve));
    this.resume();
    return outcome;
  }

  /** Note that the editor has been shown `version` of an annotation. @param {string} id @param {number} version */
  saw(id, version) {
    this.#versions.set(id, Math.max(this.version(id), version));
  }

  /** The version that a dialog here has shown or a change made here has come to, whatever the cards show by now. @param {string} id */
  known(id) {
    return this.#versions.get(id);
  }

  /** The version of an annotation that this tab has seen last. @param {string} id */
  version(id) {
    return Math.max(this.#versions.get(id) ?? 0, this.options.versionShown(id));
  }

  /** Give up a change and those that follow on it. @param {Change} change */
  discard(change) {
    for (const other of this.store.all()) {
      if (other.key === change.key || (other.id === change.id && other.key > change.key)) {
        this.store.drop(other);
      }
    }
    this.options.onState();
    this.resume();
  }

  counts() {
    return counts(this.store.all(), { offline: this.offline || this.signedOut });
  }

  /** Go on sending now: after a start, a sign-in, or when the network is back. */
  async resume() {
    clearTimeout(this.#timer);
    if (this.#sending || this.options.signal.aborted) return;
    this.#sending = true;
    this.signedOut = false;
    let seconds = 0;
    try {
      seconds = await alone(this.name, () => this.#sendAll());
    } finally {
      this.#sending = false;
      this.options.onState();
    }
    if (seconds) this.#timer = setTimeout(() => this.resume(), seconds * 1000);
    else if (!this.signedOut && nextToSend(this.store.all())) this.resume();
  }

  /** Send until nothing is left that may be sent; the seconds to wait before going on. */
  async #sendAll() {
    const first = () => nextToSend(this.store.all());
    for (let change = first(); change; change = first()) {
      this.options.onState();
      const sent = { ...change, version: change.version ?? this.version(change.id) };
      const fields =
        change.kind === "add" ? change.fields : { ...change.fields, version: String(sent.version) };
      const { envelope, problem } = await post(change.url, fields);
      if (envelope) {
        this.#done(sent, envelope);
        continue;
      }
      const meaning = verdict(problem);
      this.offline = meaning === "again";
      this.signedOut = meaning === "signed-out";
      if (meaning === "refused") {
        this.#refused(sent, problem);
        continue;
      }
      for (const waiting of this.store.all()) this.#answer(waiting, { change: waiting });
      if (this.signedOut) return 0;
      this.store.put({ ...change, tries: change.tries + 1 });
      return secondsToWait(change.tries + 1);
    }
    return 0;
  }

  /** @param {Change} change @param {Envelope} envelope */
  #done(change, envelope) {
    this.offline = false;
    const { id, version } = envelope.annotation ?? { id: change.id, version: 0 };
    this.#versions.set(id, version);
    for (const other of envelope.also ?? []) this.#versions.set(other.id, other.version);
    this.store.drop(change);
    const follower = this.store.all().find((other) => other.id === id);
    if (follower && follower.version === null) this.store.put({ ...follower, version });
    this.options.onDone(change, envelope);
    this.#answer(change, { change, envelope });
  }

  /** @param {Change} change @param {Problem} problem */
  #refused(change, problem) {
    const { current } = problem;
    if (
      problem.code === "stale" &&
      current &&
      alreadyDone(change, current) &&
      change.version !== current.version
    ) {
      // It was done, but the answer was lost: send it again for the answer.
      this.store.put({ ...change, version: current.version });
      return;
    }
    const refused = { ...change, problem };
    this.store.put(refused);
    this.options.onRefused(refused, problem);
    this.#answer(change, { change: refused, problem });
  }

  /** @param {Change} change @param {Outcome} outcome */
  #answer({ key }, outcome) {
    this.#asking.get(key)?.(outcome);
    this.#asking.delete(key);
  }
}

/**
 * The result of `work`, run under a lock shared by all tabs if the browser supports locks.
 * @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function alone(name, work) {
  return navigator.locks ? await navigator.locks.request(name, work) : await work();
}
