from . import mailing

urlpatterns = [*mailing.urlpatterns]
