"""The markup of a mail: what mail programs draw, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from newsletter.composing.frozen import freeze
from newsletter.composing.letters import rendered
from newsletter.composing.previews import SOMEBODY
from tests.factories import NewsPageFactory

from .content import ItemFactory, made_issue
from .mail_programs import GRACEFUL, PADDED, SUPPORTED, UNKNOWN_VALUES

pytestmark = pytest.mark.django_db
BROWSER = Path(__file__).parents[2] / "browser"
# Mail asks for what pages should not have: styles on elements, and comments that Outlook reads.
OF_MAIL = ("no-inline-style", "no-conditional-comment", "presentation-role-style")


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.styles: list[tuple[str, str, str]] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        for rule in filter(None, (rule.strip() for rule in (dict(attrs).get("style") or "").split(";"))):
            name, _, value = rule.partition(":")
            self.styles.append((tag, name.strip(), value.strip()))


@pytest.fixture
def html() -> str:
    issue = made_issue(
        ("section", "Rencontres"), ("brief", ItemFactory(with_everything=True)), ("page", NewsPageFactory(filed=True)),
        ("words", "<p>Un <b>mot</b>, un <i>autre</i>, un <a href='https://example.org'>lien</a>.</p>"),
        editorial="<p>Bonjour.</p><ul><li>Un</li><li>Deux</li></ul>",
    )  # fmt: skip
    return rendered(freeze(issue), SOMEBODY).html


@pytest.fixture
def elements(html: str) -> Elements:
    read = Elements()
    read.feed(html)
    return read


def test_only_css_that_mail_programs_draw(elements: Elements) -> None:
    assert len(elements.styles) > 40
    unknown = {name for _, name, _ in elements.styles} - SUPPORTED - GRACEFUL.keys()
    assert not unknown
    assert not [rule for rule in elements.styles if any(value in rule[2] for value in UNKNOWN_VALUES)]
    assert not [rule for rule in elements.styles if rule[1].startswith("padding") and rule[0] not in PADDED]


def test_rules_that_stay_rules_are_for_the_dark_alone(html: str) -> None:
    (style,) = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    outside = re.sub(r"@media \(prefers-color-scheme: dark\) \{(?:[^{}]*\{[^{}]*\})*\s*\}", "", style)
    selectors = re.findall(r"([^{}]+)\{", outside)
    assert selectors
    assert all(selector.strip() == ":root" or "[data-ogs" in selector for selector in selectors), selectors


def test_images_have_a_description_and_their_size(elements: Elements) -> None:
    images = [attributes for tag, attributes in elements.found if tag == "img"]
    assert len(images) == 2
    for image in images:
        assert image["alt"]
        assert int(image["width"]) <= 560
        assert int(image["height"]) > 0
        assert image["src"].startswith("http")


def test_every_link_is_whole(elements: Elements) -> None:
    links = [attributes["href"] for tag, attributes in elements.found if tag == "a"]
    assert links
    assert all(re.match(r"https?://[^/]", link) for link in links), links


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    first, second = sorted((light(one), light(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def test_words_are_legible_by_day_and_in_the_dark(html: str) -> None:
    day = set(re.findall(r"(?<![-\w])color:\s*(#\w{6})", html.partition("<body")[2])) - {"#faf4e8"}
    dark = set(re.findall(r"(?<![-\w])color: (#\w{6})", html.partition("<body")[0]))
    assert len(day) >= 3
    assert len(dark) >= 3
    assert all(contrast(colour, "#fffdf7") >= 4.5 for colour in day)
    assert all(contrast(colour, "#26201b") >= 4.5 for colour in dark)


def test_html_validate_finds_no_error(html: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (BROWSER / "node_modules" / "html-validate").is_dir():
        pytest.skip("html-validate is missing: run npm ci in tests/browser")
    file = tmp_path / "letter.html"
    file.write_text(html, encoding="utf-8")
    answer = subprocess.run([node, BROWSER / "validate.mjs", file], capture_output=True, text=True, check=True)
    said = [one["message"] for one in json.loads(answer.stdout) if not one["message"].startswith(OF_MAIL)]
    assert not said
