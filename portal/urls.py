"""Every address of the portal. Each app has its own; Wagtail's pages come last."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.views import media, serve_page
from newsletter.views.signing_in import SignIn

urlpatterns = [
    *([path("", include("core.mailbox.urls"))] if settings.MAILBOX_DIR else ()),
    path("admin/login/", SignIn.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.*)$", media, name="media"),
    path("", include("core.urls")),
    path("", include("taxonomy.urls")),
    path("", include("directory.urls")),
    path("", include("search.urls")),
    path("", include("experiences.urls")),
    path("", include("resources.urls")),
    path("", include("events.urls")),
    path("", include("exchange.urls")),
    path("", include("home.urls")),
    path("", include("newsletter.urls")),
    *(known for known in wagtail_urls.urlpatterns if known.name != "wagtail_serve"),  # what opens private pages
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
]
