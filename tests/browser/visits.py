"""One visit to a page, and all there is to say of it: a page is loaded once, and many tests read what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from .conftest import DESK, PATIENCE, PHONE

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
# Reading a colour is most of axe's work, and it reads the same few for every element of the page: here it remembers.
REMEMBER_COLOURS = """
(() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  };
})();
"""
# What a change of colours alone can change.
COLOUR_OPTIONS = AXE_OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
COLOUR_OPTIONS.pop("rules")

AXE = f"{AXE_SCRIPT};{REMEMBER_COLOURS}"

LISTEN_TO_CSP = """
window.refusedByPolicy = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refusedByPolicy.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`));
"""
UNFOLD = "for (const element of document.querySelectorAll('main details')) element.open = true"
RUN_AXE = """
async (options) => (await axe.run(document, options)).violations.flatMap((violation) =>
  violation.nodes.map((node) => ({
    rule: violation.id, target: node.target.flat(Infinity).join(" "), html: node.html.slice(0, 200),
    why: node.failureSummary,
  })))
"""
# What sticks out on the right of the window, the deepest element first.
TOO_WIDE = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 0.5)
    .map((element) => element.outerHTML.slice(0, 150)).reverse().slice(0, 5);
}
"""
# Text that its box hides in part. Cards show the beginning of a summary that their page gives whole.
CUT_OFF = """
() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.webkitLineClamp !== "none") return false;
  if (element.closest("svg, .visually-hidden, .street, select, input")) return false;
  const hides = (value) => value === "hidden" || value === "clip";
  if (!element.innerText?.trim()) return false;
  return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 150))
"""
MOVING = """
() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const lasts = (value) => value.split(",").some((part) => parseFloat(part) > 0.01);
  return (style.transitionProperty !== "none" && lasts(style.transitionDuration))
      || (style.animationName !== "none" && lasts(style.animationDuration))
      || style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 120))
"""


@dataclass
class Visit:
    """What one page did and looked like, in each of the ways in which it was looked at."""

    url: str
    status: int = 0
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)  # requests to another origin
    cookies: list[str] = field(default_factory=list)
    violations: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, list[str]] = field(default_factory=dict)
    cut_off: dict[str, list[str]] = field(default_factory=dict)
    moving: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)  # what a printed page shows of what only a screen can use
    language: str = ""
    title: str = ""


def visitor(browser: Browser) -> Page:
    """A tab for many visits: what a browser has once loaded it does not load again, axe included."""
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(LISTEN_TO_CSP)
    context.add_init_script(AXE)
    return context.new_page()


def visit(page: Page, url: str) -> Visit:
    """Loads ``url`` once in a ``visitor`` and looks at it on a desk and on a phone, in light and in dark, enlarged and
    printed."""
    seen = Visit(url)
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    listeners = {
        "console": lambda message: _note_error(seen, message.type, message.text, message.location.get("url")),
        "pageerror": lambda error: seen.errors.append(str(error)),
        "request": lambda request: _note_stranger(seen, request.url, origin),
    }
    page.context.clear_cookies()
    page.set_viewport_size(DESK)
    page.emulate_media(media="screen", color_scheme="light")
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        response = page.goto(url)
        seen.status = response.status
        seen.language, seen.title = page.evaluate("[document.documentElement.lang, document.title]")
        page.evaluate(UNFOLD)
        _look(page, seen)
        seen.refused = page.evaluate("window.refusedByPolicy")
        seen.cookies = [cookie["name"] for cookie in page.context.cookies()]
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    return seen


def _look(page: Page, seen: Visit) -> None:
    # Each change of window or of colours paints the page anew: as few as there can be.
    seen.too_wide["desk"] = page.evaluate(TOO_WIDE)
    seen.violations["desk, light"] = axe(page)
    page.emulate_media(color_scheme="dark")
    seen.violations["desk, dark"] = axe(page, COLOUR_OPTIONS)
    page.set_viewport_size(PHONE)
    seen.violations["phone, dark"] = axe(page, COLOUR_OPTIONS)
    page.emulate_media(color_scheme="light")
    seen.violations["phone, light"] = axe(page)
    seen.too_wide["phone"] = page.evaluate(TOO_WIDE)
    seen.moving = page.evaluate(MOVING)
    # A window of 1280 pixels enlarged twice, then text alone enlarged twice.
    page.set_viewport_size({"width": 640, "height": 450})
    seen.too_wide["zoom"], seen.cut_off["zoom"] = page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)
    page.set_viewport_size(DESK)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    seen.too_wide["large text"], seen.cut_off["large text"] = page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(media="print")
    seen.printed = page.evaluate(
        """() => [...document.querySelectorAll("nav, form, button, search, input, .skip, .player, .site-footer")]
            .filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120))"""
    )


def bring_axe(page: Page) -> None:
    """What ``axe`` needs, once for each page that a tab other than a ``visitor`` loads."""
    page.evaluate(AXE)


def axe(page: Page, options: dict[str, object] = AXE_OPTIONS) -> list[str]:
    """What axe finds on a page, one line each."""
    found = page.evaluate(RUN_AXE, options)
    return [f"{one['rule']} {one['target']}\n    {one['html']}\n    {one['why']}" for one in found]


def _note_error(seen: Visit, kind: str, text: str, where: str | None) -> None:
    # The browser reports the page's own status as an error; error pages have it on purpose.
    if kind in ("error", "warning") and not (where == seen.url and "status of" in text):
        seen.errors.append(f"{kind}: {text} ({where})")


def _note_stranger(seen: Visit, address: str, origin: str) -> None:
    if not address.startswith((origin, "data:", "blob:")):
        seen.strangers.append(address)
