from django.urls import path

from . import views

urlpatterns = [
    path("agenda/<int:pk>.ics", views.ical, name="event_ical"),
]
