from django.urls import path

from .views import observatory, proposals, proposing, proposing_files

urlpatterns = [
    path("observatoire/", observatory.observatory, name="observatory"),
    path("proposer/", proposing.start, name="propose"),
    path("proposer/nouveau/", proposing.begin_one, name="begin_proposal"),
    path("proposer/mes-propositions/", proposing.mine, name="my_proposals"),
    path("proposer/<slug:key>/", proposals.proposal, name="proposal"),
    path("proposer/<slug:key>/relire/", proposals.review, name="review_proposal"),
    path("proposer/<slug:key>/effacer/", proposals.withdraw, name="withdraw_proposal"),
    path("proposer/<slug:key>/photos-et-documents/", proposing_files.files, name="proposal_files"),
    path("proposer/<slug:key>/fichiers/<int:number>/", proposing_files.file, name="proposal_file"),
    path("proposer/<slug:key>/<slug:slug>/", proposing.step, name="proposal_step"),
]
