from django.urls import path, re_path

from . import views
from .api.endpoints import api

urlpatterns = [
    path("api/", views.documentation, name="api_documentation"),
    path("api/v1/openapi.json", views.openapi, name="api_openapi"),
    path("api/v1/", api.routes),
    re_path(r"^api/v1/.*/$", views.nothing, name="api_nothing"),
]
