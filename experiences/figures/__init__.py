"""The figures of the observatoire: what the practices of a search look like, counted. All numbers come from the search,
so that each is the number of results of the list that it leads to."""

from .catalogue import NAMES, figure_of, figures_of, figures_query
from .figure import Figure

__all__ = ["NAMES", "Figure", "figure_of", "figures_of", "figures_query"]
