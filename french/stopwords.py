"""Words that say little in a query: French function words and what people put around a question."""

from collections.abc import Sequence

from french.folding import fold
from french.tokens import ELISIONS, Token

# Folded, as `Token.exact`. Not among them: "été" (a season, too), "personne", "sans", the numbers.
_WORDS = (
    # articles, prepositions, conjunctions
    "a afin ainsi alors apres au aucun aucune aupres aussi autour aux avant avec car ce ceci cela celle "
    "celles celui ces cet cette ceux chaque chez comme contre d dans de depuis des desquelles desquels "
    "donc dont du duquel durant en entre envers et hors jusque la laquelle le lequel les lesquelles "
    "lesquels leur leurs lors lorsque mais malgre meme memes ni or ou outre par parmi pendant plusieurs "
    "pour pourtant puis puisque quand que quelque quelques si sinon selon soit sous sur tandis tel telle "
    "telles tels tous tout toute toutes un une vers via voici voila y "
    # pronouns, possessives, negation
    "ca elle elles eux il ils je lui ma me mes moi mon ne nos notre nous on pas plus qui quoi "
    "rien sa se ses soi son ta te tes toi ton tu vos votre vous quelqu quelquun quelquune jamais "
    "non oui "
    # être, avoir, aller, faire, pouvoir, devoir, falloir
    "ai aie aient as avaient avais avait avez avoir avons ayant es est etaient etais etait etant etes etre "
    "eu eut fut ont sera serait seront soient sommes sont suis va vais vont faire fais faisons fait faites "
    "font faut faudrait peut peuvent peux pouvez pouvoir pourrait doit doivent devons devoir "
    # questions and conversation
    "combien comment pourquoi quel quels quelle quelles estce dis dites merci bonjour svp stp cherche "
    "cherchons trouver trouve voudrais voudrait veux souhaite souhaiterais aimerais connaitre savoir sait "
    "sais concernant propos sujet exemple exemples bien tres trop peu deja encore ici etc sil quil "
    "quils"
)
STOP_WORDS = frozenset(_WORDS.split()).union(map(fold, ELISIONS))


def significant(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens` without the stop words, or all of them where nothing else would be left."""
    kept = [token for token in tokens if token.exact not in STOP_WORDS]
    return kept or list(tokens)
