"""The engines that answer the portal's searches, behind ``search.interface``."""
