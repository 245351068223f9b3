"""Text -> terms that can be compared: stems, numbers, names, negations. Knows no document and no model."""

import re
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?(?=\W|$)|[^\W_]+")
_NUMBER_WORDS = {
    word: str(value)
    for value, words in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    for word in [words]
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "dozen": "12",
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
    "billion": "1000000000",
}

STOPWORDS = frozenset(
    "a an the and or but if then so as at by for from in into of on onto to with without over under about against "
    "between through during before after above below up down out off again further is are was were be been being am "
    "do does did doing done have has had having will would shall should can could may might must i me my we our ours "
    "you your he him his she her hers it its they them their theirs this that these those there here what which who "
    "whom whose when where why how all any both each few more most other some such only own same than too very just "
    "also s t re ve ll d m not no nor never said say says according told tell added add noted note noting adding "
    "saying mr mrs ms dr one per".split()
)
"""Words that carry no fact of their own; negations are looked at apart."""

NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot refuse reject deny denie declin fail dismiss rule "
    "oppos unlik unabl nt".split()
)


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
    """Numbers in digits or words, as digits without separators."""
    return {_NUMBER_WORDS.get(w, w.replace(",", "")) for w in words(text) if _is_number(w) and w != "one"}


def names(text: str) -> set[str]:
    """Lower-case words that stand with a capital inside a sentence, or in a run of capitals at its start."""
    found: set[str] = set()
    for match in re.finditer(r"(?<![.?!]\s)(?<!^)(?<![“\"])\b[A-Z][\w’'-]+|\b[A-Z][\w’-]+(?=\s[A-Z])", text):
        found.update(words(match.group()))
    return found - STOPWORDS


def negations(text: str) -> int:
    """How many words deny something."""
    return sum(stem(w) in NEGATIONS or w in NEGATIONS or w.endswith("n't") for w in words(text))


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in _NUMBER_WORDS
