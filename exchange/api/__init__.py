"""The public API, read-only: what the portal shows, for programs (see docs/api.md)."""
