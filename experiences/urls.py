from django.urls import path

from . import views

urlpatterns = [
    path("observatoire/", views.observatory, name="observatory"),
]
