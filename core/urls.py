from django.urls import path

from . import views
from .fiche.views import item_pdf

urlpatterns = [
    path("sante/", views.health, name="health"),
    path("fiche/<item_id:pk>.pdf", item_pdf, name="item_pdf"),
]
