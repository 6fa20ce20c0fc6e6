"""The three faces of a letter in the editor: the page of the archive, the mail, its text."""

from __future__ import annotations

from csp.constants import SELF

from .letters import Reader
from .words import base

WEB, MAIL, TEXT = "", "mail", "text"
MODES = [(WEB, "Page web"), (MAIL, "Courriel"), (TEXT, "Courriel en texte seul")]
# A mail carries its styles on its elements, as mail programs want them; it never has a script.
CSP = {"style-src": [SELF, "'unsafe-inline'"], "script-src": ["'none'"]}
# Whom a preview is written to: links that every reader has of their own lead to the front page.
SOMEBODY = Reader(f"{base()}/", f"{base()}/", f"{base()}/")
