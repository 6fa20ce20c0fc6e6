"""What the templates of figures need."""

from django import template

from experiences.figures.chart import Chart, chart_of
from experiences.figures.figure import Figure

register = template.Library()


@register.filter
def chart(figure: Figure) -> Chart:
    """Its drawing."""
    return chart_of(figure)
