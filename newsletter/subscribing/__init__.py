"""Who receives the letter: asking, confirming, choosing, leaving, being forgotten; alerts and digests."""
