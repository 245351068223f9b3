"""An answer sentence and the sentences cited for it -> how well they support it.

By rules: every clause must be carried by one of the sources, in every check of `rag/support/checks.py`. Where a model
can say how likely the sources bear the sentence out, both count. Knows no question, and nothing of the world.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag import terms
from rag.records import Sentence
from rag.support.checks import CHECKS
from rag.support.clauses import clauses, is_verb
from rag.support.pairs import Pair, sources_of

SUPPORTED, BY_BOTH = 0.5, 0.6
"""The score from which a sentence counts as supported: by the rules alone, and by rules and model together."""

FEW = 3
"""Words that carry facts below which a sentence without a verb is a fragment."""

_PLAIN = str.maketrans("’‘“”", "''\"\"")


@dataclass(frozen=True)
class Support:
    """How well sources support a sentence. `score` 0..1, higher is better; `problem` names the first failed check."""

    score: float
    problem: str = ""
    enough: float = SUPPORTED

    @property
    def supported(self) -> bool:
        """Whether the sentence may stand."""
        return self.score >= self.enough


def verify(text: str, sources: Sequence[Sentence], likely: Callable[[], float] | None = None) -> Support:
    """Check one sentence against the sentences cited for it. No source, or nothing to check: score 0.

    `likely` gives a model's log-odds that the sources bear the sentence out; asked only where there is doubt.
    """
    if not sources:
        return Support(0.0, "no source")
    if any(_folded(text) == _folded(s.text) for s in sources):
        return Support(1.0)
    if any(quotation not in _folded(" ".join(s.text for s in sources)) for quotation in _quotations(text)):
        return Support(0.0, "changed quotation")
    said = terms.terms(text)
    content = sum(term.is_content for term in said)
    if 0 < content < FEW and not any(is_verb(said, i) for i in range(len(said))):
        return Support(0.0, "no statement")  # `Ann Lee` says nothing, whatever it was to answer
    given = sources_of(sources)
    results = [max((_judge(Pair(clause, source)) for source in given), key=_score) for clause in clauses(said)]
    found = min(results, key=_score, default=Support(0.0, "nothing to check"))
    return found if likely is None else _both(found, likely())


def _both(by_rules: Support, likely: float) -> Support:
    """The mean of the rules' score and the model's probability."""
    score = (by_rules.score + 1.0 / (1.0 + math.exp(-likely))) / 2
    return Support(score, by_rules.problem or ("" if score >= BY_BOTH else "unlikely"), BY_BOTH)


def _judge(pair: Pair) -> Support:
    """The clause's score beside one source: what all checks together leave of 1."""
    score, problem = 1.0, ""
    for name, check in CHECKS:
        score *= 1.0 - check(pair)
        problem = problem or (name if score < SUPPORTED else "")
    return Support(score, problem)


def _score(support: Support) -> float:
    return support.score


def _folded(text: str) -> str:
    return " ".join(text.translate(_PLAIN).casefold().split()).strip(" .,\"'")


def _quotations(text: str) -> list[str]:
    return [_folded(quotation) for quotation in re.findall(r"[“\"]([^“”\"]+)[”\"]", text)]
