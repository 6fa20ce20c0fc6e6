from django.urls import path

from .views import actors, asking, clicks, filing, lists, suggestions, takeaway, usefulness

urlpatterns = [
    path("recherche/", lists.search, name="search"),
    path("recherche/clic", clicks.click, name="search_click"),
    path("recherche/suggestions", suggestions.suggestions, name="suggestions"),
    path("recherche/resultats.<str:form>", takeaway.take_away, name="take_away"),
    path("citer/<item_id:pk>.ris", takeaway.item_ris, name="item_ris"),
    path("utile/<item_id:pk>", usefulness.useful, name="useful"),
    path("demander/", asking.ask, name="ask"),
    path("demander/merci/", asking.asked, name="asked"),
    path("themes/", filing.theme_list, name="theme_list"),
    path("themes/<slug:slug>/", filing.theme, name="theme"),
    path("territoires/", filing.territory_list, name="territory_list"),
    path("territoires/<slug:code>/", filing.territory, name="territory"),
    path("annuaire/personnes/<slug:slug>/", actors.person, name="person"),
    path("annuaire/<slug:slug>/", actors.organisation, name="organisation"),
]
