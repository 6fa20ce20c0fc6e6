"""`make run`: the demonstration and development site, on one machine."""

from .base import *  # noqa: F403  (settings modules are the one place where a star import is the convention)
from .base import STATE_DIR, env
from .secrets import kept_secret

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(STATE_DIR / "secret-key")
# Letters go to files, which /courriels/ shows; EMAIL_URL sends them for good.
MAILBOX_DIR = None if env.str("EMAIL_URL", default="") else STATE_DIR / "courriels"
if MAILBOX_DIR:
    EMAIL_BACKEND = "core.mailbox.backend.MailboxBackend"
else:
    vars().update(env.email("EMAIL_URL"))
# Static files are served from where they stand: nothing to collect before the first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
INTERNAL_IPS = ["127.0.0.1"]
