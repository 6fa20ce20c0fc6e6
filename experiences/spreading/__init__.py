"""Where practices were taken up, and by whom."""
