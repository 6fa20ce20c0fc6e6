"""Every address of the newsletter; each area has its own."""

from . import archive, partners, subscribing

urlpatterns = [*archive.urlpatterns, *partners.urlpatterns, *subscribing.urlpatterns]
