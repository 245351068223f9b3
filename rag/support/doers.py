"""A clause beside its source: whether the same people do the same to the same people. By word order alone."""

from collections.abc import Sequence

from rag.support.clauses import Reading, is_verb
from rag.support.pairs import Pair
from rag.support.roles import SYMMETRIC, acts, has_object, is_passive, parties, subject_is_pronoun, takes_pronoun


def roles_swapped(pair: Pair) -> bool:
    """Somebody else does it, or it is done to the one who does it."""
    for verb in pair.links:
        places = [j for j in pair.links[verb] if acts(pair.given.terms, j)]
        if not acts(pair.said.terms, verb) and not _is_plural_verb(pair.said, verb):
            continue
        if places and all(_is_swapped(pair, verb, j) or _has_other_object(pair, verb, j) for j in places):
            return True
    return False


def _is_plural_verb(reading: Reading, at: int) -> bool:
    """`farmers blame the firm`: like a noun, but between a noun and an object."""
    return at > 0 and reading.terms[at - 1].kind in ("name", "word") and has_object(reading.terms, at)


def _is_swapped(pair: Pair, said: int, given: int) -> bool:
    ours, theirs = parties(pair.said, said), parties(pair.given, given)
    if pair.said.terms[said].key in SYMMETRIC:
        return _are_others(pair, ours.agents, theirs.agents | theirs.patients)
    if is_passive(pair.said.terms, said) and is_passive(pair.given.terms, given):
        return _are_others(pair, ours.patients, theirs.patients)
    known = [i for i in ours.agents if i in pair.links]
    if known:
        return _does_other(pair, known, said, given)
    if ours.agents and not ours.agents.intersection(pair.missing) and not pair.source.lent:
        return bool(theirs.agents) and not subject_is_pronoun(pair.given, given)  # the speaker is said to have done it
    if not theirs.agents or not any(theirs.agents.issuperset(pair.links.get(i, (-1,))) for i in ours.patients):
        return False
    return not is_passive(pair.said.terms, said) or has_object(pair.given.terms, given)


def _does_other(pair: Pair, known: Sequence[int], said: int, given: int) -> bool:
    """Whether those who do it here do not do it there: none of them, or one who does something else there."""
    theirs = parties(pair.given, given)
    if not theirs.agents:
        return is_passive(pair.given.terms, given) and not is_passive(pair.said.terms, said)
    strays = [i for i in known if not theirs.agents.intersection(pair.links[i])]
    if len(strays) == len(known):
        return True
    return any(all(_is_told_of_other(pair.given, j, given) for j in pair.links[i]) for i in strays)


def _is_told_of_other(reading: Reading, at: int, verb: int) -> bool:
    """Whether the term is in another piece, as the subject of another verb."""
    piece = reading.segment(at)
    others = (i for i in piece if i > at and acts(reading.terms, i))
    stands_in = any(reading.terms[i].low in ("one", "ones") for i in reading.segment(verb))
    return verb not in piece and any(others) and not stands_in


def _are_others(pair: Pair, ours: frozenset[int], theirs: frozenset[int]) -> bool:
    """Whether none of ours is among theirs. In `A, B and C were sold, but no D` A and D have no verb of their own."""
    known = [i for i in ours if i in pair.links]
    if not known or not theirs or any(theirs.intersection(pair.links[i]) for i in known):
        return False
    places = [j for i in known for j in pair.links[i]]
    return not any(j < min(theirs) or "not" in pair.given.kinds_at(j) for j in places if _lacks_verb(pair.given, j))


def _lacks_verb(reading: Reading, at: int) -> bool:
    return not any(is_verb(reading.terms, i) for i in reading.segment(at))


def _has_other_object(pair: Pair, said: int, given: int) -> bool:
    """`praised A but blamed B` made `blamed A`: what follows the verb here stands before it there."""
    if is_passive(pair.said.terms, said) or not has_object(pair.given.terms, given):
        return False
    first = next((i for i in pair.said.content if said < i <= said + 3), None)
    if first not in pair.links or takes_pronoun(pair.given, given):
        return False
    theirs = parties(pair.given, given)
    is_subject = theirs.agents.intersection(pair.links[first])
    # `blamed the firm` may well be said of a firm that has its name elsewhere in the sentence
    if pair.said.terms[first].kind == "name" != pair.given.terms[given + 1].kind and not is_subject:
        return False
    return all(j < given and j not in theirs.patients for j in pair.links[first])
