// The form of a brève.
