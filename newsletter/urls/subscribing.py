"""Asking for the letter, and what one opens by its private link."""

from __future__ import annotations

from django.urls import path

from newsletter.views import alerts, subscribers, subscribing

urlpatterns = [
    path("lettre/abonnement/", subscribing.subscribe, name="subscribe"),
    path("lettre/abonnement/merci/", subscribing.asked, name="subscription_asked"),
    path("lettre/alerte/", alerts.ask, name="ask_alert"),
    path("lettre/alerte/<slug:secret>/<item_id:number>/", alerts.alert, name="alert"),
    path("lettre/confirmer/<slug:secret>/", subscribing.confirm, name="subscription_confirm"),
    path("lettre/mes-choix/<slug:secret>/", subscribers.choices, name="subscription_choices"),
    path("lettre/mes-choix/<slug:secret>/donnees/", subscribers.data, name="subscription_data"),
    path("lettre/mes-choix/<slug:secret>/effacer/", subscribers.erase, name="subscription_erase"),
    path("lettre/desinscription/<slug:secret>/", subscribers.leave, name="subscription_leave"),
]
