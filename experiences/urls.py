from django.urls import path

from .views import figures, lessons, observatory, outcomes, selecting, spreading

urlpatterns = [
    path("observatoire/", observatory.observatory, name="observatory"),
    path("observatoire/pratiques.<str:form>", observatory.practices_file, name="practices_file"),
    path("observatoire/chiffres/", figures.figures, name="figures"),
    path("observatoire/chiffres/<slug:name>/", figures.figure, name="figure"),
    path("observatoire/chiffres/<slug:name>/integrer/", figures.figure_embed, name="figure_embed"),
    path("observatoire/chiffres/<slug:name>.csv", figures.figure_csv, name="figure_csv"),
    path("observatoire/chiffres/<slug:name>.svg", figures.figure_svg, name="figure_svg"),
    path("observatoire/issues/", outcomes.outcomes, name="outcomes"),
    path("observatoire/issues/<slug:slug>/", outcomes.outcome, name="outcome"),
    path("observatoire/lecons/", lessons.lessons, name="lessons"),
    path("observatoire/selection/", selecting.selection, name="selection"),
    path("observatoire/selection.<str:form>", selecting.selection_file, name="selection_file"),
    path("observatoire/comparer/", selecting.compare, name="compare"),
    path("observatoire/essaimage/", spreading.spreads, name="spreads"),
    path("observatoire/essaimage/<item_id:pk>/", spreading.tell, name="adoption"),
    path("observatoire/essaimage/<item_id:pk>/merci/", spreading.told, name="adoption_told"),
]
