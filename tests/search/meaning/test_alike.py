"""Items that mean the same are alike, in whatever words they say it."""

from __future__ import annotations

import pytest

from search.likeness import alike
from search.meaning.making import make
from tests.factories import ExperiencePageFactory

pytestmark = pytest.mark.django_db


def test_what_means_the_same_is_found_without_a_word_in_common() -> None:
    page = ExperiencePageFactory(title="Les encombrants", summary="Encombrants.")
    meant = ExperiencePageFactory(title="Un canapé", summary="Un matelas.")
    for number in range(4):
        ExperiencePageFactory(title=f"Un vélo {number}", summary="À bicyclette.")
    assert meant.pk not in {one.id for one in alike(page.pk, "experience", ()) if one.meaning}
    make()
    told = {one.id: one.meaning for one in alike(page.pk, "experience", ())}
    assert told[meant.pk] == max(told.values()) > 0.5


def test_what_is_not_public_is_not_alike_even_with_vectors() -> None:
    page = ExperiencePageFactory(title="Les encombrants", summary="Encombrants.")
    secret = ExperiencePageFactory(title="Un canapé", summary="Un matelas.")
    make()
    secret.unpublish()
    assert alike(page.pk, "experience", ()) == []
    assert alike(secret.pk, "experience", ()) == []
