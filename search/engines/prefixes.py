"""What begins with what is being typed: look-ups that an index answers, on either database.

The index of words (``search_fts``) knows those of the titles apart from the others; the index of whole titles, folded,
answers before there are enough letters to look words up.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from taxonomy.models import Territory

LEAST_LETTERS = 3  # a shorter beginning is that of too many words to be looked up among those of all titles
# A place is known by its name without the article, and often without what it is the saint of.
PLACE_OPENINGS = ("", "la ", "le ", "les ", "l'", "saint-", "sainte-")
# Whose names begin with what they are (« CC de… », « Quartier… »): any word counts. There are few of them.
NAMED_AT_LENGTH = (Territory.Level.REGION, Territory.Level.DEPARTEMENT, Territory.Level.EPCI, Territory.Level.QUARTIER)
# For want of a population: among communes, where each stands. Quartiers are what the portal is about.
USUAL_SIZES = {
    Territory.Level.REGION: 5_000_000,
    Territory.Level.DEPARTEMENT: 500_000,
    Territory.Level.QUARTIER: 50_000,
}
_LAST_SIGN = "\U0010ffff"
_SPACED = "' ' || replace(replace(folded, '-', ' '), '''', ' ')"  # the words of a name, each with a space before it
_CASES = " ".join(f"WHEN '{level.value}' THEN {size}" for level, size in USUAL_SIZES.items())
_SIZE = f"COALESCE(population, CASE level {_CASES} ELSE 0 END)"


class SqlitePrefixes:
    begins = "{0} >= %s AND {0} < %s"  # LIKE would use no index
    order = "{0}"
    words = "search_fts MATCH %s"
    id = "rowid"

    def bounds(self, text: str) -> list[object]:
        return [text, text + _LAST_SIGN]

    def expression(self, words: Sequence[str]) -> str:
        return "{title} : (" + " AND ".join(f'"{word}"*' for word in words) + ")"


class PostgresqlPrefixes:
    # Signs are compared one by one, as the index does, and not as the language of the database sorts them.
    begins = "{0} LIKE %s"
    order = "{0} USING ~<~"
    words = "head @@ CAST(%s AS tsquery)"  # the only words marked with "=" there are those of the title
    id = "id"

    def bounds(self, text: str) -> list[object]:
        return [connection.ops.prep_for_like_query(text) + "%"]

    def expression(self, words: Sequence[str]) -> str:
        return " & ".join(f"'={word}':*" for word in words)


def titles_like(opening: str, words: Sequence[str], most: int) -> RawSQL:
    """The ids of items whose title begins with ``opening`` (folded), and of the newest in whose title all ``words``
    (their exact forms: letters and digits) begin one; at most ``most`` of each. Shorter words are left unchecked."""
    prefixes = _prefixes()
    begins, order = prefixes.begins.format("sort_title"), prefixes.order.format("sort_title")
    sql = (
        "SELECT id FROM (SELECT page_id AS id FROM search_indexeditem "
        f"WHERE {begins} AND (expires_at IS NULL OR expires_at > %s) ORDER BY {order}, page_id LIMIT %s) beginning"
    )
    parameters = [*prefixes.bounds(opening), connection.ops.adapt_datetimefield_value(timezone.now()), most]
    long = [word for word in words if len(word) >= LEAST_LETTERS]
    if long:
        sql += (
            f" UNION SELECT id FROM (SELECT {prefixes.id} AS id FROM search_fts "
            f"WHERE {prefixes.words} ORDER BY {prefixes.id} DESC LIMIT %s) holding"
        )
        parameters += [prefixes.expression(long), most]
    return RawSQL(sql, parameters)


def places_like(words: Sequence[str], name: str, code: str, most: int) -> RawSQL:
    """The ids of the places of that (folded) name or code, and of the ``most`` populated in whose name all ``words``
    begin one: the first of them its beginning, unless the name is one of those given at length."""
    prefixes = _prefixes()
    begun = " OR ".join([f"({prefixes.begins.format('folded')})"] * len(PLACE_OPENINGS))
    named = f" AND {_SPACED} LIKE %s"
    # One level at a time: of several together the planner thinks that they are most of the table, and reads it all.
    conditions = [f"({begun}){named * (len(words) - 1)}", *[f"level = %s{named * len(words)}"] * len(NAMED_AT_LENGTH)]
    places = " UNION ".join(f"SELECT id, {_SIZE} AS size FROM taxonomy_territory WHERE {one}" for one in conditions)
    sql = (
        f"SELECT id FROM (SELECT id FROM ({places}) likely ORDER BY size DESC LIMIT %s) largest "
        "UNION SELECT id FROM taxonomy_territory WHERE folded = %s "
        "UNION SELECT id FROM taxonomy_territory WHERE code = %s"
    )
    patterns = [f"% {word}%" for word in words]
    bounds = [bound for opening in PLACE_OPENINGS for bound in prefixes.bounds(opening + words[0])]
    of_levels = [value for level in NAMED_AT_LENGTH for value in (level, *patterns)]
    return RawSQL(sql, [*bounds, *patterns[1:], *of_levels, most, name, code])


def _prefixes() -> SqlitePrefixes | PostgresqlPrefixes:
    return SqlitePrefixes() if connection.vendor == "sqlite" else PostgresqlPrefixes()
