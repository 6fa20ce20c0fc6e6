"""Reads the text of attached files, which nobody has looked at before us.

What may be hostile is read by another process (``child``), which gives itself little memory and little time before it
opens the file, and knows no secret of the site. This process (``worker``) imports nothing of Django.
"""
