"""Settings that every environment shares. What differs from one machine to another is read from the environment
(see .env.example); nothing secret stands here."""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))
env.ENVIRON = {name: value for name, value in os.environ.items() if value}  # an empty value is none: the default stands

# Everything the site writes (database, uploads, collected static files) stands in one folder, ignored by git.
STATE_DIR = Path(env.str("STATE_DIR", str(BASE_DIR / "var")))

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "newsletter",
    "home",
    "exchange",
    "resources",
    "experiences",
    "events",
    "search",
    "core",
    "directory",
    "taxonomy",
    "wagtail_modeladmin",
    "wagtailmedia",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "directory.users_app.PortalUsersAppConfig",  # wagtail.users, with the organisation of an account
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.AdminContentSecurityPolicy",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["core.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.portal",
            ],
        },
    },
]

# -- database ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{STATE_DIR / 'portal.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Several gunicorn workers write to one file: WAL lets readers go on, IMMEDIATE takes the write lock at BEGIN
    # (a deferred transaction that upgrades its lock fails at once, whatever the timeout).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening SQLite anew reads its whole schema again: a fifth of the time of a page.
DATABASES["default"]["CONN_MAX_AGE"] = 600

KEEP_PAGES = True  # whole pages, for visitors who carry no cookie (see core.kept_pages)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# -- accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "directory.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"  # private pages ask for the same account, in the same place
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]  # no personal data in logs
AXES_VERBOSE = False

# -- letters ----------------------------------------------------------------------------------------------------------
EMAIL_TIMEOUT = 10  # seconds: somebody waits for the page that sends it
# Where letters that cannot be delivered come back, and how it is read: a mailbox (BOUNCE_IMAP_…), a service that tells
# of them (BOUNCE_SECRET), or both.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
BOUNCE_IMAP_HOST = env.str("BOUNCE_IMAP_HOST", default="")
BOUNCE_IMAP_SSL = env.bool("BOUNCE_IMAP_SSL", default=True)
BOUNCE_IMAP_PORT = env.int("BOUNCE_IMAP_PORT", default=993)
BOUNCE_IMAP_USER = env.str("BOUNCE_IMAP_USER", default="")
BOUNCE_IMAP_PASSWORD = env.str("BOUNCE_IMAP_PASSWORD", default="")
BOUNCE_IMAP_FOLDER = env.str("BOUNCE_IMAP_FOLDER", default="INBOX")
BOUNCE_SECRET = env.str("BOUNCE_SECRET", default="")
MAILBOX_DIR: Path | None = None  # where letters are kept as files, to be read in a browser: never in production

# -- language ---------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# -- files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# -- tasks ------------------------------------------------------------------------------------------------------------
# What a page promises is done before it answers ("default": the index, references). What takes its time waits in the
# database for a worker (`make worker`), and is not lost with it.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# -- search -----------------------------------------------------------------------------------------------------------
# The admin searches with "default"; the public search has an index of its own, fed by its own signals because it needs
# the item whole, themes and places included, which the stock post_save handler sees before they are written.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "search.backends.admin"},
    "public": {"BACKEND": "search.backends.public", "AUTO_UPDATE": False},
}

# Where there is one, it answers the public search, from a copy of the public index; the database does otherwise.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="portail-gusp")
# What loads the model by which items are found by their meaning ("" = none): by default, the one that
# requirements-semantic.txt installs, if it is there.
SEARCH_MODEL = env.str("SEARCH_MODEL", default="search.meaning.e5.load")
SEARCH_COUNTS_EVERY = 60  # seconds between two writes of what was searched (see search.minutes)

# -- wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Centre de ressources GUSP"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "core.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.PortalDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.upload_forms.PortalImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.upload_forms.PortalDocumentForm"
WAGTAILADMIN_USER_LOGIN_FORM = "directory.forms.PortalLoginForm"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "core/password_required.html"
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 1000
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is fetched from third parties
WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "core.upload_forms.PortalMediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "ogg", "opus", "m4a", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm", "ogv"],
}
TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True

# -- security ---------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own previews the same origin
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Hosts whose player may be opened, on a click, inside a page (a PeerTube instance of the network, for example).
EMBED_HOSTS = env.list("EMBED_HOSTS", default=[])
# Tiles that the map of practices may be laid on, when a reader asks for it ("" = never): https://…/{z}/{x}/{y}.png, and
# what they must be credited with.
MAP_TILES = env.str("MAP_TILES", default="")
MAP_TILES_CREDIT = env.str("MAP_TILES_CREDIT", default="")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF, *(f"https://{host}" for host in EMBED_HOSTS)],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
# The Wagtail admin puts styles and scripts inside its pages; only people with an account reach it.
ADMIN_CSP_RELAXED = {"script-src": [SELF, "'unsafe-inline'"], "style-src": [SELF, "'unsafe-inline'"]}

# A secret follows (core.models.PrivateLink): logs hold none.
PRIVATE_ADDRESSES = [
    "/proposer/",
    "/invitation/",
    "/lettre/confirmer/",
    "/lettre/mes-choix/",
    "/lettre/desinscription/",
    "/lettre/alerte/",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"private_links": {"()": "core.logs.HidePrivateLinks", "under": PRIVATE_ADDRESSES}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private_links"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
