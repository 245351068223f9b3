"""Evidence -> the sentences to answer with. Asks the model what it can tell, and the rules everything else.

A small model reads one sentence at a time, ranked best first, and a statement at a time; another provider's
reads all at once when it writes; without a model the ranking alone decides.
"""

from collections.abc import Iterator

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag import answer as words
from rag import prompts
from rag.cast import Cast
from rag.draft import Draft
from rag.kinds import says_none
from rag.languages import language
from rag.parts import choose, has_parts
from rag.premise import CLOSE, closest, is_faithful, is_loaded, is_polar, settle, shared
from rag.questions import spoken_by, view_holder, wants
from rag.reading import Read, asked_voices, rank, spoken
from rag.records import Progress
from rag.replies import line
from rag.retrieval import ScoredSentence
from rag.rewriting import Embed

CERTAIN = 0.3
"""Log-odds from which it does not matter that the model's own sentence leaves out what was asked for."""

SURE = 0.5
"""Log-odds from which an answer stands whatever the question takes for granted."""

TOUCHED = 0.3
"""Share of the words of a yes-or-no question that a sentence must have, unless the model is sure of it."""

JUDGED = 3
"""Sentences that an assumption is held against. More cost a probe each and were no help."""

SIMILAR, ALIKE, QUOTED = 0.15, 0.35, 3
"""Without a model: the cosine from which a sentence is quoted when it shares a word, when it shares none, and how
many are. Three hold the facts of 84 % of the development questions, two of 82 %, one of 75 %."""

REPORTED = 3
"""Sentences given about a party that no source quotes."""


class Reader:
    """Chooses sentences for drafts over one corpus. Holds no state of a question, so threads may share it."""

    def __init__(self, cast: Cast, embed: Embed) -> None:
        self._cast, self._embed = cast, embed

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
        assert isinstance(model, prompts.Probing)
        margins = []
        for scored in draft.evidence:
            yield Progress(stage="reading")
            margins.append(prompts.probe(model, spoken(scored.sentence), draft.standalone))
        rows = rank(draft.evidence, margins, draft.standalone, self._cast)
        draft.chosen = choose(rows, draft.standalone, self._cast)
        none = any(says_none(draft.standalone, s.text) for s in draft.chosen)
        draft.sure = none or (bool(rows) and rows[0].margin > CERTAIN)
        if is_polar(draft.standalone) and rows and rows[0].margin < SURE:
            draft.chosen = [s for s in draft.chosen if shared(draft.standalone, s) >= TOUCHED]
        if self._is_open(draft, rows):
            yield Progress(stage="checking")
            self._settle(draft, model, config)

    def _is_open(self, draft: Draft, rows: list[Read]) -> bool:
        """Whether it matters what the question takes for granted."""
        question = draft.standalone
        unsure = bool(rows) and max(row.margin for row in rows) < SURE and not has_parts(question, self._cast)
        loaded = is_loaded(question) and wants(question) in ("reason", "other")
        return unsure and (loaded or is_polar(question)) and self._voices(draft) != []

    def _settle(self, draft: Draft, model: BaseChatModel, config: RunnableConfig | None) -> None:
        """Correct an assumption that the sources do not bear out; answer yes or no by the sentence it is about."""
        assert isinstance(model, prompts.Probing)
        statement = line(model, prompts.assumption(draft.standalone), config)
        if not is_faithful(statement, draft.standalone):
            return
        sentences = [e.sentence for e in draft.evidence]
        first = closest(statement, sentences[:1], self._embed)
        near = first if first[1] >= CLOSE else closest(statement, sentences, self._embed)
        judged = [] if is_polar(draft.standalone) else sentences[:JUDGED]
        false = [prompts.falsity(model, spoken(s), statement) for s in judged]
        finding = settle(draft.standalone, near, false)
        if finding and (finding.contradicts or not draft.chosen):
            draft.chosen = [finding.sentence]
            draft.lead = words.NOT_BORNE_OUT[language(draft.question)] if finding.contradicts else ""

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
