from django.urls import path

from .views import observatory

urlpatterns = [
    path("observatoire/", observatory.observatory, name="observatory"),
    path("observatoire/pratiques.<str:form>", observatory.practices_file, name="practices_file"),
]
