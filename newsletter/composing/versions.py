"""Which version of a letter one works on."""

from __future__ import annotations

from newsletter.models import IssuePage


def latest(issue: IssuePage) -> IssuePage:
    """The issue as it was last saved, draft or not."""
    return issue.get_latest_revision_as_object() if issue.latest_revision_id else issue
