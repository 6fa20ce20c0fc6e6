"""Choosers show titles: of drafts, of what people told in confidence. The admin alone does not entitle to them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser as snippets


class _ForReaders:
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        policy = policy_registry.get_by_type(self.model_class)
        if not policy.user_has_any_permission(request.user, {"view", "add", "change", "delete"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class _ChooseView(_ForReaders, snippets.ChooseView):
    pass


class _ChooseResultsView(_ForReaders, snippets.ChooseResultsView):
    pass


class _ChosenView(_ForReaders, snippets.SnippetChosenView):
    pass


class _ChosenMultipleView(_ForReaders, snippets.SnippetChosenMultipleView):
    pass


class ConfidentialChooser(snippets.SnippetChooserViewSet):
    """Of records that are never public: for those who may read them."""

    choose_view_class = _ChooseView
    choose_results_view_class = _ChooseResultsView
    chosen_view_class = _ChosenView
    chosen_multiple_view_class = _ChosenMultipleView


def hide_foreign_drafts() -> None:
    """The page chooser names the page that it opens on: not a draft of a section that is not one's own."""
    browse = BrowseView.get

    def get(self: BrowseView, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        draft = Page.objects.filter(pk=parent_page_id, live=False).first() if parent_page_id else None
        explored = policy_registry.get_by_type(Page).explorable_instances(request.user)
        if draft is not None and not explored.filter(pk=draft.pk).exists():
            raise Http404
        return browse(self, request, parent_page_id)

    BrowseView.get = get
