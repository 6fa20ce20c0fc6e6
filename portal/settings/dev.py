"""`make run`: the demonstration and development site, on one machine."""

from .base import *  # noqa: F403  (settings modules are the one place where a star import is the convention)
from .base import STATE_DIR, env
from .secrets import kept_secret

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(STATE_DIR / "secret-key")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "mail"
# Static files are served from where they stand: nothing to collect before the first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
INTERNAL_IPS = ["127.0.0.1"]
