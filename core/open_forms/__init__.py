"""Forms that anyone may send, without an account: guarded against machines, sent once, answered by letter."""
