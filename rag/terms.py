"""Text -> terms that can be compared: stems, synonyms, values of numbers, names. Knows no document and no model."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

import Stemmer

from rag import lexicon

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?(?=\W|$)|[^\W_]+")
_TERM = re.compile(
    r"(?P<currency>[$£€¥₩])|(?P<number>\d+(?:[.,]\d+)*)(?P<suffix>(?:st|nd|rd|th|m|bn|b|k|tn|s)\b)?"
    r"|(?P<initials>(?:[A-Z]\.){2,}|[A-Z]+\d+\b)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>--+|[—–,;:.?!()“”\"%]| - )"
)
_ENDINGS = (("cis", "cid"), ("miss", "mit"), ("cept", "ceiv"), ("duct", "duc"), ("script", "scrib"), ("pens", "pend"))
"""Stems that a verb and its noun do not share: `decide` and `decision`, `admit` and `admission`."""

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {w: 10 * (i + 3) for i, w in enumerate("thirty forty fifty sixty seventy eighty ninety".split())}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MAX_DIGITS = 24
"""No longer number is read as one: Decimal keeps 28 digits."""

STOPWORDS = frozenset(
    "a an the and or but if then so as at by for from in into of on onto to with without over under about against "
    "between through during before after above below up down out off again further is are was were be been being am "
    "do does did doing done have has had having will would shall should can could may might must i me my we our ours "
    "you your he him his he she her hers it its they them their theirs this that these those there here what which who "
    "whom whose when where why how all any both each few more most other some such only own same than too very just "
    "also s t re ve ll d m not no nor never said say says according told tell added add noted note noting adding "
    "saying mr mrs ms dr one per".split()
)
"""Words that carry no fact of their own."""

_TITLES = frozenset("prof capt gov sen rep gen lt sgt col sir hon".split())
_ABBREVIATED = _TITLES | frozenset(
    "mr mrs ms dr st inc co corp ltd jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_FUNCTION = (
    *(STOPWORDS, lexicon.FUNCTION, lexicon.BOUNDARIES, lexicon.PRONOUNS),
    *(lexicon.AUXILIARIES, lexicon.MODAL_VERBS, lexicon.NEGATORS, _TITLES),
)

Kind = Literal["word", "name", "number", "date", "say", "function", "mark"]


class Term(NamedTuple):
    """A word, number or mark of a text.

    `key` is what is compared: a stem, a synonym's stem, a value, a month. `low` is the word as written, in small
    letters; the second half of `state-owned` keeps its hyphen there. `initials` are those of the run
    of capitalised words the term stands in (`US` for both words of `United States`), or its own.
    """

    key: str
    low: str
    kind: Kind
    initials: str = ""

    @property
    def is_content(self) -> bool:
        """Whether the term carries a fact of its own."""
        return self.kind in ("word", "name", "number", "date")


def words(text: str) -> list[str]:
    """Lower-case words and numbers, apostrophes straight, possessive endings gone."""
    folded = text.replace("’", "'").replace("‘", "'")
    return [re.sub(r"'s$|'$|\.$", "", w.lower()) for w in _WORD.findall(folded)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    found: str = _STEMMER.stemWord(word)
    return found


def stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order; hyphenated words also count by their parts."""
    parts = [p for w in words(text) for p in ([w] if "-" not in w else w.split("-"))]
    return [stem(p) for p in parts if p not in STOPWORDS and not _is_number(p) and p]


def numbers(text: str) -> set[str]:
    """Values of the numbers in digits or words: `thirty-one` and `31` are one, `4.5 million` is `4500000`."""
    return {t.key for t in terms(text) if t.kind == "number"}


def names(text: str) -> set[str]:
    """Lower-case words that stand with a capital inside a sentence, or in a run of capitals at its start."""
    found: set[str] = set()
    for match in re.finditer(r"(?<![.?!]\s)(?<!^)(?<![“\"])\b[A-Z][\w’'-]+|\b[A-Z][\w’-]+(?=\s[A-Z])", text):
        found.update(words(match.group()))
    return found - STOPWORDS


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in _UNITS or word in _SCALES


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[Term, ...]:
    """The terms of a text, in order."""
    folded = text.replace("’", "'").replace("‘", "'")
    for pattern, plain in _PHRASES:
        folded = pattern.sub(plain, folded)
    found: list[Term] = []
    for match in _TERM.finditer(folded):
        if not _is_abbreviation(match, found):
            term = _term(match, starts=not found or found[-1].low in '.?!:“"')
            is_half = term.kind == "word" and folded[: match.start()].endswith("-")
            found.append(term._replace(low="-" + term.low) if is_half else term)
    return _with_initials(_with_values(found))


def _is_abbreviation(match: re.Match[str], found: Sequence[Term]) -> bool:
    """Whether this is the stop of `Dr.`, `Feb.`, `St.`, `J.`: it ends nothing."""
    if match.group() != "." or not found:
        return False
    return found[-1].low in _ABBREVIATED or len(found[-1].low) == 1


def _term(match: re.Match[str], *, starts: bool) -> Term:
    text = match.group()
    match match.lastgroup:
        case "currency":
            return _word(lexicon.CURRENCIES[text])
        case "number" | "suffix":
            return _digits(match["number"], match["suffix"] or "")
        case "initials":
            return Term(text.replace(".", ""), text.lower(), "name", text.replace(".", ""))
        case "mark":
            return _word("percent") if text == "%" else Term("", text.strip(), "mark")
    bare = re.sub(r"'s$|'$", "", text)
    if len(bare) > 1 and bare.isupper() and bare.lower() not in lexicon.NEGATORS:
        return Term(bare, bare.lower(), "name", bare)
    return _worded(bare, starts)


def _digits(digits: str, suffix: str) -> Term:
    if len(digits) > MAX_DIGITS or digits.count(".") > 1:
        return Term(digits, digits, "number")
    value = Decimal(digits.replace(",", "")) * lexicon.SCALES.get(suffix, 1)
    return Term(_value(value), digits, "number")


def _value(value: Decimal) -> str:
    return str(int(value)) if value == int(value) else str(value.normalize())


def _worded(word: str, starts: bool) -> Term:
    low, is_capital = word.lower(), word[0].isupper()
    if is_capital and low in _DATES and not (low == "may" and starts):
        return Term(_DATES[low], low, "date")
    if low in lexicon.ORDINALS:
        return Term(f"#{lexicon.ORDINALS.index(low) + 1}", low, "word")
    if (low in _UNITS and low != "one") or low in _SCALES:
        return Term(str(_UNITS.get(low, _SCALES.get(low))), low, "number")
    if low in lexicon.SAYING and (starts or not is_capital):
        return Term("say", low, "say")
    if low.endswith("n't") or any(low in group for group in _FUNCTION):
        return Term("", low, "function")
    is_name = is_capital and not (starts and low.endswith(("ing", "ed", "ly")))
    return _word(low)._replace(kind="name") if is_name else _word(low)


@lru_cache(maxsize=65536)
def _word(low: str) -> Term:
    base = _base(low)
    return Term(_SYNONYMS.get(base, base), low, "word")


def _base(low: str) -> str:
    found = stem(lexicon.IRREGULAR.get(low, low))
    return next((found.removesuffix(old) + new for old, new in _ENDINGS if found.endswith(old)), found)


def _with_values(found: Sequence[Term]) -> list[Term]:
    """Number words in a row, or digits before a scale, become one number."""
    done: list[Term] = []
    at = 0
    while at < len(found):
        end, value = _amount(found, at) if found[at].kind == "number" else (at, None)
        done.append(found[at] if value is None else Term(_value(value), found[at].low, "number"))
        at = max(end, at + 1)
    return done


def _amount(found: Sequence[Term], at: int) -> tuple[int, Decimal | None]:
    """Where the number that begins here ends, and its value: `four and a half million`, `two hundred and five`."""
    total, current = Decimal(0), _start(found[at])
    if current is None:
        return at + 1, None
    at += 1
    while at < len(found):
        low, ahead = found[at].low, [t.low for t in found[at + 1 : at + 3]]
        if low in _SCALES:
            current *= _SCALES[low]
            if _SCALES[low] >= 1000:
                total, current = total + current, Decimal(0)
        elif low in _UNITS and _fits(current, total, _UNITS[low]):
            current += _UNITS[low]
        elif low == "and" and ahead == ["a", "half"]:
            current, at = current + Decimal("0.5"), at + 2
        elif not (low == "and" and ahead[:1] and ahead[0] in _UNITS and _ends_in_hundred(current, total)):
            break
        at += 1
    return at, total + current


def _start(term: Term) -> Decimal | None:
    try:
        return Decimal(term.key)
    except ArithmeticError:
        return None


def _fits(current: Decimal, total: Decimal, unit: int) -> bool:
    """Whether a number word may follow: `thirty` `one`, `two hundred` `five`, `two thousand` `three`."""
    if unit < 10 and current % 10 == 0 and current % 100 >= 20:
        return True
    return _ends_in_hundred(current, total)


def _ends_in_hundred(current: Decimal, total: Decimal) -> bool:
    return (current >= 100 and current % 100 == 0) or (current == 0 and total > 0)


def _with_initials(found: list[Term]) -> tuple[Term, ...]:
    """Every run of capitalised words gets its initials: `Group of Seven` is `G7`."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and (found[end].kind == "name" or (end > at and _joins(found, end))):
            end += 1
        run = [t for t in found[at:end] if t.kind != "function"]
        if len(run) > 1 and not any(t.initials for t in run):
            letters = "".join(t.key if t.kind == "number" else t.low[0].upper() for t in run)
            found[at:end] = [t._replace(initials=letters) for t in found[at:end]]
        at = max(end, at + 1)
    return tuple(found)


def _joins(found: Sequence[Term], at: int) -> bool:
    """`of`, `the`, `and`, `for` before another capital; a small number behind one of them."""
    if found[at].kind == "number":
        return len(found[at].key) == 1 and found[at - 1].low == "of"
    ahead = found[at + 1 : at + 2]
    joined = bool(ahead) and (ahead[0].kind == "name" or (found[at].low == "of" and ahead[0].kind == "number"))
    return found[at].low in ("of", "for", "and", "the") and joined


_DATES = {day: day for day in lexicon.DAYS} | {short: m for m in lexicon.MONTHS for short in (m, m[:3], m[:4])}
_PHRASES = [(re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in lexicon.PHRASES]
_SYNONYMS = {_base(word): _base(group[0]) for group in reversed(lexicon.SYNONYMS) for word in group}
