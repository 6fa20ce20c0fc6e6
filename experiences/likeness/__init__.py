"""Practices like an item, and why."""
