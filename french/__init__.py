"""The analysis of French that every search engine of the portal shares: plain Python, no models."""
