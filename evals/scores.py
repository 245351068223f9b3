"""Every figure there is, and what one question adds to each. Knows metrics; knows no files and no intervals.

A question adds a pair (counted, out of): a figure is the sum of the first over the sum of the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evals import metrics
from evals.dataset import Question, SpeakerLabel
from evals.metrics import NDCG_DEPTH, RECALL_DEPTHS
from evals.results import Quotation, Result
from rag.documents import distinct
from rag.records import Document

Pair = tuple[float, float]
Scores = dict[str, Pair]


@dataclass(frozen=True)
class Figure:
    """A figure's name for people, what it counts, and which way is better (None: neither)."""

    label: str
    meaning: str
    better: Literal["higher", "lower"] | None = "higher"
    unit: Literal["share", "words", "seconds"] = "share"


@dataclass(frozen=True)
class Gold:
    """What answers are held against besides the question: the corpus, and who speaks in the documents."""

    corpus: Sequence[Document]
    labels: Sequence[SpeakerLabel]

    def texts(self, question: Question) -> dict[str, str]:
        """The sources of the question by id, under the ids that citations name them by."""
        sources = distinct(question.documents) if question.documents else self.corpus
        return {document.id: document.text for document in sources}


FIGURES = {
    "correct": Figure(
        "Correct",
        "Answerable: every fact stated and nothing forbidden said. Unanswerable: declined. All questions.",
    ),
    "citation_precision": Figure("Citation precision", "Citations that hit evidence, of all citations."),
    "citation_recall": Figure(
        "Citation recall", "Evidence that was cited, of all evidence; a declined question lost it."
    ),
    "abstention_precision": Figure("Declined rightly", "Unanswerable questions among the declined ones."),
    "abstention_recall": Figure("Unanswerable declined", "Declined questions among the unanswerable ones."),
    "false_refusal": Figure("False refusals", "Declined questions among the answerable ones.", "lower"),
    "forbidden": Figure(
        "Forbidden words",
        "Questions whose text, declined or not, says what it must not; of those with such words.",
        "lower",
    ),
    "verbatim": Figure("Verbatim quotations", "Citations that stand word for word at their place in the document."),
    "speaker": Figure("Right speaker", "Citations that name the labelled speaker, of those with labels."),
    "mode": Figure("Right mode", "Citations told rightly as quote, paraphrase or report, of those with labels."),
    "token_f1": Figure("Token F1", "Words shared with the reference; questions with a reference."),
    "rouge_l": Figure("ROUGE-L", "Longest common word sequence with the reference; questions with a reference."),
    **{f"recall_at_{k}": Figure(f"Recall@{k}", f"Evidence found down to passage {k}.") for k in RECALL_DEPTHS},
    "mrr": Figure("MRR", "One over the rank of the first passage with evidence."),
    f"ndcg_at_{NDCG_DEPTH}": Figure(f"nDCG@{NDCG_DEPTH}", "Order of the passages by the evidence they add."),
    "judged_correct": Figure("Judged correct", "By the language model as judge, of the judged ones."),
    "judge_unreadable": Figure("Judge unreadable", "Judgements that said neither correct nor wrong.", "lower"),
    "error": Figure("Failed", "Questions that ended in an error; they count as wrong.", "lower"),
    "answered": Figure("Answered", "Questions answered.", None),
    "cited": Figure("Cited", "Questions answered with at least one citation.", None),
    "declined": Figure("Declined", "Questions declined.", None),
    "quote_words": Figure(
        "Words a citation", "Length of the quotations: a long one hits evidence more easily.", None, "words"
    ),
    "first_token_seconds": Figure("First word, mean", "Time to the first word of the answer.", None, "seconds"),
    "seconds": Figure(
        "Finished, mean",
        "Time to the finished answer; to the passages, where nothing is answered.",
        None,
        "seconds",
    ),
}

RETRIEVAL = ("seconds", *(f"recall_at_{k}" for k in RECALL_DEPTHS), "mrr", f"ndcg_at_{NDCG_DEPTH}", "error")
"""The figures that a run without answers has."""


def score(question: Question, result: Result, gold: Gold, retrieval_only: bool = False) -> Scores:
    """What this question adds to each figure; a figure that it says nothing about is absent."""
    scores = _outcome(question, result) | _retrieval(question, result) | _seconds(result)
    if retrieval_only:
        return {name: pair for name, pair in scores.items() if name in RETRIEVAL}
    return scores | _wording(question, result) | _citing(question, result, gold) | _judgement(result)


def _outcome(question: Question, result: Result) -> Scores:
    declined = not result.answered and result.error is None
    scores = {
        "correct": _share(metrics.is_correct(question, result)),
        "error": _share(result.error is not None),
        "answered": _share(result.answered),
        "declined": _share(declined),
        "cited": _share(result.answered and bool(result.citations)),
        ("false_refusal" if question.answerable else "abstention_recall"): _share(declined),
    }
    if declined:
        scores["abstention_precision"] = _share(not question.answerable)
    return scores


def _wording(question: Question, result: Result) -> Scores:
    text = metrics.without_marks(result.answer, len(result.citations))
    scores: Scores = {}
    if question.forbidden:
        scores["forbidden"] = _share(metrics.says_any(text, question.forbidden))
    if question.answerable:
        said = text if result.answered else ""
        f1, rouge = (
            metrics.token_f1(said, question.reference or ""),
            metrics.rouge_l(said, question.reference or ""),
        )
        scores |= {name: (value, 1) for name, value in (("token_f1", f1), ("rouge_l", rouge)) if value is not None}
    return scores


def _citing(question: Question, result: Result, gold: Gold) -> Scores:
    quotes, texts = [citation.quote for citation in result.citations], gold.texts(question)
    scores: Scores = {
        "verbatim": (sum(metrics.is_verbatim(c, texts) for c in result.citations), len(quotes)),
        "quote_words": (sum(len(metrics.words(quote)) for quote in quotes), len(quotes)),
    }
    if question.answerable and question.evidence:
        scores["citation_precision"] = (metrics.hits(quotes, question.evidence), len(quotes))
        scores["citation_recall"] = (metrics.hits(question.evidence, quotes), len(question.evidence))
    return scores | _attribution(result.citations, gold.labels)


def _attribution(citations: Sequence[Quotation], labels: Sequence[SpeakerLabel]) -> Scores:
    labelled = [(c, gold) for c in citations if (gold := metrics.attribution(c.document, c.quote, labels))]
    return {
        "speaker": (sum(metrics.is_well_attributed(c.speaker, gold) for c, gold in labelled), len(labelled)),
        "mode": (sum(metrics.is_mode(c.mode, gold) for c, gold in labelled), len(labelled)),
    }


def _retrieval(question: Question, result: Result) -> Scores:
    if not question.answerable:
        return {}
    figures = metrics.ranking(question.evidence, [passage.text for passage in result.retrieved])
    return {name: (value, 1) for name, value in figures.items()}


def _judgement(result: Result) -> Scores:
    if result.judged is None:
        return {}
    return {
        "judged_correct": _share(result.judged == "correct"),
        "judge_unreadable": _share(result.judged == "unreadable"),
    }


def _seconds(result: Result) -> Scores:
    times = {"first_token_seconds": result.first_token_seconds, "seconds": result.seconds}
    return {name: (value, 1) for name, value in times.items() if value is not None}


def _share(is_so: bool) -> Pair:
    return float(is_so), 1
