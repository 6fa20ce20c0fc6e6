"""The step of photos and documents: what is asked with each file, and keeping it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from core.open_forms.photos import read_photo
from core.open_forms.uploads import MB, private_name, too_large
from experiences.models import Proposal, ProposalFile

from . import uploads
from .drafts import touch
from .fields import AskingForm, PlainText, one_of

Kind, People = ProposalFile.Kind, ProposalFile.People
FILE_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic")
CHOOSE_AGAIN = "Choisissez de nouveau le fichier : le navigateur ne le garde pas."
LONGEST_NAME = 60


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotoDetails(AskingForm):
    needed = {
        "description": "Dites ce que montre la photo : les personnes qui ne la voient pas liront votre phrase.",
        "people": "Dites si l’on reconnaît quelqu’un.",
    }

    description = PlainText(
        "Ce que montre la photo",
        "En une phrase, pour qui ne la voit pas : « Des habitantes plantent un arbre au pied d’un immeuble ».",
        longest=255,
    )
    credit = PlainText("Qui l’a prise", "« Photo : Ville de Tours ».", longest=200)
    people = one_of(
        "Les personnes sur la photo",
        People.choices,
        "Sans leur accord, choisissez une autre photo. Pour un enfant, l’accord de ses parents.",
        radio=True,
    )

    def clean_description(self) -> str:
        description = self.cleaned_data["description"]
        if description.lower().strip().endswith(FILE_NAMES):
            raise ValidationError("Ceci est un nom de fichier. Dites plutôt ce que l’image montre.")
        return description


class DocumentDetails(AskingForm):
    needed = {"title": "Donnez un titre au document : « Charte des encombrants »."}

    title = PlainText("Titre du document", "« Charte des encombrants ».", longest=150)


class _WithFile(AskingForm):
    def __init__(self, *args, too_large: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if self.errors and "file" not in self.errors:
            self.add_error("file", CHOOSE_AGAIN)
        return cleaned

    def typed(self) -> dict[str, object]:
        return {name: value for name, value in super().typed().items() if name != "file"}

    def _files(self) -> list[UploadedFile]:
        """Those that came; a file that is too large was not read (see ``uploads.CappedUploadHandler``)."""
        name = self.add_prefix("file")
        files = self.files.getlist(name) if isinstance(self.files, MultiValueDict) else [self.files.get(name)]
        files = [file for file in files if isinstance(file, UploadedFile)]
        if not files:
            raise ValidationError(_too_large() if self.too_large else "Choisissez un fichier.")
        return files


class PhotoForm(_WithFile, PhotoDetails):
    """One photo, or several of the same scene: what is said of them is kept with each, to be corrected one by one.

    ``refused``: what is wrong with those that cannot be kept, where others can.
    """

    file = forms.Field(
        label="La photo, ou les photos",
        help_text="JPEG, PNG ou WebP, 15 Mo au plus. Nous en retirons le lieu et l’appareil que le fichier indique. "
        "Plusieurs à la fois si elles montrent la même chose : vous pourrez ensuite corriger chacune.",
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    field_order = ("file", "description", "credit", "people")

    def clean_file(self) -> list[File]:
        files = self._files()
        read: list[File] = []
        self.refused = [f"Une photo n’a pas été ajoutée. {_too_large()}"] if self.too_large else []
        for file in files[: uploads.MOST_PHOTOS]:
            try:
                read.append(read_photo(file, uploads.STEM))
            except ValidationError as error:
                self.refused.append(_named(file, error.messages[0]) if len(files) > 1 else error.messages[0])
        self.refused += [_named(file, uploads.TOO_MANY_PHOTOS) for file in files[uploads.MOST_PHOTOS :]][:1]
        if not read:
            raise ValidationError(self.refused)
        return read


class DocumentForm(_WithFile, DocumentDetails):
    file = forms.Field(
        label="Le document",
        help_text="PDF, Word, Excel, PowerPoint ou OpenDocument, 20 Mo au plus.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in uploads.DOCUMENTS)}),
    )
    field_order = ("file", "title")

    def clean_file(self) -> list[File]:
        if self.too_large:
            raise ValidationError(_too_large())
        file = self._files()[-1]
        self.extension = uploads.check_document(file)
        self.refused: list[str] = []
        return [file]


def attach(proposal: Proposal, form: PhotoForm | DocumentForm) -> bool:
    """Keeps the files of a valid form; False, with what is wrong said in the form, where some cannot be: the others
    are kept."""
    kind = Kind.PHOTO if isinstance(form, PhotoForm) else Kind.DOCUMENT
    refused, files, told = list(form.refused), form.cleaned_data["file"], _details(form.cleaned_data)
    with transaction.atomic():
        Proposal.objects.select_for_update().get(pk=proposal.pk)
        for file in files:
            if refusal := _no_more(proposal, kind, file.size):
                refused.append(refusal)
                break
            kept = ProposalFile(proposal=proposal, kind=kind, size=file.size, **told)
            name = file.name if kind == Kind.PHOTO else private_name(uploads.STEM, f".{form.extension}")
            kept.file.save(name, file, save=False)
            kept.save()
    touch(proposal)
    for said in dict.fromkeys(refused):
        form.add_error("file", said)
    return not refused


def describe(file: ProposalFile, form: PhotoDetails | DocumentDetails) -> None:
    for name, value in _details(form.cleaned_data).items():
        setattr(file, name, value)
    file.save()


def take_back(file: ProposalFile) -> None:
    """It leaves the page too, at the next sending."""
    if file.file:
        file.file.delete(save=False)
    if file.image_id or file.document_id:
        file.removed = True
        file.save()
    else:
        file.delete()


def _details(told: dict[str, object]) -> dict[str, object]:
    details = {name: told[name] for name in ("title", "description", "credit", "people") if name in told}
    if details.get("people") == People.AGREED:
        details["people_agreed_at"] = timezone.now()
    return details


def _too_large() -> str:
    return too_large(uploads.LARGEST_DOCUMENT)


def _named(file: UploadedFile, said: str) -> str:
    """What is wrong with one of several files."""
    name = file.name if len(file.name) <= LONGEST_NAME else f"{file.name[:LONGEST_NAME]}…"
    return f"« {name} » n’a pas été ajoutée. {said}"


def _no_more(proposal: Proposal, kind: str, size: int) -> str:
    files = proposal.files.filter(removed=False)
    most = uploads.MOST_PHOTOS if kind == Kind.PHOTO else uploads.MOST_DOCUMENTS
    if files.filter(kind=kind).count() >= most:
        return uploads.TOO_MANY_PHOTOS if kind == Kind.PHOTO else uploads.TOO_MANY_DOCUMENTS
    if (files.aggregate(all=Sum("size"))["all"] or 0) + size > uploads.LARGEST_IN_ALL:
        return f"Vos fichiers pèsent ensemble plus de {uploads.LARGEST_IN_ALL // MB} Mo : retirez-en."
    return ""
