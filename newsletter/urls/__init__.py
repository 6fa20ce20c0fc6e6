"""Every address of the newsletter; each area has its own."""

from . import archive

urlpatterns = [*archive.urlpatterns]
