"""A measure that does not move when answers are spoilt measures nothing: each mutation moves its figures."""

from collections.abc import Callable

import pytest
from fake_runs import DOCUMENT, MET, PAY, REFUSE, found, question, quotation, result

from evals.dataset import SpeakerLabel
from evals.results import Quotation, Result
from evals.scores import Gold
from evals.summary import describe

QUESTIONS = [
    question("pay", facts=(("pay",), ("2018",)), evidence=(PAY,), reference="The firm had to pay in 2018."),
    question("met", facts=(("Tuesday",),), evidence=(MET,), reference="On Tuesday.", forbidden=("Monday",)),
    question("said", category="attribution", facts=(("Bell",),), evidence=(REFUSE,), reference="Ann Bell said so."),
    question("age", category="unanswerable", answerable=False, forbidden=("52",)),
]
BY_BELL = quotation(REFUSE, speaker="Ann Bell", mode="quote")
PERFECT = {
    "pay": result("pay", answer="The firm had to pay in 2018.", citations=[quotation(PAY)], retrieved=found(PAY)),
    "met": result("met", answer="On Tuesday.", citations=[quotation(MET)], retrieved=found(MET)),
    "said": result("said", answer="Ann Bell said so.", citations=[BY_BELL], retrieved=found(REFUSE)),
    "age": result("age", answer="The documents do not say.", answered=False, retrieved=found(PAY)),
}
LABELS = [
    SpeakerLabel(document=DOCUMENT.id, text=text, speaker=speaker, mode="quote" if speaker else "report")
    for text, speaker in ((PAY, None), (REFUSE, "Ann Bell"), (MET, None))
]
GOLD = Gold([DOCUMENT], LABELS)
Results = dict[str, Result]


def figures(results: Results) -> dict[str, float | None]:
    return {name: estimate.value for name, estimate in describe(QUESTIONS, results, GOLD).overall.items()}


def change(results: Results, **fields: object) -> Results:
    return {key: one.model_copy(update=fields) for key, one in results.items()}


def swap_two_answers(results: Results) -> Results:
    parts = ("answer", "citations", "answered")
    pay, met = ({part: getattr(results[key], part) for part in parts} for key in ("met", "pay"))
    return {**results, **change({"pay": results["pay"]}, **pay), **change({"met": results["met"]}, **met)}


def fail_all(results: Results) -> Results:
    blank = {"answer": "", "answered": False, "citations": (), "retrieved": (), "seconds": None}
    return change(results, **blank, error="ModelError: gone")


def requote(**fields: object) -> Callable[[Results], Results]:
    def mutate(results: Results) -> Results:
        return {
            key: one.model_copy(update={"citations": tuple(c.model_copy(update=fields) for c in one.citations)})
            for key, one in results.items()
        }

    return mutate


def bury(results: Results) -> Results:
    return {key: one.model_copy(update={"retrieved": (*found("x"), *one.retrieved)}) for key, one in results.items()}


BEST = {
    **dict.fromkeys(("correct", "citation_precision", "citation_recall", "verbatim", "speaker", "mode"), 1.0),
    **dict.fromkeys(("abstention_precision", "abstention_recall", "token_f1", "rouge_l"), 1.0),
    **dict.fromkeys(("recall_at_1", "recall_at_3", "recall_at_5", "mrr", "ndcg_at_5"), 1.0),
    **dict.fromkeys(("false_refusal", "error", "forbidden"), 0.0),
    **dict.fromkeys(("answered", "cited"), 0.75),
    "declined": 0.25,
}
LONG_AND_WRONG = Quotation(quote="Nobody ever said this.", passage="p1", document=DOCUMENT.id)

MUTATIONS: list[tuple[str, Callable[[Results], Results], dict[str, object]]] = [
    (
        "swap two answers",
        swap_two_answers,
        {
            "correct": 0.5,
            "citation_precision": 1 / 3,
            "citation_recall": 1 / 3,
            "token_f1": 1 / 3,
            "rouge_l": 1 / 3,
        },
    ),
    (
        "remove all citations",
        lambda results: change(results, citations=()),
        {
            "citation_precision": None,
            "citation_recall": 0.0,
            "cited": 0.0,
            "verbatim": None,
            "speaker": None,
            "mode": None,
        },
    ),
    (
        "refuse everything",
        lambda results: change(results, answered=False, citations=(), answer="The documents do not say."),
        {
            "correct": 0.25,
            "false_refusal": 1.0,
            "abstention_precision": 0.25,
            "citation_precision": None,
            "citation_recall": 0.0,
            **dict.fromkeys(("token_f1", "rouge_l", "answered", "cited"), 0.0),
            **dict.fromkeys(("verbatim", "speaker", "mode")),
            "declined": 1.0,
        },
    ),
    (
        "refuse nothing",
        lambda results: change(results, answered=True),
        {
            "correct": 0.75,
            "abstention_recall": 0.0,
            "abstention_precision": "absent",
            "answered": 1.0,
            "declined": 0.0,
        },
    ),
    (
        "fail on everything",
        fail_all,
        {
            **dict.fromkeys(("correct", "abstention_recall", "citation_recall", "token_f1", "rouge_l"), 0.0),
            **dict.fromkeys(("recall_at_1", "recall_at_3", "recall_at_5", "mrr", "ndcg_at_5"), 0.0),
            **dict.fromkeys(("answered", "cited", "declined"), 0.0),
            **dict.fromkeys(("citation_precision", "verbatim", "speaker", "mode")),
            "abstention_precision": "absent",
            "error": 1.0,
        },
    ),
    ("shift every quotation", requote(start=0, end=3), {"verbatim": 0.0}),
    ("name one speaker for all", requote(speaker="Ann Bell"), {"speaker": 1 / 3}),
    ("call all paraphrases", requote(mode="paraphrase"), {"mode": 0.0}),
    (
        "cite a document that is not there",
        requote(document="x"),
        {"verbatim": 0.0, "speaker": None, "mode": None},
    ),
    (
        "find nothing",
        lambda results: change(results, retrieved=()),
        dict.fromkeys(("recall_at_1", "recall_at_3", "recall_at_5", "mrr", "ndcg_at_5"), 0.0),
    ),
    ("find it second", bury, {"recall_at_1": 0.0, "mrr": 0.5, "ndcg_at_5": pytest.approx(0.631, abs=0.001)}),
    (
        "say what must not be said",
        lambda results: {
            key: one.model_copy(update={"answer": f"{one.answer} 52 Monday"}) for key, one in results.items()
        },
        {
            "correct": 0.75,
            "forbidden": 1.0,
            "token_f1": pytest.approx(0.785, abs=0.05),
            "rouge_l": pytest.approx(0.785, abs=0.05),
        },
    ),
]


def test_perfect_answers_get_perfect_figures() -> None:
    measured = figures(PERFECT)
    assert {name: measured[name] for name in BEST} == BEST


@pytest.mark.parametrize(("mutate", "moved"), [m[1:] for m in MUTATIONS], ids=[m[0] for m in MUTATIONS])
def test_a_mutation_moves_its_figures_and_no_other(
    mutate: Callable[[Results], Results], moved: dict[str, object]
) -> None:
    measured = figures(mutate(PERFECT))
    for name, before in BEST.items():
        assert measured.get(name, "absent") == moved.get(name, before), name


def test_figures_are_grouped_by_category_and_split() -> None:
    on_split = [q.model_copy(update={"split": "test" if q.id == "pay" else "dev"}) for q in QUESTIONS]
    wrong = {**PERFECT, "pay": PERFECT["pay"].model_copy(update={"answer": "No."})}
    measured = describe(on_split, wrong, GOLD)
    assert {name: group["correct"].value for name, group in measured.categories.items()} == {
        "fact": 0.5,
        "attribution": 1.0,
        "unanswerable": 1.0,
    }
    assert {name: group["correct"].value for name, group in measured.splits.items()} == {
        "test": 0.0,
        "dev": 1.0,
    }


def test_a_question_without_a_result_is_no_small_matter() -> None:
    with pytest.raises(KeyError):
        describe(QUESTIONS, {"pay": PERFECT["pay"]}, GOLD)
