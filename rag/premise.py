"""What a question takes for granted, held against the sources: do they bear it out, or say something else?

The model states the assumption, and says of a sentence whether it bears a statement out or contradicts it: see
rag/probing.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import terms
from rag.probing import Truth
from rag.records import Sentence

LOADED, CONTRADICTED = -0.3, 0.4
"""Log-odds from which a sentence contradicts what a loaded question takes for granted, and what one that asks for
yes or no says. At 0.5 for the loaded ones two development questions fewer were corrected."""

BORNE_OUT = 0.5
"""Log-odds from which a sentence bears a statement out."""

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


def shared(statement: str, sentence: Sentence) -> float:
    """Share of the statement's words, numbers and names that the sentence or its speaker's name holds."""
    wanted = _keys(statement)
    return len(wanted & _keys(f"{sentence.text} {sentence.speaker or ''}")) / max(1, len(wanted))


def _keys(text: str) -> set[str]:
    return {t.key for t in terms.terms(text) if t.is_content}


def settle(question: str, sentences: Sequence[Sentence], truths: Sequence[Truth]) -> Finding | None:
    """The sentence that contradicts the assumption most, or bears it out where none does; None when it stays open."""
    if not sentences:
        return None
    against, bearing = (max(range(len(truths)), key=lambda n: truths[n][key]) for key in ("false", "true"))
    if truths[against]["false"] > (LOADED if is_loaded(question) else CONTRADICTED):
        return Finding(sentences[against], contradicts=True)
    return Finding(sentences[bearing], contradicts=False) if truths[bearing]["true"] > BORNE_OUT else None
