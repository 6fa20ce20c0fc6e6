"""The results page, and every list that is a search with something fixed."""
