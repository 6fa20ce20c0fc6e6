import json
import os
import re
from pathlib import Path

import pytest

from french.analysis import elasticsearch_analysis
from french.tokens import TOKEN_PATTERN, tokenize

FORMS = ["surface", "exact", "stem", "loose"]
TRICKY = """
L’ÉCOLE, l'œuvre d'aujourd’hui sur la presqu'île : quelqu'un de la G.U.P. et de la S.N.C.F
habitant·es habitant.e.s HABITANT·E·S habitant-e-s habitant(e)s usager·ère·s acteurs·rices lieu(x) gros·se
n°12 Nº5 1ᵉʳ m² Ⅳ ﬁche cafe\u0301 E\u0301.D.F quar\u00adtier nom_de_fichier www.site.fr a.b.c.de M.D.Dupont
R84 Covid-19 c.-à-d. est-ce peut-il prends-les ß ẞ Straße Łódź Ｆｕｌｌ 🌳 x\u0323y مرحبا ελληνικά 東京 ½
⑴ mot•e l' école fin.Les fermées travaux yeux nouvelle vélos loyers genoux lyonnaises punaises nier nettoyage
nettoiement urbanisme résidentialisation
"""


def test_every_analyzer_is_made_of_parts_that_the_settings_define():
    settings = elasticsearch_analysis()
    builtin = {"lowercase", "asciifolding"}
    used = set()
    for form in FORMS:
        analyzer = settings["analyzer"][f"french_{form}"]
        assert analyzer["tokenizer"] in settings["tokenizer"]
        assert set(analyzer["char_filter"]) <= set(settings["char_filter"])
        used |= set(analyzer["filter"])
    assert used - builtin == set(settings["filter"])


def test_the_settings_are_json():
    assert json.loads(json.dumps(elasticsearch_analysis())) == elasticsearch_analysis()


def test_the_token_pattern_has_one_group():
    assert re.compile(TOKEN_PATTERN).groups == 1


@pytest.fixture(scope="module")
def analyze():
    """Call Elasticsearch's `_analyze`: (form, text) to a list of (token, start, end)."""
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        pytest.skip("ELASTICSEARCH_URL is not set")
    elasticsearch = pytest.importorskip("elasticsearch")
    client, index = elasticsearch.Elasticsearch(url), f"test-french-{os.getpid()}"
    client.indices.create(index=index, settings={"number_of_replicas": 0, "analysis": elasticsearch_analysis()})

    def call(form, text):
        answer = client.indices.analyze(index=index, analyzer=f"french_{form}", text=text)
        return [(token["token"], token["start_offset"], token["end_offset"]) for token in answer["tokens"]]

    yield call
    client.indices.delete(index=index)
    client.close()


@pytest.mark.elasticsearch
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["tricky", "pairs.tsv", "decoys.tsv"])
def test_elasticsearch_finds_the_same_tokens_at_the_same_places(analyze, form, name):
    text = TRICKY if name == "tricky" else (Path(__file__).parent / name).read_text(encoding="utf-8")
    text = text.replace("🌳", "")  # Java counts it as two
    assert analyze(form, text) == [(getattr(token, form), token.start, token.end) for token in tokenize(text)]
