"""The analysis of French that every search engine of the portal shares. Plain Python: no Django, no models."""
