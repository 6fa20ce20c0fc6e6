"""Search by meaning, an option: items are also found when they say what is asked in other words.

With a model (``requirements-semantic.txt`` brings one) each item of the public index has vectors, made in the
background by ``manage.py make_vectors`` and kept in the database. Without one nothing here is asked for.
"""
