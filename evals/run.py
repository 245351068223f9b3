"""One run: ask every question, write each answer as it comes, and sum up.

Knows how to ask and how to resume; what a right answer is, others know.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tqdm import tqdm

from evals import provenance, results, summary
from evals.dataset import DATASETS, Question, load_grounding, load_questions, load_speakers, select
from evals.judge import Judge
from evals.parts import Assistant, Opened, Parts, R, Responder, Turns
from evals.provenance import Identity, Options
from evals.results import Found, Quotation, Result
from evals.scores import Gold
from evals.summary import Summary, System
from rag import documents
from rag.errors import ModelError
from rag.records import Answer, Sources
from rag.settings import Settings

NEWS_EVERY = 10
"""Questions between two lines of progress where there is no terminal."""

Ask = Callable[[Responder, Question], Result]


@dataclass(frozen=True)
class Run:
    """A finished run: the figures, and the questions and answers behind them."""

    summary: Summary
    questions: tuple[Question, ...]
    results: dict[str, Result]


def run(options: Options, settings: Settings, parts: Parts, datasets: Path = DATASETS) -> Run:
    """Ask what has not been asked yet, and sum up. Raises UsageError for an unusable set or folder."""
    loaded = load_questions(options.dataset, settings.corpus_dir)
    questions = select(loaded, options.kind, options.split, options.limit)
    asks_corpus = any(not question.documents for question in questions)
    corpus = documents.load(settings.corpus_dir).documents if asks_corpus else ()
    gold = Gold(corpus, load_speakers(datasets))
    pairs = load_grounding(datasets)
    made_by = provenance.identity(options, settings)
    results.open_run(options.output, made_by.model_dump(mode="json"), options.restart)
    with ExitStack() as stack:
        opened = Opened(parts.assistant, stack)
        answers = ask_all("assistant", questions, opened, options.output / results.RESULTS, _way(options, parts))
        assistant = summary.describe(questions, answers, gold, options.retrieval_only)
        asked = [opened.over(sources) for sources in dict.fromkeys(q.documents for q in questions)]
        found = Summary(
            provenance=_provenance(options, made_by, asked[0], parts),
            assistant=assistant,
            baselines=_baselines(options, questions, gold, parts) if options.baseline else {},
            symmetry=None if options.retrieval_only else summary.symmetry(questions, assistant.scores),
            verifier=summary.verifier(pairs, parts.verify),
            tagging=summary.tagging(gold.labels, [s for one in asked for s in one.sentences]),
        )
    return Run(found, questions, answers)


def ask_all(name: str, questions: Sequence[Question], opened: Opened[R], path: Path, way: Ask) -> dict[str, Result]:
    """Results of all questions, in their order; those that the file holds already are not asked again."""
    results.drop_torn_line(path)
    done = results.read(path)
    for question in _with_progress(name, [q for q in questions if q.id not in done], len(questions)):
        done[question.id] = _attempt(opened.over(question.documents), question, way)
        results.append(path, done[question.id])
    return {question.id: done[question.id] for question in questions}


def ask(responder: Responder, question: Question) -> Result:
    """Let the responder answer, and time it."""
    start = perf_counter()
    first: float | None = None
    answer: Answer | None = None
    for event in responder.stream(question.question, history=_turns(question)):
        if isinstance(event, str) and event and first is None:
            first = perf_counter() - start
        elif isinstance(event, Answer):
            answer = event
    if answer is None:
        raise ModelError("The stream ended without an Answer.")
    return _result(question, answer, first, perf_counter() - start)


def retrieve(responder: Responder, question: Question) -> Result:
    """Let the responder search only; nothing is answered."""
    start = perf_counter()
    sources = responder.search(question.question, history=_turns(question))
    seconds = perf_counter() - start
    return Result(
        id=question.id,
        category=question.category,
        question=question.question,
        retrieved=_found(sources),
        seconds=seconds,
    )


def with_judge(judge: Judge) -> Ask:
    """A way to ask that also has each answer to a question with a reference judged."""

    def ask_and_judge(responder: Responder, question: Question) -> Result:
        result = ask(responder, question)
        if not question.answerable or not question.reference:
            return result
        verdict = judge(question, result.answer) if result.answered else "wrong"
        return result.model_copy(update={"judged": verdict})

    return ask_and_judge


def _way(options: Options, parts: Parts) -> Ask:
    if options.retrieval_only:
        return retrieve
    return with_judge(parts.judge(options.judge)) if options.judge else ask


def _attempt(responder: Responder, question: Question, way: Ask) -> Result:
    try:
        return way(responder, question)
    except Exception as error:  # a failing question is a result, and the only exception that is not passed on
        reason = f"{type(error).__name__}: {error}"
        return Result(id=question.id, category=question.category, question=question.question, error=reason)


def _baselines(options: Options, questions: Sequence[Question], gold: Gold, parts: Parts) -> dict[str, System]:
    described: dict[str, System] = {}
    for name, open_one in ((name, parts.baselines[name]) for name in options.baseline):
        with ExitStack() as stack:
            path = options.output / results.BASELINES / f"{name}.jsonl"
            answers = ask_all(name, questions, Opened(open_one, stack), path, _way(options, parts))
        described[name] = summary.describe(questions, answers, gold, options.retrieval_only)
    return described


def _provenance(options: Options, made_by: Identity, assistant: Assistant, parts: Parts) -> provenance.Provenance:
    return provenance.describe(options, made_by, assistant.model_name, parts.digests(options.retrieval_only))


def _with_progress(name: str, questions: Sequence[Question], total: int) -> Iterator[Question]:
    done = total - len(questions)
    if sys.stderr.isatty():
        yield from tqdm(questions, desc=name, unit="question", initial=done, total=total)
        return
    _tell(name, done, total)
    for number, question in enumerate(questions, done + 1):
        yield question
        if number % NEWS_EVERY == 0 or number == total:
            _tell(name, number, total)


def _tell(name: str, done: int, total: int) -> None:
    print(f"{name}: {done} of {total} questions", file=sys.stderr, flush=True)


def _turns(question: Question) -> Turns:
    return [turn.model_dump() for turn in question.history]


def _result(question: Question, answer: Answer, first: float | None, seconds: float) -> Result:
    quotations = [
        Quotation(
            quote=c.quote,
            passage=c.passage,
            document=c.document,
            speaker=c.speaker,
            mode=c.mode,
            start=c.start,
            end=c.end,
        )
        for c in answer.citations
    ]
    return Result(
        id=question.id,
        category=question.category,
        question=question.question,
        answer=answer.text,
        answered=answer.answered,
        citations=tuple(quotations),
        retrieved=_found(Sources(standalone_question=answer.standalone_question, passages=answer.passages)),
        first_token_seconds=first,
        seconds=seconds,
    )


def _found(sources: Sources) -> tuple[Found, ...]:
    return tuple(Found(passage=p.id, document=p.document, score=p.score, text=p.text) for p in sources.passages)
