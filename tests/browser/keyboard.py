"""Working by the keyboard alone, and the proof of it: no event of a mouse, pen or finger."""

KINDS = (
    "pointerdown pointerup pointermove pointerover mousedown mouseup mousemove mouseover "
    "touchstart touchend wheel dragstart contextmenu dblclick click"
)
# In the storage of the tab, so that it goes along from page to page. A key that presses a button
# makes a click too, but one that says it came of no press (detail 0).
LOG = f"""for (const kind of "{KINDS}".split(" "))
  addEventListener(kind, (event) => {{
    if (kind !== "click" || event.detail > 0)
      sessionStorage.pointed = `${{sessionStorage.pointed ?? ""}} ${{kind}}`;
  }}, {{ capture: true }});"""


def logged(page):
    """The page, which from now on writes down every event of a mouse, pen or finger."""
    page.add_init_script(LOG)
    return page


def pointed(page):
    return set(page.evaluate("(sessionStorage.pointed ?? '').split(' ').filter(Boolean)"))


ACTS = """for (const kind of ["keydown", "pointerdown"])
  addEventListener(kind, ({ key, isTrusted }) => {
    if (isTrusted && !["Shift", "Control", "Alt", "Meta"].includes(key))
      sessionStorage[kind] = Number(sessionStorage[kind] ?? 0) + 1;
  }, { capture: true });"""


def counting(page):
    """The page as it is now, which from now on counts every key and every press, on the next
    pages of the tab too. A key that is held for a click is none."""
    page.add_init_script(ACTS)
    page.evaluate(
        f"() => {{ delete sessionStorage.keydown; delete sessionStorage.pointerdown; {ACTS} }}"
    )
    return page


def acts(page):
    """(keys, clicks) since `counting`."""
    keys, clicks = page.evaluate(
        "['keydown', 'pointerdown'].map((kind) => Number(sessionStorage[kind] ?? 0))"
    )
    return keys, clicks


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, target):
    """Press Tab until the target has the focus, as one does who sees only where the focus is."""
    for _ in range(100):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {target}")
