"""Production refuses to start unsafe, and passes its own checks."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
from django.conf import settings

GOOD = hashlib.sha256(b"a secret for these tests").hexdigest()


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return python("manage.py", *arguments, **environment)


def settled(code: str, **environment: str) -> list[str]:
    """What this code prints of the settings, which are read without the apps: those are loaded by the checks."""
    ran = python("-c", f"from django.conf import settings as s; print({code})", SECRET_KEY=GOOD, **environment)
    return ran.stdout.split()


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python under production settings, with nothing of the test's own environment but these."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=kept | {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "ENV_FILE": os.devnull} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "secret",
    ["", "secret", "change-me" * 10, "a" * 60, "django-insecure-" + GOOD, GOOD[:40]],
    ids=lambda text: text[:12],
)
def test_production_refuses_a_missing_or_guessable_secret(secret: str) -> None:
    ran = manage("check", SECRET_KEY=secret)
    assert ran.returncode != 0
    assert "SECRET_KEY manque ou n’est pas sûre" in ran.stderr


def test_production_refuses_to_start_without_a_secret_at_all() -> None:
    ran = manage("check")
    assert ran.returncode != 0
    assert "SECRET_KEY" in ran.stderr


def test_the_deployment_checks_are_clean(tmp_path) -> None:
    ran = manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=GOOD, STATE_DIR=str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout + ran.stderr or "aucun" in (ran.stdout + ran.stderr).lower()


def test_production_says_what_it_serves_over_https(tmp_path) -> None:
    code = "s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0"
    assert settled(code, STATE_DIR=str(tmp_path)) == [
        "False", "True", "True", "True", "True",
    ]  # fmt: skip


def test_every_name_read_from_the_environment_is_documented() -> None:
    documented = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    read = set()
    for file in (settings.BASE_DIR / "portal" / "settings").glob("*.py"):
        for line in file.read_text(encoding="utf-8").split("env.")[1:]:
            name = line.partition('("')[2].partition('"')[0]
            if name.isupper():
                read.add(name)
    assert read
    assert {name for name in read if name not in documented} <= {"ENV_FILE", "DEBUG"}


def test_no_secret_is_written_in_the_settings() -> None:
    for file in (settings.BASE_DIR / "portal" / "settings").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "django-insecure-" not in text.replace('"django-insecure"', "")
        assert "BEGIN PRIVATE KEY" not in text


def test_a_name_left_empty_keeps_its_default(tmp_path) -> None:
    code = "s.DATABASES['default']['ENGINE'], s.STATE_DIR.name, s.WAGTAILADMIN_BASE_URL, s.EMAIL_BACKEND, s.HTTPS"
    empty = dict.fromkeys(("DATABASE_URL", "STATE_DIR", "BASE_URL", "EMAIL_URL", "HTTPS", "ALLOWED_HOSTS"), "")
    assert settled(code, PORT="8123", **empty) == [
        "django.db.backends.sqlite3", "var", "http://localhost:8123", "django.core.mail.backends.console.EmailBackend",
        "True",
    ]  # fmt: skip
