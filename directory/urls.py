from django.urls import path

from . import views

urlpatterns = [
    path("annuaire/", views.organisation_list, name="organisation_list"),
]
