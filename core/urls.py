from django.urls import path

from . import views

urlpatterns = [
    path("citer/<int:pk>.ris", views.item_ris, name="item_ris"),
]
