"""The same pages twice: for an account, and for whoever has an invitation."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from newsletter.views import partners, writing

SPACE = [
    path("", partners.space, name="space"),
    path("nouvelle/", writing.begin_one, name="begin"),
    path("<item_id:number>/", partners.item, name="item"),
    path("<item_id:number>/ecrire/", writing.write, name="write"),
    path("<item_id:number>/image/", partners.image, name="image"),
    path("<item_id:number>/retirer/", partners.withdraw, name="withdraw"),
]

urlpatterns = [
    path("se-deconnecter/", LogoutView.as_view(next_page="/"), name="sign_out"),  # the admin's is for its own
    path("partenaires/", include((SPACE, "newsletter"), namespace="partner")),
    path("invitation/<slug:secret>/", include((SPACE, "newsletter"), namespace="invitation")),
]
