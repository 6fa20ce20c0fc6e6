"""What search adds to the admin; each subject registers its own hooks."""

from . import attachment_hooks  # noqa: F401
