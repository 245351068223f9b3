"""Each metric on literal inputs, the empty cases among them."""

from typing import Any

import pytest
from fake_runs import MET, PAY, REFUSE, TEXT, question, quotation, result

from evals import metrics
from evals.dataset import SpeakerLabel

FACTS = {"facts": [["pay", "compensat"], ["2018"]], "forbidden": ["apologised"]}


@pytest.mark.parametrize(
    ("asked", "said", "is_correct"),
    [
        (FACTS, {"answer": "It had to PAY in 2018 [1]."}, True),
        (FACTS, {"answer": "Compensation, said the court in ２０１８."}, True),
        (FACTS, {"answer": "It had to pay."}, False),
        (FACTS, {"answer": "It had to pay in 2018 and apologised."}, False),
        (FACTS, {"answer": "It had to pay in 2018.", "answered": False}, False),
        (FACTS, {"answer": ""}, False),
        (FACTS, {"answer": "pay 2018", "error": "ModelError: gone"}, False),
        ({"facts": [["“We won’t”"]]}, {"answer": '"we won\'t", she said'}, True),
        ({"facts": [["2"]]}, {"answer": "Some [2].", "citations": [quotation(), quotation(MET)]}, False),
        ({"facts": [["1965"]]}, {"answer": "Settled [1965] [1].", "citations": [quotation()]}, True),
        ({}, {"answer": "Anything."}, True),
        ({}, {"answer": "Anything.", "answered": False}, False),
        ({"answerable": False}, {"answered": False}, True),
        ({"answerable": False}, {"answer": "It was so."}, False),
        ({"answerable": False}, {"answered": False, "error": "ModelError: gone"}, False),
    ],
)
def test_correctness(asked: dict[str, Any], said: dict[str, Any], is_correct: bool) -> None:
    assert metrics.is_correct(question(**asked), result(**said)) is is_correct


@pytest.mark.parametrize(
    ("text", "reference", "f1", "rouge"),
    [
        ("the firm must pay", "the firm must pay", 1.0, 1.0),
        ("Pay, the firm must!", "the firm must pay", 1.0, 0.75),
        ("the firm", "the firm must pay", 2 / 3, 2 / 3),
        ("nothing of it", "the firm must pay", 0.0, 0.0),
        ("", "the firm must pay", 0.0, 0.0),
        ("the firm must pay", "", None, None),
        ("", "", None, None),
        ("日本", "日米", 0.5, 0.5),
    ],
)
def test_closeness_to_a_reference(text: str, reference: str, f1: float | None, rouge: float | None) -> None:
    assert metrics.token_f1(text, reference) == pytest.approx(f1)
    assert metrics.rouge_l(text, reference) == pytest.approx(rouge)


@pytest.mark.parametrize(
    ("one", "other", "is_overlap"),
    [
        (PAY, PAY, True),
        ("ordered the  firm\nto pay", PAY, True),
        (f"{PAY} {MET}", PAY, True),
        ("The court ordered the firm to close its mine", PAY, True),
        ("The court ordered the mine shut", PAY, True),
        ("The court closed the mine", PAY, False),
        ("“We will not pay,”", '"We will not pay,"', True),
        (MET, PAY, False),
        ("", PAY, False),
        ("…", PAY, False),
        (PAY, "", False),
    ],
)
def test_overlap(one: str, other: str, is_overlap: bool) -> None:
    assert metrics.overlap(one, other) is is_overlap
    assert metrics.overlap(other, one) is is_overlap


def test_hits_count_both_ways() -> None:
    quotes, evidence = [PAY, MET], [PAY, REFUSE, "ordered the firm"]
    assert metrics.hits(quotes, evidence) == 1
    assert metrics.hits(evidence, quotes) == 2
    assert metrics.hits([], evidence) == metrics.hits(quotes, []) == 0


@pytest.mark.parametrize(
    ("citation", "is_verbatim"),
    [
        (quotation(PAY), True),
        (quotation(PAY, start=None, end=None), True),
        (quotation(PAY, start=1, end=1 + len(PAY)), False),
        (quotation("The court ordered the firm to pay."), False),
        (quotation('"We will not pay,"'), False),
        (quotation("", start=0, end=0), False),
        (quotation(PAY, document="elsewhere.md"), False),
    ],
)
def test_verbatim(citation: Any, is_verbatim: bool) -> None:
    assert metrics.is_verbatim(citation, {"dispute.md": TEXT}) is is_verbatim


@pytest.mark.parametrize(
    ("named", "gold", "is_same"),
    [
        ("Ann Bell", "Ann Bell", True),
        ("Foreign Minister Ann Bell", "Ann Bell", True),
        ("ann bell", "Ann Bell", True),
        ("Bell", "Ann Bell", False),
        ("Ann Bellamy", "Ann Bell", False),
        ("Ann Bell", None, False),
        (None, "Ann Bell", False),
        (None, None, True),
        ("The official at Yoon’s office", "the official at Yoon's office", True),
    ],
)
def test_same_speaker(named: str | None, gold: str | None, is_same: bool) -> None:
    assert metrics.is_same_speaker(named, gold) is is_same


def test_attribution_takes_the_labels_inside_the_quotation() -> None:
    labels = [
        SpeakerLabel(document="dispute.md", text=PAY, speaker=None, mode="report"),
        SpeakerLabel(document="dispute.md", text=REFUSE, speaker="Ann Bell", mode="quote"),
    ]
    both = metrics.attribution("dispute.md", f"{PAY} {REFUSE}", labels)
    assert both == labels
    assert not metrics.is_well_attributed("Ann Bell", both)
    assert metrics.is_well_attributed("Ann Bell", metrics.attribution("dispute.md", REFUSE, labels))
    assert metrics.is_mode("quote", labels[1:]) and not metrics.is_mode("quote", labels)
    assert metrics.attribution("other.md", PAY, labels) == []
    assert metrics.is_well_attributed("anybody", []) and metrics.is_mode("quote", [])


@pytest.mark.parametrize(
    ("evidence", "passages", "expected"),
    [
        ([PAY], [PAY], {"recall_at_1": 1, "recall_at_3": 1, "mrr": 1, "ndcg_at_5": 1}),
        ([PAY], [MET, PAY], {"recall_at_1": 0, "recall_at_3": 1, "mrr": 0.5, "ndcg_at_5": 0.6309}),
        ([PAY, REFUSE], [f"{PAY} {REFUSE}"], {"recall_at_1": 1, "mrr": 1, "ndcg_at_5": 1}),
        ([PAY, REFUSE], [PAY, MET], {"recall_at_1": 0.5, "recall_at_5": 0.5, "mrr": 1, "ndcg_at_5": 0.6131}),
        ([PAY], [PAY[:20], PAY[20:]], {"recall_at_5": 0, "mrr": 0, "ndcg_at_5": 0}),
        ([PAY], [PAY, PAY], {"recall_at_1": 1, "mrr": 1, "ndcg_at_5": 1}),
        ([PAY], [], {"recall_at_1": 0, "recall_at_5": 0, "mrr": 0, "ndcg_at_5": 0}),
        ([PAY], [""], {"recall_at_5": 0}),
    ],
)
def test_ranking(evidence: list[str], passages: list[str], expected: dict[str, float]) -> None:
    figures = metrics.ranking(evidence, passages)
    assert {name: figures[name] for name in expected} == pytest.approx(expected, abs=1e-4)


def test_ranking_says_nothing_without_evidence() -> None:
    assert metrics.ranking([], [PAY]) == {}


@pytest.mark.parametrize(
    ("scores", "labels", "area"),
    [
        ([0.1, 0.4, 0.6, 0.9], [False, False, True, True], 1.0),
        ([0.9, 0.6, 0.4, 0.1], [False, False, True, True], 0.0),
        ([0.5, 0.5, 0.5], [False, True, True], 0.5),
        ([0.1, 0.5, 0.5, 0.9], [False, False, True, True], 0.875),
        ([0.1, 0.9], [True, True], None),
        ([], [], None),
    ],
)
def test_auroc(scores: list[float], labels: list[bool], area: float | None) -> None:
    assert metrics.auroc(scores, labels) == area
