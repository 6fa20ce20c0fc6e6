"""Sending: what is planned, the outbox, the server's answers, what comes back."""
