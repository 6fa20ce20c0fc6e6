"""Merging from a list of the admin: a button beside each row, a page that says what it will do."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, re_path
from django.utils.decorators import method_decorator
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import DeleteView, InstanceSpecificView

from .forms import MergeForm
from .merging import rewrite_revisions


class MergeButtonHelper(ButtonHelper):
    def merge_button(self, pk: int, classnames: list[str]) -> dict[str, str]:
        return {
            "url": self.url_helper.get_action_url("merge", quote(pk)),
            "label": "Fusionner",
            "classname": self.finalise_classname(["button-secondary", *classnames]),
            "title": "Remplacer partout par un autre",
        }

    def get_buttons_for_obj(
        self,
        obj: models.Model,
        exclude: list[str] | None = None,
        classnames_add: list[str] | None = None,
        classnames_exclude: list[str] | None = None,
    ) -> list[dict[str, str]]:
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        if self.permission_helper.user_can_delete_obj(self.request.user, obj):
            buttons.insert(-1, self.merge_button(obj.pk, classnames_add or []))
        return buttons


class MergeView(InstanceSpecificView):
    page_title = "Fusionner"
    template_name = "taxonomy/admin/merge.html"

    def check_action_permitted(self, user) -> bool:
        return self.permission_helper.user_can_delete_obj(user, self.instance)

    @method_decorator(login_required)
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict[str, object]:
        return super().get_context_data(**{"form": MergeForm(source=self.instance), **kwargs})

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = MergeForm(request.POST, source=self.instance)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        target, former = form.cleaned_data["target"], str(self.instance)
        self.model_admin.merge(self.instance, target)
        messages.success(request, f"« {former} » est maintenant « {target} », partout, brouillons compris.")
        return redirect(self.index_url)


class ForgettingDeleteView(DeleteView):
    """Deletes from the drafts too: they would name a row that is no more."""

    def delete_instance(self) -> None:
        rewrite_revisions(self.model, self.instance.pk, None)
        super().delete_instance()


class MergingModelAdmin(ModelAdmin):
    """A ModelAdmin whose rows can be merged; a subclass says how in ``merge``."""

    button_helper_class = MergeButtonHelper
    delete_view_class = ForgettingDeleteView

    def merge(self, source: models.Model, target: models.Model) -> None:
        raise NotImplementedError

    def merge_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return MergeView.as_view(model_admin=self, instance_pk=instance_pk)(request)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        merging = re_path(
            self.url_helper.get_action_url_pattern("merge"),
            self.merge_view,
            name=self.url_helper.get_action_url_name("merge"),
        )
        return (*super().get_admin_urls_for_registration(), merging)
