"""Every address of the newsletter; each area has its own."""

from . import archive, mailing, partners, subscribing

urlpatterns = [
    *archive.urlpatterns,
    *mailing.urlpatterns,
    *partners.urlpatterns,
    *subscribing.urlpatterns,
]
