"""Private links: what somebody without an account goes on with, and nobody else reaches.

The secret that a link carries is kept nowhere. It is made again, for a letter, from the key of the site and the row's
own nonce; the database holds its digest alone, so that a copy of the database opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


class PrivateLinkQuerySet(models.QuerySet):
    def reached_by(self, secret: str) -> PrivateLink | None:
        """What the link that carries ``secret`` opens now; None where it opens nothing, for whatever reason."""
        found = self.filter(digest=digest_of(secret)).first()
        return found if found is not None and found.link_is_open else None


class PrivateLink(models.Model):
    """A row that is reached by a link of its own. ``give_a_link`` before it is first saved."""

    LINK_PURPOSE: ClassVar[str]  # each model's own: what opens one kind of thing opens no other

    nonce = models.CharField("sel", max_length=32, editable=False, help_text="Sert à refaire le lien privé.")
    digest = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False, help_text="")

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def secret(self) -> str:
        """43 signs that an address may hold. For a letter, take ``current_secret``."""
        made = salted_hmac(self.LINK_PURPOSE, self.nonce, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    @property
    def link_is_open(self) -> bool:
        return True

    def give_a_link(self) -> None:
        """A new link, to be saved; the former one leads nowhere any more."""
        self.nonce = secrets.token_hex(16)
        self.digest = digest_of(self.secret)

    def current_secret(self) -> str:
        """What its link carries now; a new one, saved, where the key of the site has changed since it was given."""
        if digest_of(self.secret) != self.digest:
            PrivateLink.give_a_link(self)  # only that: what closed the former link closes this one
            type(self).objects.filter(pk=self.pk).update(nonce=self.nonce, digest=self.digest)
        return self.secret


class ExpiringLink(PrivateLink):
    """A link that opens for a while, and that the centre may take back."""

    LINK_LASTS: ClassVar[timedelta]

    link_expires_at = models.DateTimeField(
        "lien valable jusqu’au", db_index=True, help_text="Passé ce moment, le lien n’ouvre plus rien."
    )
    link_revoked_at = models.DateTimeField(
        "lien retiré le", null=True, blank=True, editable=False, help_text="Vide : il ne l’a pas été."
    )

    class Meta:
        abstract = True

    @property
    def link_is_open(self) -> bool:
        return self.link_revoked_at is None and timezone.now() < self.link_expires_at

    def give_a_link(self) -> None:
        """Open again for ``LINK_LASTS``, from now on."""
        super().give_a_link()
        self.link_expires_at, self.link_revoked_at = timezone.now() + self.LINK_LASTS, None

    def revoke_link(self) -> Self:
        """From now on it opens nothing, wherever copies of it lie. Saved."""
        self.link_revoked_at = timezone.now()
        self.save(update_fields=["link_revoked_at"])
        return self
