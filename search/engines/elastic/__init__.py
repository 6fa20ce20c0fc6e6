"""Elasticsearch 8 or 9 as the public search's engine: a copy of the public index, asked in one request a page.

The database index stays the original: it is written with each publication, it answers when the server is away, and the
journal of its changes is what the copy is brought up to date by.
"""
