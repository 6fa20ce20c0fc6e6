from django.contrib.sitemaps.views import sitemap
from django.urls import path

from . import views
from .sitemaps import PageSitemap

urlpatterns = [
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("plan-du-site/", views.site_map, name="site_map"),
]
