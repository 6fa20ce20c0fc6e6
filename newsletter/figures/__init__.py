"""What the team learns from its letters: numbers of letters and of items, of nobody in particular."""
