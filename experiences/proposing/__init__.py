"""Proposing a practice: the steps of the form, what becomes of a proposal, what its author is told."""
