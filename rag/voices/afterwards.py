"""A sentence that tells whose view the ones before it gave: `So says X`, `That, at least, is the reading of X`.

Knows one sentence at a time; who is meant and what stands before it, others know.
"""

import re

from rag.voices.phrases import head_end, noun_phrase_at
from rag.voices.words import is_role, tokens_of

_SO = r"(?:So|Thus)(?:,[^,]{2,30},)?\s+(?:says?|said|argues?|argued|runs|ran|goes|went|reads?|concludes?|concluded)\s+"
_VIEW = (
    "view|reading|opinion|conclusion|argument|claim|position|assessment|verdict|account|judge?ment|belief"
    "|impression|finding|explanation|diagnosis|forecast|warning|complaint|contention|calculation|estimate|theory"
)
_WHOSE = (
    r"(?:Such|That|This|These|Those)\b(?:,[^,]{2,30},)?\s+(?:at least\s+)?(?:is|are|was|were)\s+"
    rf"(?:at least\s+)?(?:also\s+)?the\s+(?:\w+\s+)?(?:{_VIEW})s?\s+"
    r"(?:of|reached by|drawn by|offered by|given by|put forward by)\s+"
    r"(?:a\s+(?:study|report|paper|survey)\s+(?:of|by)\s+)?"
)
_TELLS = re.compile(rf"(?:{_SO}(?:the\s+argument\s+of\s+)?|{_WHOSE})")


def voice_of_before(text: str) -> str | None:
    """The words for whoever holds what the sentences before this one say; None when it tells of nobody."""
    found = _TELLS.match(text)
    if not found:
        return None
    tokens = tokens_of(text)
    first = next((n for n, t in enumerate(tokens) if t.start >= found.end()), len(tokens))
    span = noun_phrase_at(tokens, first)
    if not span:
        return None
    words = [t.low for t in tokens[slice(*span)]]
    # `the conclusion of a long dispute` is nobody's
    holds_views = any(t.is_name for t in tokens[slice(*span)]) or is_role(words[head_end(words) - 1].removesuffix("s"))
    return text[tokens[span[0]].start : tokens[span[1] - 1].end] if holds_views else None
