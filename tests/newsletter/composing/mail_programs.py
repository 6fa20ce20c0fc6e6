"""What mail programs make of CSS: the properties and values that a letter may use.

From caniemail.com (read for Outlook on Windows 2016–2021, which draws with Word; Gmail on the web and on phones; Apple
Mail on macOS and iOS). ``SUPPORTED``: properties that all three draw, or that one of them leaves out without harm, which
``GRACEFUL`` then explains. What is in neither (flex, grid, position, background images, variables, calc) is not used.
"""

from __future__ import annotations

SUPPORTED = {
    "background-color", "border", "border-bottom", "border-collapse", "border-top", "color", "display", "font-family",
    "font-size", "font-weight", "height", "line-height", "margin", "padding", "padding-bottom", "padding-left",
    "padding-top", "table-layout", "text-align", "text-decoration", "width",
}  # fmt: skip
GRACEFUL = {
    "max-width": "Outlook on Windows ignores it; a table of 600 pixels written for it alone, and the width of images, do",
    "mso-hide": "Outlook's own, for the line that mailboxes show beside the subject; others ignore it",
}
# Values that some program does not know, whatever the property.
UNKNOWN_VALUES = ("var(", "calc(", "flex", "grid", "url(", "rem", "vw", "clamp(", "!important", "inherit")
# Outlook on Windows draws padding on cells alone; on other blocks it is lost, so nothing may depend on it there.
PADDED = {"td", "body", "h2", "ul", "ol"}
