"""Evidence -> the sentences to answer with. Asks the model what it can tell, and the rules everything else.

A small model reads one sentence at a time, ranked best first, and a statement at a time; another provider's
reads all at once when it writes; without a model the ranking alone decides.
"""

from collections.abc import Callable, Generator, Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag import answer as words
from rag import probing, prompts
from rag.cast import Cast
from rag.draft import Draft
from rag.languages import language
from rag.parts import choose, grouped, has_parts, is_listed, may_be_several, of_parts
from rag.premise import is_faithful, is_loaded, is_polar, settle, shared
from rag.questions import asks_who_says, spoken_by, view_holder
from rag.reading import Read, asked_voices, rank, spoken
from rag.records import Progress, Sentence
from rag.replies import line, lines
from rag.retrieval import ScoredSentence

SURE = 0.5
"""Log-odds from which an answer stands whatever the question takes for granted."""

JUDGED = 5
"""Sentences that an assumption is held against."""

SIMILAR, ALIKE, QUOTED = 0.15, 0.3, 4
"""Without a model: the cosine from which a sentence is quoted when it shares a word, when it shares none, and how
many are. They hold the facts of 178 of 203 questions on the article and on invented ones; three from 0.35, of 171."""

REPORTED = 3
"""Sentences given about a party that no source quotes."""


ENOUGH = 3.0
"""Log-odds from which no further sentence is read; at 1.5 reading stopped at another's words."""

MOST_PARTS = 4
"""Separate questions of one that are read for. Each costs about a second."""

Gather = Callable[[str], Sequence[ScoredSentence]]
"""A question -> the sentences to read for it."""


class Reader:
    """Chooses sentences for drafts over one corpus. Holds no state of a question, so threads may share it."""

    def __init__(self, cast: Cast, gather: Gather) -> None:
        self._cast, self._gather = cast, gather

    def read(self, draft: Draft, model: BaseChatModel | None, config: RunnableConfig | None) -> Iterator[Progress]:
        """Fill in the draft's chosen sentences: none when nothing answers."""
        if isinstance(model, prompts.Probing):
            yield from self._judge(draft, model, config)
        elif model is not None:
            draft.chosen = [e.sentence for e in draft.evidence]
        else:
            self._take_nearest(draft)
        if not draft.chosen and self._voices(draft) == []:
            self._report(draft)

    def _judge(self, draft: Draft, model: BaseChatModel, config: RunnableConfig | None) -> Iterator[Progress]:
        draft.chosen = yield from self._judge_parts(draft, model, config)
        if draft.chosen:
            return
        rows = yield from self._rows(draft.standalone, draft.evidence, model)
        draft.chosen = choose(rows, draft.standalone, self._cast)
        if self._is_open(draft, rows):
            yield Progress(stage="checking")
            self._settle(draft, [row.sentence for row in rows], model, config)

    def _judge_parts(
        self, draft: Draft, model: BaseChatModel, config: RunnableConfig | None
    ) -> Generator[Progress, None, list[Sentence]]:
        """The sentences that answer the separate questions of one with several parts; none when it has one."""
        question = draft.standalone
        if not may_be_several(question, self._cast) or is_listed(question, self._cast):
            return []
        yield Progress(stage="reading")
        parts = [part for part in lines(model, prompts.separate(question), config) if is_faithful(part, question)]
        likeliest = []
        for part in parts[:MOST_PARTS] if len(parts) > 1 else []:
            rows = yield from self._rows(part, self._gather(part), model)
            likeliest += rows[:1]
        return grouped(of_parts(likeliest))

    def _rows(
        self, question: str, evidence: Sequence[ScoredSentence], model: BaseChatModel
    ) -> Generator[Progress, None, list[Read]]:
        """The sentences with the model's judgement, the likeliest answer first."""
        assert isinstance(model, prompts.Probing)
        margins = []
        # Where words or their speaker are asked for, another's may seem an answer before the right ones are read.
        anybody = asked_voices(question, [e.sentence for e in evidence], self._cast) is None
        anybody = anybody and not asks_who_says(question)
        for scored in evidence:
            yield Progress(stage="reading")
            margins.append(probing.answers(model, spoken(scored.sentence), question))
            if margins[-1] > ENOUGH and anybody and not has_parts(question, self._cast):
                break
        return rank(evidence, margins, question, self._cast)

    def _is_open(self, draft: Draft, rows: list[Read]) -> bool:
        """Whether it matters what the question takes for granted."""
        question = draft.standalone
        if not rows or has_parts(question, self._cast):
            return False
        return (is_loaded(question) and rows[0].margin < SURE) or (is_polar(question) and not draft.chosen)

    def _settle(
        self, draft: Draft, read: Sequence[Sentence], model: BaseChatModel, config: RunnableConfig | None
    ) -> None:
        """Correct an assumption that the sources contradict; answer yes or no by the sentence that says it."""
        assert isinstance(model, prompts.Probing)
        statement = line(model, prompts.assumption(draft.standalone), config)
        if not is_faithful(statement, draft.standalone):
            return
        voices = self._voices(draft)
        sentences = [s for s in read if voices is None or s.speaker in voices][:JUDGED]
        finding = settle(draft.standalone, sentences, [probing.truth(model, spoken(s), statement) for s in sentences])
        if finding and (finding.contradicts or (is_polar(draft.standalone) and not draft.chosen)):
            draft.chosen = [finding.sentence]
            denied = finding.contradicts and not is_polar(draft.standalone)
            draft.lead = words.NOT_BORNE_OUT[language(draft.question)] if denied else ""

    def _take_nearest(self, draft: Draft) -> None:
        rows = rank(draft.evidence, [0.0] * len(draft.evidence), draft.standalone, self._cast)
        near = {e.sentence.id for e in draft.evidence if _is_near(e, draft.standalone)}
        if has_parts(draft.standalone, self._cast):
            draft.chosen = choose(rows, draft.standalone, self._cast)
        else:
            draft.chosen = [r.sentence for r in rows if r.margin >= 0 and r.sentence.id in near][:QUOTED]

    def _voices(self, draft: Draft) -> list[str] | None:
        return asked_voices(draft.standalone, [e.sentence for e in draft.evidence], self._cast)

    def _report(self, draft: Draft) -> None:
        """A party that no source quotes: say so, and give what others report of it when its position is asked for."""
        draft.silent = spoken_by(draft.standalone)
        if not draft.silent or not view_holder(draft.standalone):
            return
        draft.chosen = self._cast.mentions(draft.silent)[:REPORTED]
        if draft.chosen:
            draft.lead = words.reported(draft.silent, language(draft.question))


def _is_near(scored: ScoredSentence, question: str) -> bool:
    return scored.similarity > SIMILAR and (scored.similarity > ALIKE or shared(question, scored.sentence) > 0)
