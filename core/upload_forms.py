"""The admin forms of pictures, documents and recordings (apart from forms.py, which the models need before these can be
loaded)."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from .uploads import refuse_disguised

DESCRIPTION_HELP = (
    "Ce que l’image montre, en une phrase, pour qui ne la voit pas : « Des habitantes plantent un arbre au pied d’un "
    "immeuble ». Ni « image de », ni nom de fichier."
)
LOOKS_LIKE_FILE_NAME = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic")


class PortalImageForm(BaseImageForm):
    """A picture without a description is not accepted."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].required = True
            self.fields["description"].help_text = DESCRIPTION_HELP

    def clean_description(self) -> str:
        description = self.cleaned_data["description"].strip()
        if description.lower().endswith(LOOKS_LIKE_FILE_NAME):
            raise forms.ValidationError("Ceci est un nom de fichier. Dites plutôt ce que l’image montre.")
        return description


class GenuineFileForm(forms.ModelForm):
    """Refuses a file whose content belies its extension."""

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            refuse_disguised(file.file, file.name)
        return file


class PortalDocumentForm(GenuineFileForm, BaseDocumentForm):
    pass


class PortalMediaForm(GenuineFileForm, BaseMediaForm):
    pass
