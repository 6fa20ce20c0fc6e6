"""Settings of the test suite: quick, closed, and strict."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, TASKS, TEMPLATES

DEBUG = False
SECRET_KEY = "only-for-tests-" + "0123456789abcdef" * 4
STATE_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
MEDIA_ROOT = STATE_DIR / "media"
MAILBOX_DIR = STATE_DIR / "courriels"  # served, so that it is tested; what is sent stays in django.core.mail.outbox
STATIC_ROOT = STATE_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
ALLOWED_HOSTS = ["*"]
KEEP_PAGES = False  # a page that is kept tells no context; tests that are about it ask for it
TASKS = {name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"} for name in TASKS}
ELASTICSEARCH_URL = ""  # tests that are about it ask for it
SEARCH_MODEL = ""  # likewise: they bring one of their own
DATABASES["default"].setdefault("TEST", {})
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
