from django.urls import path

from .views import observatory

urlpatterns = [
    path("observatoire/", observatory.observatory, name="observatory"),
]
