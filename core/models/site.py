"""What the whole site has once."""

from __future__ import annotations

from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from core.blocks import MenuLinkBlock
from core.panels import settings_panels


class Generation(models.Model):
    """The name of the present state of the content (see ``core.caching``). One row."""

    number = models.BigIntegerField(default=0)


@register_setting(icon="home")
class PortalSettings(BaseSiteSetting):
    """What the whole site shows: names, contact, menus."""

    baseline = models.CharField("phrase d’accroche", max_length=120, default="Ce que les quartiers nous apprennent")
    publisher = models.CharField("éditeur du site", max_length=200, blank=True)
    contact_email = models.EmailField("courriel de contact", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    address = models.TextField("adresse postale", blank=True)
    main_menu = StreamField(
        [("link", MenuLinkBlock())],
        verbose_name="menu principal",
        blank=True,
        max_num=7,
        help_text="Sept liens au plus.",
    )
    footer_menu = StreamField([("link", MenuLinkBlock())], verbose_name="menu de pied de page", blank=True)

    panels = settings_panels

    class Meta:
        verbose_name = "réglages du portail"
