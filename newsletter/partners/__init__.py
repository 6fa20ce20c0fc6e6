"""What partners bring: their space, the links that invite them, the letters they are sent."""
