from django.urls import path

from . import views

urlpatterns = [
    path("agenda/<item_id:pk>.ics", views.ical, name="event_ical"),
]
