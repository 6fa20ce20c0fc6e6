from . import partners

urlpatterns = [*partners.urlpatterns]
