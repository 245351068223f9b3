"""What a question takes for granted, held against the sources: is it borne out, and what do they say instead?

The embedded model states the assumption (shown examples, it does that well) and says of each near sentence whether
it makes the statement true or false. That it says "false" of unrelated sentences too is why closeness counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag import terms
from rag.records import Sentence
from rag.rewriting import Embed

NOT_BORNE_OUT = 0.3
"""Log-odds of false against true, in each of the near sentences, from which an assumption is not borne out.

On 20 loaded development questions 16 lie above it; the two "why" questions whose assumption is true lie below -0.2.
"""

CLOSE, POLAR_CLOSE = 0.37, 0.5
"""Cosine of assumption and sentence from which the sentence is about the same thing. A yes-or-no question asks for
it more often in vain than a loaded one."""

SHARED = 0.5
"""Share of the words of a yes-or-no question that its sentence must have."""

_LOADED = re.compile(
    r"\b(?:why|how come|since|given that|now that|seeing that|considering that|what makes|what made|what led|what drove"
    r"|what (?:details|explains|justifies)|how (?:does|did|do) .+ justify|for what reasons?|on what grounds)\b",
    re.IGNORECASE,
)
_POLAR = re.compile(
    r"^\W*(?:(?:so|and|but|well|then|or|hey|please)\W+)*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should"
    r"|isn[’']t|aren[’']t|wasn[’']t|didn[’']t|doesn[’']t|don[’']t|hasn[’']t|haven[’']t|won[’']t)\b(?!.*\bor\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """A sentence that settles what was assumed. `contradicts`: the assumption is not borne out."""

    sentence: Sentence
    contradicts: bool


def is_loaded(question: str) -> bool:
    """Whether the question rests on an assumption beyond what it asks for: `Why did the council give in?`."""
    return bool(_LOADED.search(question)) or bool(re.search(r"[.;!]\s+\S", question.strip()))


def is_polar(question: str) -> bool:
    """Whether yes or no is asked for."""
    return bool(_POLAR.search(question))


def is_faithful(statement: str, question: str) -> bool:
    """Whether the statement brings no number or name of its own."""
    own = terms.numbers(statement) - terms.numbers(question)
    known = {terms.stem(w) for w in terms.words(question)}
    return bool(statement) and not own and all(terms.stem(name) in known for name in terms.names(statement))


def closest(statement: str, sentences: Sequence[Sentence], embed: Embed) -> tuple[Sentence, float, float]:
    """The sentence nearest to a statement, with their cosine and the share of the statement's words in it."""
    asked = np.asarray(embed(statement))
    rated = [(s, float(np.asarray(embed(s.text)) @ asked), shared(statement, s)) for s in sentences]
    return max(rated, key=lambda r: r[1] + r[2])


def shared(statement: str, sentence: Sentence) -> float:
    """Share of the statement's words, numbers and names that the sentence or its speaker's name holds."""
    wanted = _keys(statement)
    return len(wanted & _keys(f"{sentence.text} {sentence.speaker or ''}")) / max(1, len(wanted))


def _keys(text: str) -> set[str]:
    return {t.key for t in terms.terms(text) if t.is_content}


def settle(question: str, near: tuple[Sentence, float, float], false: Sequence[float]) -> Finding | None:
    """What the sentences make of the assumption; None when they leave it open. `false`: log-odds, one a sentence."""
    sentence, cosine, share = near
    if is_polar(question):
        related = cosine >= POLAR_CLOSE and share >= SHARED
        return Finding(sentence, contradicts=False) if related else None
    if false and min(false) > NOT_BORNE_OUT and cosine >= CLOSE:
        return Finding(sentence, contradicts=True)
    return None
