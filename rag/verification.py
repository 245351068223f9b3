"""An answer sentence and the sentences cited for it -> how well they support it, by rules alone.

Every clause must be carried by one of the sources, in every check of `rag/support/checks.py`. Knows no question, no
model, and nothing of the world.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import terms
from rag.records import Sentence
from rag.support.checks import CHECKS
from rag.support.clauses import clauses, is_verb
from rag.support.pairs import Pair, sources_of

SUPPORTED = 0.5
"""The score from which a sentence counts as supported."""

FEW = 3
"""Words that carry facts below which a sentence without a verb is a fragment."""

_IDENTITY = re.compile(
    r"^(?:(?:The|His|Her|Their|Its) )?(?:name of (?:the )?)?(.{3,60}?) (?:is|was) "
    r"([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)\W*$"
)
"""`The name of the ferry's captain is Ann Lee.`"""

_PLAIN = str.maketrans("’‘“”", "''\"\"")


@dataclass(frozen=True)
class Support:
    """How well sources support a sentence. `score` 0..1, higher is better; `problem` names the first failed check."""

    score: float
    problem: str = ""

    @property
    def supported(self) -> bool:
        """Whether the sentence may stand."""
        return self.score >= SUPPORTED


def verify(text: str, sources: Sequence[Sentence]) -> Support:
    """Check one sentence against the sentences cited for it. No source, or nothing to check: score 0."""
    if not sources:
        return Support(0.0, "no source")
    if any(_folded(text) == _folded(s.text) for s in sources):
        return Support(1.0)
    if any(quotation not in _folded(" ".join(s.text for s in sources)) for quotation in _quotations(text)):
        return Support(0.0, "changed quotation")
    if _misnames(text, sources):
        return Support(0.0, "another's name")
    found = terms.terms(text)
    content = sum(term.is_content for term in found)
    if 0 < content < FEW and not any(is_verb(found, i) for i in range(len(found))):
        return Support(0.0, "no statement")  # `Ann Lee` says nothing, whatever it was to answer
    given = sources_of(sources)
    results = [max((_judge(Pair(clause, source)) for source in given), key=_score) for clause in clauses(found)]
    return min(results, key=_score, default=Support(0.0, "nothing to check"))


def _misnames(text: str, sources: Sequence[Sentence]) -> bool:
    """Whether the sentence gives somebody a name that no source gives with all the same words beside it: `Minister
    Lee met his Japanese counterpart` does not name the Japanese minister."""
    told = _IDENTITY.match(text)
    if not told:
        return False
    wanted = {term.key for term in terms.terms(told[1]) if term.is_content}
    beside = re.compile(rf"(?:[\w’'-]+,? ){{0,5}}{re.escape(told[2])}(?: [A-Z][\w’'-]*)*(?:,[^,.;]*)?")
    near = ({term.key for term in terms.terms(m.group())} for s in sources for m in beside.finditer(s.text))
    return not any(wanted <= keys for keys in near)


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
