"""Whether a sentence can hold the kind of thing that a question asks for: an amount, a name of a firm, a time.

The model says yes to "which firms?" over "the firms were ordered to pay"; here it is seen that no firm is named.
Only what can be told from the words is denied: places, persons and most else come in too many forms to say no.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rag import lexicon, terms
from rag.cast import Cast, aliases, names_in
from rag.clock import mentions_time
from rag.questions import wants
from rag.voices.words import DAYS, MONTHS, ORGANISATIONS, is_role

Unit = Literal["money", "percent", "year", "plain"]

_FIRMS = frozenset("company companies firm firms corporation corporations bank banks business businesses".split())
_NO_FIRM = ORGANISATIONS - frozenset("company corporation firm group bank motors airlines holdings industries".split())
_COUNTRIES = frozenset("country countries nation nations state states government governments side sides".split())
_AMOUNTS = re.compile(
    r"\b(?:half|third|quarter|dozens|hundreds|thousands|millions|several|none|few|most|nobody|no [a-z]+)\b", re.I
)
_DURATIONS = re.compile(
    r"\b(?:weeks?|months?|years?|decades?|century|centuries|days?|hours?|minutes?|now|soon|after|before|during|until|while"
    r"|once|war|spring|summer|autumn|winter|morning|afternoon|evening|night|noon|midnight)\b",
    re.IGNORECASE,
)
_CAUSES = re.compile(
    r"\b(?:because|since|due to|owing|given|so that|so|in order|out of|fear\w*|avoid\w*|amid|reasons?|caus\w+|prompt\w*"
    r"|in response|in protest|accus\w+|blam\w+|unless|lest|wants?|wish\w*|hop(?:es?|ing)|aims?|eager|after|over"
    r"|for \w+ing)\b|, as\b|\bfor (?:not|being|his|her|their|its|a|the)\b|[;:]|^To \w+|\bas [A-Z]?[a-z]\w+ \w+s\b"
    r"|[,–—-] to \w+",
)
_UNSURE = re.compile(
    r"\b(?:pinpoint|no (?:date|timetable|deadline)|unclear|not clear|hard(?:er)? to (?:say|tell)"
    r"|(?:has|have) not (?:said|given))\b",
    re.IGNORECASE,
)
_EXACT_DAY = re.compile(r"\b(?:what|which|exact) (?:exact )?(?:day|date)\b", re.IGNORECASE)
_A_DAY = re.compile(
    rf"\b(?:{'|'.join(DAYS)}|yesterday|today|tomorrow)\b|\b\d{{1,2}}\b(?!\s*(?:percent|%))", re.IGNORECASE
)
_HOW_LONG = re.compile(r"\bhow long\b(?! (?:ago|since))", re.IGNORECASE)
_TIME_SPENT = re.compile(
    r"\bhow much (?:more |extra )?time\b|\bhow many (?:hours|days|weeks|months|years)\b", re.IGNORECASE
)
_A_SPAN = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|an?|half|several|many|few"
    r"|some|dozens of|for)) ?-?(?:more )?(?:minute|hour|day|week|month|year|decade|centur)|\d{4} ?[-–] ?\d{4}"
    r"|\bbetween\b.*\band\b|\bfrom\b.*\b(?:to|until)\b|\bsince\b|\buntil\b",
    re.IGNORECASE,
)
_FAMILIES = (
    frozenset("university college institute school academy".split()),
    frozenset({"party", "parties"}),
    frozenset("court tribunal".split()),
    frozenset("museum gallery".split()),
)
"""Institutions whose names say what they are."""
_PLACES = frozenset("city town village".split())
_MONTH_ASKED = re.compile(r"\b(?:what|which) (?:\w+ )?month\b", re.IGNORECASE)
_A_MONTH = re.compile(
    rf"\b(?:{'|'.join(m.capitalize() for m in lexicon.MONTHS)}|(?:this|last|next|following) month)\b", re.IGNORECASE
)
_NAME_OF = re.compile(r"\bname of (?:the|a|an|that|his|her|its|their)\b", re.IGNORECASE)
_WHO_IS = re.compile(r"\bwho(?: is| was|[’']s)\b", re.IGNORECASE)
_PEOPLE = frozenset(map(terms.stem, ("people", "persons", "victims", "died", "dead", "killed", "hurt", "injured")))
PERSON = "person"
_PERSONS = frozenset("plaintiff defendant person people politician skipper voter name brother sister".split())


def can_hold(question: str, text: str, cast: Cast) -> bool:
    """Whether the text may hold what is asked for."""
    if not _same_ordinals(question, text):
        return False
    match wants(question):
        case "number":
            return _has_number(question, text)
        case "time":
            return _has_time(question, text)
        case "reason":
            return bool(_CAUSES.search(re.sub(r"\baccording to\b", "", text)))
        case "name":
            return _has_name(question, text, cast)
    return True


def _has_number(question: str, text: str) -> bool:
    if _TIME_SPENT.search(question):
        return bool(_A_SPAN.search(text))
    return bool(_AMOUNTS.search(text)) or any(_fits(question, unit) for unit in _new_figures(text, question))


def says_none(question: str, text: str) -> bool:
    """Whether a number is asked for and there is none: `No arrests were made` to `how many were arrested`."""
    if wants(question) != "number":
        return False
    asked = {terms.stem(w) for w in terms.words(question)}
    denied = " ".join(re.findall(r"\bno ((?:\w+ ?){1,3})", text, re.IGNORECASE))
    nobody = re.search(r"\b(?:no one|nobody)\b", text, re.IGNORECASE)
    return bool(asked & set(terms.stems(denied)) or (nobody and asked & _PEOPLE))


def _new_figures(text: str, question: str) -> Iterator[Unit]:
    """The units of the numbers that the question does not hold itself."""
    known, found = terms.numbers(question), terms.terms(text)
    for at, term in enumerate(found):
        if term.kind == "number" and term.key not in known:
            around = {t.key for t in found[max(0, at - 1) : at + 3]} | {
                t.low.rstrip("s") for t in found[at + 1 : at + 3]
            }
            if around & set(lexicon.CURRENCIES.values()):
                yield "money"
            elif "percent" in around:
                yield "percent"
            else:
                yield "year" if re.fullmatch(r"1[5-9]\d\d|20\d\d", term.key) else "plain"


def _fits(question: str, unit: Unit) -> bool:
    """Whether a number with this unit may answer: no price to `how many`, no share to `what price`."""
    low = question.lower()
    if re.search(r"\b(?:share|percentage|percent|proportion|how much of)\b", low):
        return unit != "year"
    if re.search(r"\bhow (?:many|old|tall|high|long|wide|deep|far)\b|\bage\b", low):
        return unit == "plain"
    return unit in ("money", "plain")


def _has_time(question: str, text: str) -> bool:
    if _EXACT_DAY.search(question):
        return bool(_A_DAY.search(text))
    if _MONTH_ASKED.search(question):
        return bool(_A_MONTH.search(text))
    if _HOW_LONG.search(question):
        return bool(_A_SPAN.search(text))
    return mentions_time(text) or bool(_DURATIONS.search(text) or _UNSURE.search(text))


def _has_name(question: str, text: str, cast: Cast) -> bool:
    """Whether the text names something of the kind asked for that the question does not name."""
    head, known = _head(question), set(terms.stems(question))
    if _is_of_the_other(question, text):
        return False
    names = [n for n in names_in(text) if not _is_known(n, known) and n.lower() not in question.lower()]
    if head in _COUNTRIES:
        return bool(names)
    others = [n for n in names if len(aliases(n)) == 1 and n.lower() not in DAYS | MONTHS]
    persons = [n for n in others if cast.named(n)]
    if head == PERSON:
        return _has_person(question, persons, others, cast)
    things = [n for n in others if n not in persons]
    if family := next((f for f in _FAMILIES if head in f), None):
        return any(word in family for n in things for word in n.lower().split())
    if head in _PLACES:
        return any(not _is_organisation(n) for n in things)
    return any(not _is_organisation(n, _NO_FIRM) for n in things) if head in _FIRMS else bool(things)


def _has_person(question: str, persons: Sequence[str], others: Sequence[str], cast: Cast) -> bool:
    """A known person, who for `who is the minister?` must be one; else a name of two words that is no institution."""
    known = {name for n in persons for name in cast.named(n)}
    if _WHO_IS.search(question) or _NAME_OF.search(question):
        known &= {p.name for p in cast.with_role(question)}
    strangers = [n for n in others if n not in persons and len(n.split()) > 1 and not _is_organisation(n)]
    return bool(known or strangers)


def _head(question: str) -> str:
    """The noun that says what is to be named, after `which` or `names of`, before `called`; PERSON for any role."""
    low = question.lower()
    after = re.search(r"\b(?:which|what|names?(?: of)?|who(?: is| are|[’']s| was| were))\b(.*)", low)
    called = re.search(r"(\w+) (?:\w+ ){0,4}?called\b", low)
    words = re.findall(r"[a-z]+", after[1] if after else "")[:6] + ([called[1]] if called else [])
    return next((head for word in words if (head := _kind_of_name(word))), "")


def _kind_of_name(word: str) -> str:
    one = word.removesuffix("s")
    if word in _FIRMS or word in _COUNTRIES:
        return word
    if is_role(one) or one in _PERSONS:
        return PERSON
    return one if one in ORGANISATIONS else ""


def _is_of_the_other(question: str, text: str) -> bool:
    """Whether the text leaves nameless the one asked for: `Japan's minister` in `his Japanese counterpart in Rome`."""
    found = re.search(r"\b([A-Z]\w+) (?:counterpart|colleague)s?\b(?!,? [A-Z])", text)
    asked = re.findall(r"[A-Z]\w+", question)
    return found is not None and any(found[1].lower() in aliases(name) for name in asked)


def _is_known(name: str, known: set[str]) -> bool:
    """Whether the question names it already: half of its words or more, `University` and the like not counted."""
    words = [w for w in terms.words(name) if w not in ORGANISATIONS and w not in terms.STOPWORDS]
    return 2 * sum(terms.stem(w) in known for w in words) >= len(words)


def _is_organisation(name: str, words: frozenset[str] = ORGANISATIONS) -> bool:
    return any(word in words for word in name.lower().split())


def _same_ordinals(question: str, text: str) -> bool:
    """`his first trip` is not `his second trip`."""
    asked, given = (_ordinals(words) for words in (question, text))
    return all(given.get(noun, number) == number for noun, number in asked.items())


def _ordinals(text: str) -> dict[str, str]:
    pattern = rf"\b({'|'.join(lexicon.ORDINALS)}) (\w+)"
    return {terms.stem(noun.lower()): number.lower() for number, noun in re.findall(pattern, text, re.IGNORECASE)}
