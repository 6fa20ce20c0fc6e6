from django.urls import path

from .views import observatory, selecting

urlpatterns = [
    path("observatoire/", observatory.observatory, name="observatory"),
    path("observatoire/selection/", selecting.selection, name="selection"),
    path("observatoire/selection.<str:form>", selecting.selection_file, name="selection_file"),
    path("observatoire/comparer/", selecting.compare, name="compare"),
]
