"""The map of practices."""
