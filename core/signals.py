from django.dispatch import Signal

# A KnowledgePage and all its children are written. Arguments: instance.
knowledge_page_saved = Signal()
