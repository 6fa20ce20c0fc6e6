"""How gunicorn serves the site, read from the environment as the settings are."""

from portal.settings.base import env

bind = f"0.0.0.0:{env.int('PORT', default=8000)}"
workers = env.int("WEB_WORKERS", default=3)
preload_app = True  # the workers share what the code takes in memory
