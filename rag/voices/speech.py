"""Verbs by which somebody's words or views are given, and what must follow them to mean that.

`He added that it rained` is speech, `rain added 3 percent` is not. Knows single words only, no speakers.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rag.voices.words import (
    AUXILIARIES,
    BEING,
    BINDERS,
    JOINERS,
    POINTERS,
    PREPOSITIONS,
    SUBJECTS,
    Token,
    is_finite,
    is_time,
)

Form = Literal["base", "s", "past", "ing"]
AHEAD = 12
"""Words after a verb among which its complement must show; a clause rarely keeps its verb back longer."""


class Verb(NamedTuple):
    """One form of a verb of speech; several needs are read as "any of"."""

    lemma: str
    form: Form
    needs: tuple[str, ...]


VERBS_BY_NEED = {
    "anything": """
        say argue insist warn explain reply stress assert contend allege remark quip joke lament complain
        caution implore exclaim tweet reiterate testify retort reckon boast accuse blame criticise criticize
        condemn denounce praise acknowledge promise pledge vow urge demand dispute
    """,
    "clause": """
        add note claim conclude recall announce report believe think fear feel doubt admit concede confirm
        disclose declare observe estimate calculate emphasise emphasize underline predict forecast speculate
        counter assure remind inform maintain write recount clarify worry suspect expect hope swear
    """,
    "that": """
        find state show charge rule agree suggest indicate reveal imply signal threaten respond hint propose
        recommend deny advise mean
    """,
    "quotation": "read answer repeat continue shout cry whisper call smile laugh sigh muse ask",
    "question": "ask question wonder inquire enquire doubt",
    "to": "expect hope swear claim",
    "as": "describe dismiss hail brand label",
    "appeal": "call appeal",
    "name": "call",
    "doing": "deny admit recall suggest recommend propose",
    "charge": "deny",
    "out": "point",
    "it": "put",
    "listener": "tell",
}
"""A verb that stands after its words (`…, he noted`) needs nothing more."""

_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "feel": "feels felt feeling", "write": "writes wrote writing", "find": "finds found finding",
    "swear": "swears swore swearing", "read": "reads read reading", "mean": "means meant meaning",
    "admit": "admits admitted admitting", "quip": "quips quipped quipping", "put": "puts put putting",
    "forecast": "forecasts forecast forecasting", "signal": "signals signalled signalling",
    "label": "labels labelled labelling", "show": "shows showed showing",
}  # fmt: skip
_OWNERS = frozenset("his her their its".split())
_OFTEN_PASSIVE = frozenset("say tell expect believe think urge".split())
"""`a video expected to …`, `people told to …`: no auxiliary shows that it is said of them."""
_CHARGES = frozenset(
    "any wrongdoing it them claims allegations charges accusations reports involvement responsibility".split()
)


def _forms(lemma: str) -> tuple[str, str, str]:
    if lemma in _IRREGULAR:
        third, past, ing = _IRREGULAR[lemma].split()
        return third, past, ing
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y"):
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    return lemma + ("es" if lemma.endswith(("sh", "ss")) else "s"), lemma + "ed", lemma + "ing"


def _verbs() -> dict[str, Verb]:
    needs: dict[str, tuple[str, ...]] = {}
    for need, lemmas in VERBS_BY_NEED.items():
        for lemma in lemmas.split():
            needs[lemma] = (*needs.get(lemma, ()), need)
    verbs: dict[str, Verb] = {}
    for lemma, its in needs.items():
        third, past, ing = _forms(lemma)
        verbs |= {lemma: Verb(lemma, "base", its), third: Verb(lemma, "s", its), ing: Verb(lemma, "ing", its)}
        verbs[past] = Verb(lemma, "past", its)
    return verbs


VERBS = _verbs()
NOUNS = frozenset(
    """
    state rule report claim note demand estimate promise hope fear doubt answer blame call signal label brand
    forecast dispute praise remark wonder whisper cry shout laugh smile sigh repeat reply caution stress urge boast
    joke quip vow pledge appeal counter charge worry show tweet point
    """.split()
)
"""Verbs of which a present form is also a noun: `his latest remarks`, `the United States`."""

PASSIVE = (frozenset(VERBS_BY_NEED["anything"].split()) - {"say", "blame"}) | frozenset(
    "tell call describe dismiss hail brand label confirm".split()
)
"""Verbs whose agent (`was described by X as`) is a speaker."""


def may_be_active(before: Token, verb: Verb, helpers: list[str]) -> bool:
    """Neither denied (`would not say`) nor passive (`is said`); a form in -ing only after `is` or `quoted as`."""
    if any(w in ("not", "never", "cannot") or w.endswith("n’t") for w in helpers):
        return False
    return bool(BEING.intersection(helpers)) == (verb.form == "ing") and before.low not in ("’s", "to")


def may_be_noun(verb: Verb) -> bool:
    """Whether this form of the verb is as often a noun."""
    return verb.lemma in NOUNS and verb.form in ("base", "s")


def is_explicit(tokens: Sequence[Token], at: int) -> bool:
    """Whether `that …` or a quotation follows at once: then the word before it is no noun."""
    return _that(tokens[at + 1 : at + 3]) or _quotation(tokens[at + 1 : at + 3])


def is_complete(tokens: Sequence[Token], at: int, verb: Verb) -> bool:
    """Whether what follows the verb at `at` makes it one of speech."""
    tail = tokens[at + 1 : at + 1 + AHEAD]
    if tail and tail[0].low == "to" and verb.form == "past" and verb.lemma in _OFTEN_PASSIVE:
        return False
    return any(_NEEDS[need](tail) for need in verb.needs)


def _clause(tail: Sequence[Token]) -> bool:
    """`that …`, a quotation, or a clause without `that`: its verb must show before another clause begins."""
    if _that(tail) or _question(tail):
        return True
    if tail and tail[0].low in PREPOSITIONS:
        return False
    starts = bool(tail) and (tail[0].is_name or tail[0].low in SUBJECTS | _OWNERS)
    for i, token in enumerate(tail):
        if i and (token.low in AUXILIARIES or (starts and is_finite(tail, i))):
            return True
        if token.is_break or token.low in BINDERS or (token.low == "to" and not starts):
            return False
    return False


def _that(tail: Sequence[Token]) -> bool:
    """`that …` or a quotation, perhaps after a time or a person: `announced on Monday that`, `assured them that`."""
    for i, token in enumerate(tail):
        if token.low == "that" and (i + 1 == len(tail) or not (tail[i + 1].is_break or tail[i + 1].low in AUXILIARIES)):
            return True
        if token.is_break:
            return _quotation(tail[i:]) and i == 0
    return False


def _quotation(tail: Sequence[Token]) -> bool:
    """Words in quotation marks at once, or behind a colon or comma; a colon at the end promises them."""
    marks = [t.is_quotation for t in tail[:2]]
    return marks[:1] == [True] or (marks == [False, True] and tail[0].text in ",:") or [t.text for t in tail] == [":"]


def _question(tail: Sequence[Token]) -> bool:
    words = [t.low for t in tail[:3]]
    return any(w in ("whether", "if", "why", "how", "what", "where", "who") for w in words) and not tail[0].is_break


def _named(tail: Sequence[Token]) -> bool:
    """`called the plan “mad”`, `called him a liar`; not `called a strike`."""
    simple = True
    for i, token in enumerate(tail):
        if i and (token.is_quotation or (simple and token.low in ("a", "an"))):
            return True
        if token.is_break or token.low in JOINERS | BINDERS:
            return False
        simple = simple and token.low not in PREPOSITIONS
    return False


def _to(tail: Sequence[Token]) -> bool:
    for token in tail:
        if token.low == "to":
            return True
        if token.is_break or token.low in BINDERS:
            return False
    return False


def _as(tail: Sequence[Token]) -> bool:
    return any(t.low == "as" or t.is_quotation for t in tail)


def _appeal(tail: Sequence[Token]) -> bool:
    return len(tail) > 1 and tail[0].low in ("for", "on", "upon") and not is_time(tail, 1)


def _doing(tail: Sequence[Token]) -> bool:
    return bool(tail) and tail[0].low.endswith("ing")


def _charge(tail: Sequence[Token]) -> bool:
    words = [t.low for t in tail[:3]]
    return bool(words) and (words[0] in _CHARGES or (words[0] in POINTERS and any(w in _CHARGES for w in words)))


def _listener(tail: Sequence[Token]) -> bool:
    """`told police (that) he saw it`, `told them to leave`, `told me about it`; not `tells another story`."""
    if _that(tail) or _question(tail[1:]):
        return True
    for i, token in enumerate(tail):
        if i and (token.low in ("to", "of", "about") or is_finite(tail, i)):
            return True
        if token.is_break:
            return token.is_quotation or _quotation(tail[i:])
    return False


def _out(tail: Sequence[Token]) -> bool:
    """`pointed out that it rained`; not `pointed to the door`."""
    return bool(tail) and tail[0].low == "out" and _clause(tail[1:])


def _it(tail: Sequence[Token]) -> bool:
    return bool(tail) and tail[0].low in SUBJECTS


_NEEDS: dict[str, Callable[[Sequence[Token]], bool]] = {
    "anything": lambda _: True, "clause": _clause, "that": _that, "quotation": _quotation, "question": _question,
    "to": _to, "as": _as, "appeal": _appeal, "name": _named, "doing": _doing, "charge": _charge, "it": _it, "out": _out,
    "listener": _listener,
}  # fmt: skip
