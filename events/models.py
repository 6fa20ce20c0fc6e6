"""Rencontres: what the network does together."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from core.dates import PartialDate, PartialDateField
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler

from .blocks import CountBlock, ProgrammeBlock


class Series(models.Model):
    """Rencontres that go together under one name."""

    name = models.CharField("nom", max_length=150, unique=True)
    description = models.TextField("présentation", blank=True)

    class Meta:
        verbose_name = "série de rencontres"
        verbose_name_plural = "séries de rencontres"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EventPage(KnowledgePage):
    class Type(models.TextChoices):
        MORNING = "morning", "Matinée d’échanges"
        CONFERENCE = "conference", "Conférence"
        WORKSHOP = "workshop", "Atelier"
        VISIT = "visit", "Visite"
        TRAINING = "training", "Formation"
        SEMINAR = "seminar", "Séminaire"
        MEETING = "meeting", "Temps d’échanges"
        COMMITTEE = "committee", "Comité"
        STUDY_TRIP = "study_trip", "Voyage d’étude"
        PLENARY = "plenary", "Plénière"

    class Format(models.TextChoices):
        ON_SITE = "on_site", "Sur place"
        ONLINE = "online", "En ligne"
        HYBRID = "hybrid", "Sur place et en ligne"

    class Status(models.TextChoices):
        PLANNED = "planned", "Prévue"
        POSTPONED = "postponed", "Reportée"
        ADAPTED = "adapted", "Adaptée"
        HELD = "held", "Tenue"
        CANCELLED = "cancelled", "Annulée"

    kind = "event"

    event_type = models.CharField(
        "type de rencontre", max_length=12, choices=Type, help_text="L’agenda se filtre ainsi."
    )
    format = models.CharField("format", max_length=8, choices=Format, help_text="Où l’on peut y prendre part.")
    ends_on = PartialDateField("dernier jour", blank=True, help_text="Si la rencontre dure plusieurs jours.")
    start_time = models.TimeField(
        "heure de début", null=True, blank=True, help_text="09:30. Laissez vide si elle n’est pas fixée."
    )
    end_time = models.TimeField(
        "heure de fin", null=True, blank=True, help_text="12:00. Le dernier jour, si elle en dure plusieurs."
    )
    venue = models.CharField("lieu", max_length=200, blank=True, help_text="La salle ou l’équipement, avec la commune.")
    address = models.CharField(
        "adresse", max_length=250, blank=True, help_text="Numéro, rue, code postal, commune : de quoi s’y rendre."
    )
    online_url = models.URLField(
        "adresse en ligne",
        blank=True,
        help_text="Celle de la visioconférence, si chacun peut la suivre. Elle s’affiche au public.",
    )
    status = models.CharField(
        "état",
        max_length=10,
        choices=Status,
        default=Status.PLANNED,
        help_text="Tenez-le à jour : l’agenda l’affiche, et l’inscription ferme d’elle-même.",
    )
    status_reason = models.CharField(
        "raison", max_length=300, blank=True, help_text="Pourquoi elle est reportée, adaptée ou annulée."
    )
    programme = StreamField(
        [("item", ProgrammeBlock())],
        verbose_name="programme",
        blank=True,
        help_text="Ce qui se passe, dans l’ordre, avec l’heure et qui intervient.",
    )
    capacity = models.PositiveIntegerField(
        "places", null=True, blank=True, help_text="Combien de personnes peuvent venir."
    )
    registration_url = models.URLField(
        "adresse d’inscription",
        blank=True,
        help_text="Le formulaire où l’on s’inscrit. Elle disparaît une fois la rencontre passée.",
    )
    participants = models.PositiveIntegerField(
        "participants en tout", null=True, blank=True, help_text="Le nombre publié ; vide s’il n’est pas connu."
    )
    participants_on_site = models.PositiveIntegerField("dont sur place", null=True, blank=True)
    participants_online = models.PositiveIntegerField("dont en ligne", null=True, blank=True)
    participants_by_category = StreamField(
        [("count", CountBlock())],
        verbose_name="participants par catégorie",
        blank=True,
        help_text="Habitants, bailleurs, communes… Un nombre inconnu peut rester vide.",
    )
    participants_by_origin = StreamField(
        [("count", CountBlock())],
        verbose_name="participants par provenance",
        blank=True,
        help_text="Par territoire ou par structure, comme dans le bilan.",
    )
    participants_note = models.TextField(
        "à savoir sur ces chiffres",
        blank=True,
        help_text="Les totaux peuvent différer d’une source à l’autre : dites-le.",
    )
    photos = StreamField(
        [("photo", ImageChooserBlock(label="photo"))],
        verbose_name="photos",
        blank=True,
        help_text="Avec l’accord des personnes que l’on reconnaît.",
    )
    series = models.ForeignKey(
        Series,
        verbose_name="série",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        help_text="Les rencontres qui se suivent sous un même nom.",
    )

    parent_page_types = ["events.EventIndexPage"]
    template = "events/event_page.html"
    edit_handler = knowledge_edit_handler(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("event_type"), FieldPanel("format")]),
                    FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time"), FieldPanel("ends_on")]),
                    FieldPanel("venue"),
                    FieldPanel("address"),
                    FieldPanel("online_url"),
                    FieldPanel("series"),
                ],
                heading="Quand et où",
            ),
            MultiFieldPanel([FieldPanel("status"), FieldPanel("status_reason")], heading="Où en est-elle"),
            MultiFieldPanel(
                [FieldPanel("body"), FieldPanel("programme"), FieldPanel("capacity"), FieldPanel("registration_url")],
                heading="Contenu et inscription",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("participants"),
                            FieldPanel("participants_on_site"),
                            FieldPanel("participants_online"),
                        ]
                    ),
                    FieldPanel("participants_by_category"),
                    FieldPanel("participants_by_origin"),
                    FieldPanel("participants_note"),
                    FieldPanel("photos"),
                ],
                heading="Après la rencontre",
            ),
        ]
    )

    class Meta:
        verbose_name = "rencontre"
        verbose_name_plural = "rencontres"

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.ends_on and self.published_on and self.ends_on.last_day < self.published_on.first_day:
            errors["ends_on"] = "Le dernier jour précède le premier : vérifiez les deux dates."
        one_day = self.ends_on in ("", self.published_on)
        if one_day and self.start_time and self.end_time and self.end_time <= self.start_time:
            errors["end_time"] = "L’heure de fin précède celle du début."
        if errors:
            raise ValidationError(errors)

    def publication_errors(self) -> dict[str, str]:
        errors = super().publication_errors()
        if (
            self.status in (self.Status.POSTPONED, self.Status.CANCELLED, self.Status.ADAPTED)
            and not self.status_reason
        ):
            errors["status_reason"] = "Dites pourquoi : les personnes qui comptaient venir se le demandent."
        return errors

    @property
    def last_day(self) -> datetime.date | None:
        """The last day it may take place, whatever the precision of its date."""
        end = self.ends_on or self.published_on
        return end.last_day if end else None

    @property
    def is_open(self) -> bool:
        """Whether one may still come."""
        coming = self.last_day is not None and self.last_day >= timezone.localdate()
        return coming and self.status in (self.Status.PLANNED, self.Status.ADAPTED)

    @property
    def when_label(self) -> str:
        """« 16 juin 2020, de 10 h à 11 h 45 », « du 19 au 20 avril 2018 », « mars 2020 »."""
        if not self.published_on:
            return ""
        label = self.published_on.label
        if self.ends_on and self.ends_on != self.published_on:
            label = _span(self.published_on, self.ends_on)
        if self.start_time and self.end_time:
            return f"{label}, de {_hour(self.start_time)} à {_hour(self.end_time)}"
        return f"{label}, à {_hour(self.start_time)}" if self.start_time else label

    def search_passages(self) -> list[str]:
        told = [f"{item.value['title']} {item.value['speakers']} {item.value['text']}" for item in self.programme]
        told += [self.venue, self.address, self.status_reason, self.participants_note]
        return [text for text in told if text]

    def item_facts(self) -> dict[str, object]:
        return {
            "when_label": self.when_label,
            "is_open": self.is_open,
            "ical_url": reverse("event_ical", args=[self.pk])
            if self.pk and self.published_on and self.published_on.is_day
            else "",
            "participants": self._participants(),
        }

    def _participants(self) -> dict[str, object]:
        by_category, by_origin = _shares(self.participants_by_category), _shares(self.participants_by_origin)
        sums = {sum(row["count"] or 0 for row in rows) for rows in (by_category, by_origin) if rows}
        venues = [self.participants_on_site, self.participants_online]
        if all(count is not None for count in venues):
            sums.add(sum(venues))
        if self.participants is not None:
            sums.add(self.participants)
        return {
            "total": self.participants,
            "on_site": self.participants_on_site,
            "online": self.participants_online,
            "by_category": by_category,
            "by_origin": by_origin,
            "sums_disagree": len(sums) > 1,
        }

    def card_facts(self) -> dict[str, str]:
        return {
            "status": self.status,
            "status_label": self.get_status_display(),
            "when": self.when_label,
            "format_label": self.get_format_display(),
            "type_label": self.get_event_type_display(),
            "place": self.venue,
        }


def _shares(counts: StreamValue) -> list[dict[str, object]]:
    """Each count with its share, in hundredths, of the largest: the length of its bar."""
    rows = [(block.value["label"], block.value["count"]) for block in counts]
    largest = max((count or 0 for _, count in rows), default=0) or 1
    return [{"label": label, "count": count, "share": round(100 * (count or 0) / largest)} for label, count in rows]


def _hour(time: datetime.time) -> str:
    return f"{time.hour} h {time.minute:02d}" if time.minute else f"{time.hour} h"


def _span(first: PartialDate, last: PartialDate) -> str:
    """« du 19 au 20 avril 2018 », leaving out what both days share."""
    if not (first.is_day and last.is_day):
        return f"{first.label} – {last.label}"
    if first[:7] == last[:7]:
        return f"du {first.label.split()[0]} au {last.label}"
    if first[:4] == last[:4]:
        return f"du {' '.join(first.label.split()[:2])} au {last.label}"
    return f"du {first.label} au {last.label}"


class EventIndexPage(KindIndexPage):
    """The agenda."""

    listed_kind = "event"
    subpage_types = ["events.EventPage"]
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = "agenda des rencontres"
