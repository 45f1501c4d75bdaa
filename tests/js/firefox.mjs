/**
 * Firefox at the hands of the Python tests (tests/browser/firefox.py): one request a line comes in,
 * `{"do": "click", "with": ["#undo"]}`, and one answer a line goes out, `{"answer": …}` or
 * `{"problem": "…"}`. Puppeteer speaks WebDriver BiDi to it, so no other driver is needed.
 */

import { createInterface } from "node:readline";

import puppeteer from "puppeteer-core";

const { FIREFOX, DOWNLOADS, TIME_LIMIT } = process.env;

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: FIREFOX,
  headless: true,
  timeout: 30_000,
  protocolTimeout: Number(TIME_LIMIT),
  defaultViewport: { width: 1280, height: 900 },
  extraPrefsFirefox: {
    "browser.download.folderList": 2,
    "browser.download.dir": DOWNLOADS,
    "browser.download.always_ask_before_handling_new_types": false,
    "browser.helperApps.neverAsk.saveToDisk": "text/csv",
    "intl.accept_languages": "en",
  },
});
// A page of its own: the first one's window never has the focus, and without it no caret moves.
const page = await browser.newPage();
page.setDefaultTimeout(Number(TIME_LIMIT));

/** What went wrong in the page's own scripts. @type {string[]} */
const complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("console", (message) => {
  if (message.type() === "error") complaints.push(message.text());
});

const commands = {
  goto: async (address) => void (await page.goto(address)),
  url: () => page.url(),
  /** Click, and wait for the page that this leads to. */
  follow: (selector) => Promise.all([page.waitForNavigation(), page.click(selector)]).then(() => {}),
  click: (selector) => page.click(selector),
  type: (selector, words) => page.type(selector, words),
  write: (words) => page.keyboard.type(words),
  /** A key, or several at once: "Control+Shift+ArrowRight". */
  press: async (chord) => {
    const keys = chord.split("+");
    for (const key of keys) await page.keyboard.down(key);
    for (const key of keys.reverse()) await page.keyboard.up(key);
  },
  drag: async (...points) => {
    const [[x, y], ...onward] = points;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const point of onward) await page.mouse.move(...point);
    await page.mouse.up();
  },
  evaluate: (script) => page.evaluate(script),
  /** Wait until the expression is true of the page. */
  until: async (script) => void (await page.waitForFunction(script)),
  complaints: () => complaints,
};

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

say({ answer: { version: await browser.version(), process: browser.process()?.pid } });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    say({ answer: (await commands[request.do](...request.with)) ?? null });
  } catch (error) {
    say({ problem: String(error) });
  }
}
await browser.close();
