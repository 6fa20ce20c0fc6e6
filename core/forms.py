"""The admin form of every page, and of every catalogued item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.forms import Field
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Revision

from .territories import ProposedTerritories

# Sent by the edit screen once it has asked whether to save over what somebody else saved meanwhile.
ASKED, ANSWER = "overwrite_newer_asked", "overwrite_newer"
# An automatic save may still be under way when its author clicks: what is theirs and this young is this window's.
IN_FLIGHT = timedelta(seconds=5)


class PortalPageForm(WagtailAdminPageForm):
    """Refuses to put what somebody typed over a version they have not seen.

    Wagtail tells two editors of each other's presence but lets the slower one's save become the latest version. Here
    that save is refused once, with what was typed still in the form, and goes through when its author says so.
    """

    newer_version: Revision | None = None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        # The preview makes this form too, without a subscription, from data that is often older than the last autosave.
        if self.subscription is not None and self.instance.pk:
            self._refuse_stale_save()
        return cleaned

    def _refuse_stale_save(self) -> None:
        latest = Page.objects.filter(pk=self.instance.pk).values("latest_revision")
        newest = Revision.objects.filter(pk__in=latest).select_related("user").first()
        if newest is None:
            return
        stale = _is_stale(self.data, newest, self.for_user.pk if self.for_user else None)
        if stale or (ASKED in self.data and ANSWER not in self.data):
            self.newer_version = newest
            self.add_error(None, ValidationError(self.newer_version_message, code="newer_version"))

    @property
    def newer_version_message(self) -> str:
        newest = self.newer_version
        author = newest.user.get_full_name() or newest.user.get_username() if newest.user else "Quelqu’un"
        when = date_format(timezone.localtime(newest.created_at), "j F à H:i")
        return (
            f"{author} a enregistré cette page le {when}, après que vous l’avez ouverte. "
            "Rien de ce que vous avez écrit n’est perdu : choisissez ci-dessous ce que vous en faites."
        )

    @property
    def newer_version_url(self) -> str:
        """Where one reads what the other version changed."""
        page_id, loaded = self.instance.pk, self.data.get("loaded_revision_id", "")
        known = loaded.isdecimal() and Revision.page_revisions.filter(pk=loaded, object_id=str(page_id)).exists()
        if known and int(loaded) != self.newer_version.pk:
            return reverse("wagtailadmin_pages:revisions_compare", args=[page_id, loaded, self.newer_version.pk])
        return reverse("wagtailadmin_pages:history", args=[page_id])


def _is_stale(data: Mapping[str, str], newest: Revision, user_id: int | None) -> bool:
    """Whether the form was opened before ``newest`` was saved by another window."""
    if autosaved := data.get("overwrite_revision_id"):
        return autosaved != str(newest.pk)
    if newest.user_id == user_id and timezone.now() - newest.created_at < IN_FLIGHT:
        return False
    if loaded := data.get("loaded_revision_id"):
        return (loaded, data.get("loaded_revision_created_at")) != (str(newest.pk), newest.created_at.isoformat())
    # The page had no version yet when it was opened.
    return newest.user_id is not None and newest.user_id != user_id


class KnowledgePageForm(ProposedTerritories, PortalPageForm):
    """An item may be drafted with holes; published, it must say what its kind demands."""

    fields: dict[str, Field]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            errors = self.instance.untimely_errors() | self.instance.publication_errors()
            for field, message in errors.items():
                self.add_error(field if field in self.fields else None, message)
