"""Taking over a list in the admin: looked at first, then brought in."""

from __future__ import annotations

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from newsletter.subscribing.importing import Report, read
from newsletter.subscribing.importing import bring_in as bring_in_all
from newsletter.subscribing.rights import MAY_ADD, demanding
from newsletter.subscribing.tables import rows_of

MOST_TOLD = 100  # refused rows that the page lists
CHANGED = "Ce n’est pas le fichier que vous venez de vérifier. Vérifiez celui-ci d’abord."
_signer = Signer(salt="newsletter.import")


class ListForm(forms.Form):
    """``checked``: the mark of the file that was looked at; "" before."""

    file = forms.FileField(
        label="La liste",
        help_text="CSV ou Excel (.xlsx). La première ligne nomme quatre colonnes : courriel, où, quand, termes.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choisissez le fichier de la liste.", "empty": "Ce fichier est vide."},
    )
    checked = forms.CharField(required=False, widget=forms.HiddenInput)


@demanding(MAY_ADD)
def bring_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, ListForm())
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form)
    file = form.cleaned_data["file"]
    try:
        report = read(rows_of(file))
    except ValidationError as error:
        form.add_error("file", error)
        return _show(request, form)
    if not form.cleaned_data["checked"]:
        return _show(request, ListForm(), report, _mark(file))
    if not _is(form.cleaned_data["checked"], file):
        form.add_error("file", CHANGED)
        return _show(request, form, report, _mark(file))
    mailing = bring_in_all(report, f"liste reprise par {request.user.get_username()}")
    if mailing is None:
        messages.warning(request, "Aucune adresse de cette liste n’était à reprendre.")
    else:
        brought = len(report.accepted)
        messages.success(request, f"{brought} adresses reprises. Un message le leur dit, avec un lien pour partir.")
    return redirect("newsletter_subscriptions")


def _mark(file: UploadedFile) -> str:
    file.seek(0)
    return _signer.sign(hashlib.sha256(file.read()).hexdigest())


def _is(mark: str, file: UploadedFile) -> bool:
    try:
        _signer.unsign(mark)
    except BadSignature:
        return False
    return mark == _mark(file)


def _show(request: HttpRequest, form: ListForm, report: Report | None = None, mark: str = "") -> HttpResponse:
    context = {
        "form": form,
        "report": report,
        "mark": mark,
        "refused": report.refused[:MOST_TOLD] if report else [],
    }
    return render(request, "newsletter/subscribing/admin/import.html", context)
