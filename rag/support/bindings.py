"""A clause beside its source: whether what belongs together there belongs together here.

All words may be right and the statement wrong: 38 percent given to the other firm, the accuser accused, the
date of one event told of the next. By word order alone; each check returns whether something is wrong.
"""

from collections.abc import Callable, Iterator, Sequence

from rag import lexicon, terms
from rag.support.clauses import Reading, is_verb
from rag.support.doers import roles_swapped
from rag.support.pairs import Pair
from rag.support.roles import RELATIVES, is_passive, takes_pronoun
from rag.terms import Term

NEAR = 4
"""Terms between a number and what it counts, and between the words of one name."""

_RELATIVES = RELATIVES | {"where", "when"}
EMPTY_VERBS = frozenset(terms.terms(word)[0].key for word in lexicon.LIGHT)
_TIMES = frozenset("year years month months week weeks day days last next".split())
_ARTICLES = frozenset("the a an its their his her".split())


def is_figure(term: Term) -> bool:
    """Whether the term is a number, a place in a row, a day or a month."""
    return term.kind in ("number", "date") or term.key.startswith("#")


def figure_elsewhere(pair: Pair) -> bool:
    """A number that counts something else there: `31 jobs` of `640 jobs on 31 May`; `five` of `three of the five`."""
    places = [i for i in pair.links if is_figure(pair.said.terms[i])]
    return any(all(_is_elsewhere(pair, i, j) for j in pair.links[i]) for i in places)


def _is_elsewhere(pair: Pair, said: int, given: int) -> bool:
    return _counts_other(pair, said, given) or _has_other_owner(pair, said, given) or _is_whole(pair, said, given)


def _counts_other(pair: Pair, said: int, given: int) -> bool:
    unit = said + 1
    if pair.said.terms[said].kind != "number" or unit not in pair.links or pair.said.terms[unit].kind != "word":
        return False
    if [t.low for t in pair.given.terms[given + 1 : given + 3]] in (["of", "them"], ["of", "these"], ["of", "those"]):
        return False
    return not any(_counts(pair.given, given, place) for place in pair.links[unit])


def _counts(reading: Reading, number: int, unit: int) -> bool:
    """Whether the number may count the unit: it is near, and no other number does. `60 days to 10`: both do."""
    followed = reading.terms[number + 1 : number + 2]
    if followed and followed[0].low in ("more", "fewer", "less", "times"):
        return False
    has_own = bool(followed) and followed[0].is_content and unit not in (number - 1, number + 1)
    return abs(unit - number) <= NEAR and not (has_own and unit < number)


def _is_whole(pair: Pair, said: int, given: int) -> bool:
    """Whether the source tells of a part of this number only: `three of the five`."""
    return _follows_part(pair.given, given) and not any(
        t.kind == "number" for t in pair.said.terms[max(0, said - 5) : said]
    )


def _follows_part(reading: Reading, at: int) -> bool:
    before = [t for t in reading.terms[max(0, at - 3) : at] if t.low not in _ARTICLES]
    if len(before) < 2 or before[-1].low != "of":
        return False
    return before[-2].kind == "number" or before[-2].low in lexicon.SOME | lexicon.NEGATORS | {"one"}


def _has_other_owner(pair: Pair, said: int, given: int) -> bool:
    """`A held 62 percent and B 38`: whether the clause gives 38 to A. Another number and a newcomer stand between."""
    owner = next((i for i in range(said - 1, -1, -1) if _owns(pair.said, i) and i in pair.links), -1)
    start = max((j for j in pair.links.get(owner, ()) if j < given), default=given)
    rivals = [j for j in range(start + 1, given) if _rivals(pair.given.terms[j], pair.given.terms[given])]
    if not rivals:
        return False
    is_date = pair.given.terms[given].kind == "date" or _is_year(pair.given.terms[given])
    aside = is_date and pair.given.segments[rivals[-1]] != pair.given.segments[given]
    newcomers = [j for j in pair.given.content if rivals[-1] < j < given and (aside or _owns(pair.given, j))]
    return any(j not in pair.back for j in newcomers)


def _owns(reading: Reading, at: int) -> bool:
    return reading.terms[at].kind == "name" or (reading.terms[at].kind == "word" and is_verb(reading.terms, at))


def _rivals(one: Term, other: Term) -> bool:
    """Two years, two days, or two numbers that are no years."""
    return one.kind == other.kind and _is_year(one) == _is_year(other) and one.key != other.key


def _is_year(term: Term) -> bool:
    return term.kind == "number" and len(term.key) == 4 and term.key[:2] in ("17", "18", "19", "20")


def turned_round(pair: Pair) -> bool:
    """`from 60 to 10` made `from 10 to 60`, `88 votes to 61` made `61 to 88`, `more in A than in B` turned round."""
    there = {(b, a) for a, b in _spans(pair.given)}
    if any(a != b and (a, b) in there for a, b in _spans(pair.said)):
        return True
    return any(_crosses(pair, word) for word in lexicon.PIVOTS)


def _spans(reading: Reading) -> Iterator[tuple[str, str]]:
    for i, term in enumerate(reading.terms):
        to = next((j for j in range(i, min(i + 6, len(reading.terms))) if reading.terms[j].low == "to"), None)
        if to is not None and (term.low == "from" or term.kind == "number"):
            yield _first(reading, i + (term.low == "from")), _first(reading, to + 1)


def _first(reading: Reading, at: int) -> str:
    return next((t.key for t in reading.terms[at : at + 3] if t.is_content), "")


def _crosses(pair: Pair, word: str) -> bool:
    """Whether names or verbs have changed sides around a word that stands once in each text."""
    ours, theirs = ([i for i, t in enumerate(r.terms) if t.low == word] for r in (pair.said, pair.given))
    if len(ours) != 1 or len(theirs) != 1:
        return False
    movers = [i for i in pair.links if _owns(pair.said, i)]
    left = any(i < ours[0] and all(j > theirs[0] for j in pair.links[i]) for i in movers)
    right = any(i > ours[0] and all(j < theirs[0] for j in pair.links[i]) for i in movers)
    return left and right


def names_exchanged(pair: Pair) -> bool:
    """`in Lima … left Callao` made `in Callao … left Lima`: two names stand behind each other's words."""
    found = [i for i in pair.links if pair.said.terms[i].kind == "name"]
    governed = {(pair.said.terms[i].key, _governor(pair.said, i)) for i in found}
    there = {(pair.given.terms[j].key, _governor(pair.given, j)) for i in found for j in pair.links[i]}
    lost = governed - there
    return any((a, h) in there and (b, g) in there for a, g in lost for b, h in lost if a != b and g != h and g and h)


def names_mixed(pair: Pair) -> bool:
    """`Ana Lenz` of `Ana Ruiz` and `Ivo Lenz`: two words of one name that stand far apart in the source."""
    names = [i for i in pair.links if pair.said.terms[i].kind == "name"]
    pairs = [(pair.links[i], pair.links[i + 1]) for i in names if i + 1 in names]
    return any(all(abs(a - b) > NEAR for a in one for b in other) for one, other in pairs)


def _governor(reading: Reading, at: int) -> str:
    """The word before a name, articles apart."""
    before = [t for t in reading.terms[max(0, at - 2) : at] if t.low not in _ARTICLES]
    return (before[-1].key or before[-1].low) if before else ""


def torn_from_verb(pair: Pair) -> bool:
    """`killed cattle and drove herders away` made `killed herders`: the verb it belongs to there is left out here."""
    for i, places in pair.links.items():
        verb = _verb_before(pair.said, i)
        if verb is None or verb not in pair.links or _is_verbal(pair.said, i) or pair.said.terms[i].low in _TIMES:
            continue
        if pair.said.terms[i - 1].kind == "number":  # a unit: it goes with its number
            continue
        voice = is_passive(pair.said.terms, verb)
        theirs = [j for j in pair.links[verb] if is_passive(pair.given.terms, j) == voice]
        if not is_figure(pair.said.terms[i]) and any(takes_pronoun(pair.given, j) for j in theirs):
            continue
        if theirs and all(_is_torn(pair, theirs, j) for j in places):
            return True
    return False


def _is_torn(pair: Pair, verbs: Sequence[int], at: int) -> bool:
    """Whether the term there follows another verb in its piece of the sentence, one that the clause leaves out."""
    own = _verb_before(pair.given, at)
    if own is None or own in pair.back or pair.given.segments[own] != pair.given.segments[at]:
        return False
    if pair.given.terms[own].key in EMPTY_VERBS:
        return False
    if any(own < verb < at for verb in verbs):
        return False
    return not any(_is_antecedent(pair.given, at, verb) for verb in verbs)


def _is_antecedent(reading: Reading, at: int, verb: int) -> bool:
    """Whether the piece of the verb begins with the `where` or `which` that stands for the term."""
    piece = reading.segment(verb)
    return reading.segments[verb] == reading.segments[at] + 1 and reading.terms[piece.start].low in _RELATIVES


def joined(pair: Pair) -> bool:
    """Words from both sides of a semicolon in one clause; a name may be meant by a pronoun on the other side."""
    marks = [i for i, t in enumerate(pair.given.terms) if t.low == ";"]
    halves = [
        {sum(mark < j for mark in marks) for j in places}
        for i, places in pair.links.items()
        if pair.said.terms[i].kind != "name"
    ]
    return bool(halves) and not set.intersection(*halves)


def _verb_before(reading: Reading, at: int) -> int | None:
    return next((i for i in range(at - 1, -1, -1) if _is_verbal(reading, i)), None)


def _is_verbal(reading: Reading, at: int) -> bool:
    """A verb with a meaning of its own: `sold`, `to sell`, `, selling`."""
    term = reading.terms[at]
    if term.kind != "word":
        return term.kind == "say"
    before = reading.terms[at - 1] if at else None
    if before is not None and before.low == "to":
        return True
    opens = before is None or before.kind == "mark" or before.low == "and"
    return is_verb(reading.terms, at) or (opens and term.low.endswith("ing"))


BINDINGS: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("a number for something else", figure_elsewhere),
    ("turned round", turned_round),
    ("names exchanged", names_exchanged),
    ("names mixed up", names_mixed),
    ("somebody else does it", roles_swapped),
    ("told of something else", torn_from_verb),
    ("two statements in one", joined),
)
