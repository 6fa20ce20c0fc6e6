from django.urls import path

from . import views

urlpatterns = [
    path("courriels/", views.mailbox, name="mailbox"),
    path("courriels/<slug:name>/", views.letter, name="mailbox_letter"),
    path("courriels/<slug:name>/html/", views.letter_html, name="mailbox_letter_html"),
]
