"""The first visit to a page in Chromium: how soon its text is there, and what that takes."""

import time
from statistics import median
from typing import Any

from bench._browser import chromium
from bench.peers.client import Client, Refused

VISITS = 3  # each with nothing kept
LONGEST = 120_000  # milliseconds
SETTLED = 2_000  # milliseconds in which the page asks for the last of what it needs
# Whether words stand in nodes of text that are drawn, in the page or in a document within it.
SHOWS = """(words) => {
  const shown = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return range.getClientRects().length > 0;
  };
  const missing = new Set(words);
  const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
  while (missing.size && texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement?.matches("script, style, noscript, textarea")) continue;
    for (const word of missing) {
      if (text.data.includes(word) && shown(text)) missing.delete(word);
    }
  }
  return missing.size === 0;
}"""


def visit(client: Client, path: str, text: str) -> dict[str, Any]:
    """The medians of some visits as the user of `client`; kB are those that were sent over.

    Raises Refused where the text does not appear.
    """
    from playwright.sync_api import Error

    words = probes(text)
    try:
        with chromium() as browser:
            visits = [one_visit(browser, client, path, words) for _ in range(VISITS)]
    except Error as error:
        raise Refused(f"{path} in Chromium: {error.message}") from error
    return {key: median(one[key] for one in visits) for key in visits[0]}


def probes(text: str) -> list[str]:
    """Some words of the first paragraph, which a page shows that draws only what is in view."""
    words = {word.strip("“”.,") for word in text.partition("\n")[0].split()}
    return sorted(words, key=lambda word: (-len(word), word))[:3]


def one_visit(browser: Any, client: Client, path: str, words: list[str]) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [
            {"name": name, "value": value, "url": client.address}
            for name, value in client.cookies.items()
        ]
    )
    page = context.new_page()
    sent: list[str] = []
    sizes: dict[str, float] = {}
    protocol = context.new_cdp_session(page)
    protocol.on("Network.requestWillBeSent", lambda event: sent.append(event["requestId"]))
    protocol.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    protocol.send("Network.enable")
    began = time.perf_counter()
    page.goto(f"{client.address}{path}", wait_until="commit", timeout=LONGEST)
    page.wait_for_function(SHOWS, arg=words, timeout=LONGEST, polling=20)
    visible = time.perf_counter() - began
    page.wait_for_load_state("load", timeout=LONGEST)
    page.wait_for_timeout(SETTLED)
    context.close()
    return {
        "visible_seconds": round(visible, 2),
        "requests": len(set(sent)),
        "kb": round(sum(sizes.values()) / 1000),
    }
