"""The model reads the best sentences one at a time: which holds the answer, and does any of them?

A small model judges one sentence well and a page badly. Each sentence costs the question's tokens
alone, because instruction and sentence come first and their state is kept from the last question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import lexicon
from rag.cast import Cast
from rag.questions import asks_anything, asks_view_of, asks_who_says, spoken_by
from rag.records import Sentence
from rag.retrieval import ScoredSentence
from rag.terms import stems

RELEVANT = 2.0
"""Log-odds for each point of the search's score, which is about 1 for the best sentence and 0.3 for the last."""

OTHER_SPEAKER = -2.0
"""Log-odds off for everybody else's sentences when one party's view is asked for."""

UNHEARD = -3.0
"""Log-odds off for every sentence when the position of a party is asked for that none of them gives: no
likelihood makes another's words its own."""

ANYTHING = 3.0
"""Log-odds added to a speaker's sentences when the question is only what they say: any of them answers it."""

SAYER = 0.8
"""Log-odds added when somebody is asked for by their words: the model is slow to say yes where the words match."""

ANSWERABLE = -1.0
"""Score from which a sentence counts as an answer. Of 243 development questions near-misses are declined and
answerable questions refused: 92 and 11 % at -0.5, 89 and 9 % at -1, 83 and 8 % at -2."""


@dataclass(frozen=True)
class Read:
    """A sentence with the model's log-odds that it answers, and the score that is of the search too."""

    sentence: Sentence
    margin: float
    score: float


def rank(evidence: Sequence[ScoredSentence], margins: Sequence[float], question: str, cast: Cast) -> list[Read]:
    """The sentences, most likely answer first. `margins` are their log-odds, in the order of `evidence`."""
    voices = asked_voices(question, [e.sentence for e in evidence], cast)
    rows = []
    for scored, margin in zip(evidence, margins, strict=False):
        odds = margin + (SAYER if asks_who_says(question) else 0.0)
        odds += 0.0 if voices is None else _by_another(scored.sentence, voices, question)
        odds += ANYTHING if voices and scored.sentence.speaker in voices and asks_anything(question) else 0.0
        rows.append(Read(scored.sentence, odds, odds + RELEVANT * scored.score))
    return sorted(rows, key=lambda r: -r.score)


def asked_voices(question: str, sentences: Sequence[Sentence], cast: Cast) -> list[str] | None:
    """The speakers whose words are asked for; none of the documents' when it is empty, anybody when it is None."""
    holder = spoken_by(question)
    voices = cast.voices_of(holder) if holder else None
    named = list({s.speaker for s in sentences if s.speaker and asks_view_of(question, s.speaker)})
    return voices if voices is not None else named or None


def _by_another(sentence: Sentence, voices: Sequence[str], question: str) -> float:
    """Log-odds off for words that are not those of the speakers asked for."""
    if not voices:
        return 0.0 if _tells_of(spoken_by(question) or "", sentence.text) else UNHEARD
    if sentence.speaker in voices:
        return 0.0
    parts = [part for voice in voices for part in voice.split() if part[:1].isupper()]
    return 0.0 if sentence.speaker is None and any(part in sentence.text for part in parts) else OTHER_SPEAKER


def _tells_of(holder: str, text: str) -> bool:
    """Whether the reporter tells what somebody answered, or that nobody did: `The council denied this.`"""
    *_, head = holder.split() or [""]
    told = re.search(rf"\b{re.escape(head)}\b(?: \w+){{0,2}}? (?:{'|'.join(_TELLING)})\b", text, re.IGNORECASE)
    silent = _NO_COMMENT.search(text) and set(stems(holder)) & set(stems(text))
    return bool(head and (told or silent))


_TELLING = sorted(lexicon.TELLING | {"rejected", "refused", "agreed", "declined", "dismissed"})
_NO_COMMENT = re.compile(
    r"\b(?:not|n[’']t|declined|refused|no)\b.*\b(?:comment|repl|respond|answer|statement)", re.IGNORECASE
)


def spoken(sentence: Sentence) -> str:
    """The sentence with its speaker before it, unless it names the speaker itself."""
    if sentence.speaker is None or sentence.speaker.split()[-1] in sentence.text:
        return sentence.text
    return f"{sentence.speaker}: {sentence.text}"
