from django.urls import path

from . import views

urlpatterns = [
    path("recherche/", views.search, name="search"),
    path("recherche/resultats.<str:form>", views.take_away, name="take_away"),
    path("citer/<int:pk>.ris", views.item_ris, name="item_ris"),
    path("themes/", views.theme_list, name="theme_list"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
    path("territoires/", views.territory_list, name="territory_list"),
    path("territoires/<str:code>/", views.territory, name="territory"),
    path("annuaire/personnes/<slug:slug>/", views.person, name="person"),
    path("annuaire/<slug:slug>/", views.organisation, name="organisation"),
]
