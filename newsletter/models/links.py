"""Addresses that open something to whoever has them: kept only as a digest, made again from the key of the site."""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.db import models
from django.utils.crypto import salted_hmac


class PrivateLink(models.Model):
    """What has a private link. A thief of the database finds no link in it."""

    nonce = models.CharField("sel", max_length=32, editable=False, help_text="Sert à refaire le lien privé.")
    digest = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False, help_text="")

    class Meta:
        abstract = True

    @property
    def secret(self) -> str:
        made = salted_hmac(f"{self._meta.label_lower}.link", self.nonce, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def give_a_link(self) -> None:
        """A new one; the former leads nowhere any more. Does not save."""
        self.nonce = secrets.token_hex(16)
        self.digest = digest_of(self.secret)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
