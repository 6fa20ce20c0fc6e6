from django.dispatch import Signal

# Territories were written in bulk, without a signal each. No argument.
territories_loaded = Signal()
