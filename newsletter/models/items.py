"""What partners propose for the newsletter, and how they are asked to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.assets import PortalImage
from core.models import KnowledgePage, PrivateLink
from directory.models import Organisation
from taxonomy.models import Territory, Theme

from .pages import IssuePage

LONGEST_TEXT = 600  # characters


class Invitation(PrivateLink):
    """A link by which an organisation proposes items without an account, and sees those it proposed so. It expires, and
    may be revoked."""

    LINK_PURPOSE = "newsletter.invitation"

    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.CASCADE,
        related_name="newsletter_invitations",
        help_text="Au nom de qui l’on propose par ce lien.",
    )
    email = models.EmailField(
        "courriel", blank=True, default="", help_text="À qui le lien et les réponses sont envoyés. Jamais publié."
    )
    name = models.CharField("nom", max_length=150, blank=True, default="", help_text="Comment appeler cette personne.")
    word = models.TextField(
        "votre mot", max_length=600, blank=True, default="", help_text="Il figure dans le message qui porte le lien."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="invité par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Le compte qui a envoyé l’invitation.",
    )
    created_at = models.DateTimeField("créée le", default=timezone.now, help_text="Jour et heure.")
    expires_at = models.DateTimeField("valable jusqu’au", help_text="Passé ce moment, le lien ne mène plus à rien.")
    revoked_at = models.DateTimeField("révoquée le", null=True, blank=True, help_text="Vide : elle est valable.")
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True, help_text="Quand le message est parti.")
    last_used_at = models.DateTimeField("utilisée le", null=True, blank=True, help_text="La dernière fois.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Invitation pour {self.organisation}"

    @property
    def link_is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class Item(models.Model):
    """A brève: what a partner proposes for the next letter. Its author's words; the team's corrections are versions."""

    class Kind(models.TextChoices):
        NEWS = "news", "Actualité"
        EVENT = "event", "Rencontre"
        CALL = "call", "Appel à projets"
        RESOURCE = "resource", "Ressource"
        JOB = "job", "Emploi"

    class State(models.TextChoices):
        DRAFT = "draft", "Brouillon"
        PROPOSED = "proposed", "Proposée"
        CHANGES_ASKED = "changes_asked", "À compléter"
        VALIDATED = "validated", "Validée"
        PUBLISHED = "published", "Parue"
        DECLINED = "declined", "Refusée"
        WITHDRAWN = "withdrawn", "Retirée"

    WRITABLE = (State.DRAFT, State.CHANGES_ASKED)
    OPEN = (State.DRAFT, State.PROPOSED, State.CHANGES_ASKED, State.VALIDATED)

    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.CASCADE,
        related_name="newsletter_items",
        help_text="Au nom de qui.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="newsletter_items",
        help_text="Le compte partenaire qui l’a proposée, s’il y en a un.",
    )
    invitation = models.ForeignKey(
        Invitation,
        verbose_name="invitation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        help_text="Le lien par lequel elle est venue, s’il y en a un.",
    )
    state = models.CharField(
        "état", max_length=16, choices=State, default=State.DRAFT, db_index=True, help_text="Où elle en est."
    )
    kind = models.CharField("sorte", max_length=10, choices=Kind, blank=True, default="", help_text="Sa rubrique.")
    title = models.CharField("titre", max_length=120, blank=True, default="", help_text="Ce qui se passe, en clair.")
    text = models.TextField(
        "texte", max_length=LONGEST_TEXT, blank=True, default="", help_text="600 caractères au plus."
    )
    happens_on = models.DateField(
        "date", null=True, blank=True, help_text="Le jour de la rencontre ou de l’événement, s’il y en a un."
    )
    deadline = models.DateField("date limite", null=True, blank=True, help_text="Pour répondre ou s’inscrire.")
    link = models.URLField("lien", max_length=500, blank=True, default="", help_text="Où en savoir plus.")
    image_file = models.FileField(
        "image envoyée", upload_to="breves/", blank=True, default="", help_text="Vérifiée à son arrivée."
    )
    image_description = models.CharField(
        "description de l’image", max_length=255, blank=True, default="", help_text="Ce qu’elle montre, en une phrase."
    )
    image_credit = models.CharField(
        "crédit de l’image", max_length=200, blank=True, default="", help_text="Qui l’a prise ou faite."
    )
    image = models.ForeignKey(
        PortalImage,
        verbose_name="image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Celle de la photothèque, une fois la brève validée.",
    )
    theme = models.ForeignKey(
        Theme, verbose_name="thème", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Les lectrices et lecteurs choisissent leurs thèmes.",
    )  # fmt: skip
    territory = models.ForeignKey(
        Territory, verbose_name="territoire", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Où cela se passe, ou qui est concerné.",
    )  # fmt: skip
    wanted_issue = models.ForeignKey(
        IssuePage,
        verbose_name="lettre prévue",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awaited_items",
        help_text="Vide : la prochaine.",
    )
    reason = models.TextField(
        "motif du refus", max_length=600, blank=True, default="", help_text="Envoyé au partenaire tel quel."
    )
    # Counted up at each save: a second window is told instead of erasing the first.
    version = models.PositiveIntegerField("version", default=0, editable=False, help_text="")
    created_at = models.DateTimeField("commencée le", default=timezone.now, db_index=True, help_text="Jour et heure.")
    modified_at = models.DateTimeField("modifiée le", default=timezone.now, db_index=True, help_text="Jour et heure.")
    proposed_at = models.DateTimeField("proposée le", null=True, blank=True, help_text="La première fois.")
    decided_at = models.DateTimeField("décidée le", null=True, blank=True, help_text="Validée ou refusée.")
    published_at = models.DateTimeField("parue le", null=True, blank=True, help_text="Avec sa lettre.")
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True, help_text="Vide : elle ne l’est pas.")
    became = models.ForeignKey(
        KnowledgePage,
        verbose_name="page qui en est née",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="L’actualité, la rencontre ou le retour d’expérience fait à partir d’elle.",
    )
    # Of the form that began it: sent twice, it begins one. Empty for a copy.
    fingerprint = models.CharField("empreinte", max_length=64, null=True, unique=True, editable=False, help_text="")  # noqa: DJ001

    wagtail_reference_index_ignore = True  # what an item refers to is not shown by it

    class Meta:
        verbose_name = "brève"
        verbose_name_plural = "brèves"
        ordering = ["-modified_at", "-pk"]
        permissions = [("moderate_item", "Peut valider, refuser ou retirer une brève")]

    def __str__(self) -> str:
        return self.title or f"Brève {self.pk}"

    @property
    def is_writable(self) -> bool:
        return self.state in self.WRITABLE


class ItemVersion(models.Model):
    """What an item said at one time: as its partner sent it, or as the team corrected it."""

    class By(models.TextChoices):
        PARTNER = "partner", "Partenaire"
        TEAM = "team", "Centre de ressources"

    item = models.ForeignKey(Item, verbose_name="brève", on_delete=models.CASCADE, related_name="versions")
    by = models.CharField("de qui", max_length=10, choices=By, help_text="Le partenaire ou l’équipe.")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", help_text="Qui l’a écrite, s’il avait un compte.",
    )  # fmt: skip
    data = models.JSONField("contenu", default=dict, help_text="Les champs de la brève, tels qu’ils étaient.")
    at = models.DateTimeField("écrite le", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "version d’une brève"
        verbose_name_plural = "versions d’une brève"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.item} ({self.get_by_display()})"


class ItemMessage(models.Model):
    """A question of the team, or a partner's answer."""

    item = models.ForeignKey(Item, verbose_name="brève", on_delete=models.CASCADE, related_name="messages")
    by = models.CharField("de qui", max_length=10, choices=ItemVersion.By, help_text="Le partenaire ou l’équipe.")
    text = models.TextField("message", max_length=2_000, help_text="Tel qu’il a été écrit.")
    at = models.DateTimeField("écrit le", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class SaidOnce(models.Model):
    """What must be said once only, by name: "reminder-12-invitation-4". Whoever writes the row says it."""

    name = models.CharField("repère", max_length=100, unique=True, help_text="Ce qui a été dit, et à qui.")
    at = models.DateTimeField("dit le", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "message envoyé une fois"
        verbose_name_plural = "messages envoyés une fois"

    def __str__(self) -> str:
        return self.name
