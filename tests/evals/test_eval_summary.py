"""Sides, verifier and speakers are measured apart, each with its empty case."""

from collections.abc import Sequence

import pytest
from fake_runs import DOCUMENT, FakeAssistant, question

from evals.dataset import GroundingPair, GroundingSource, SpeakerLabel
from evals.scores import Scores
from evals.summary import symmetry, tagging, verifier
from rag.records import Sentence

YES, NO = (1.0, 1.0), (0.0, 1.0)


def scores(correct: bool, answered: bool, cited: bool) -> Scores:
    flags = {"correct": correct, "answered": answered, "cited": cited, "declined": not answered}
    return {name: YES if flag else NO for name, flag in flags.items()}


def test_the_sides_are_held_against_each_other() -> None:
    asked = [question(f"{p}-{side}", pair=p, side=side) for p in ("a", "b") for side in ("tokyo", "seoul")]
    asked += [question("alone", pair="c", side="seoul"), question("plain")]
    good, bad = scores(True, True, True), scores(False, False, False)
    known = {"a-tokyo": good, "a-seoul": good, "b-tokyo": bad, "b-seoul": good, "alone": bad, "plain": bad}
    found = symmetry(asked, known)
    assert found is not None
    assert (found.sides, found.pairs, found.alike.value) == (("seoul", "tokyo"), 2, 0.5)
    assert found.rates["correct"].first.value == 1.0
    assert found.rates["correct"].difference.value == -0.5
    assert found.rates["declined"].difference.value == 0.5


def test_without_a_whole_pair_there_are_no_sides() -> None:
    assert symmetry([question("a", pair="p", side="seoul")], {"a": scores(True, True, True)}) is None


def labelled(id_: str, score: str, supported: bool, kind: str, split: str) -> GroundingPair:
    source = GroundingSource(text="A source.", speaker=None, mode="report")
    return GroundingPair.model_validate(
        {
            "id": id_,
            "answer": score,
            "sources": [source],
            "supported": supported,
            "kind": kind,
            "split": split,
        }
    )


PAIRS = [
    labelled("a", "0.9", True, "plain", "dev"),
    labelled("b", "0.4", True, "plain", "dev"),
    labelled("c", "0.7", False, "wrong_number", "dev"),
    labelled("d", "0.1", False, "wrong_speaker", "test"),
]


def test_the_verifier_is_measured_on_labelled_pairs() -> None:
    found = verifier(PAIRS, lambda text, sources: (float(text), float(text) >= 0.5))
    assert found is not None
    assert {name: e.value for name, e in found.overall.items()} == {
        "precision": 0.5,
        "recall": 0.5,
        "auroc": 0.75,
    }
    assert {kind: e.value for kind, e in found.kinds.items()} == {
        "plain": 0.5,
        "wrong_number": 0.0,
        "wrong_speaker": 1.0,
    }
    # One pair, let through or not, says nothing about the order of scores.
    assert found.splits["test"]["auroc"].value is None
    assert found.splits["test"]["precision"].value is None


def test_the_verifier_gets_the_sources_with_their_speakers() -> None:
    given: list[tuple[str, Sentence]] = []

    def verify(text: str, sources: Sequence[Sentence]) -> tuple[float, bool]:
        given.extend((text, source) for source in sources)
        return 1.0, True

    pair = GroundingPair.model_validate(
        {
            "id": "a",
            "answer": "x",
            "sources": [{"text": "“Yes.”", "speaker": "Ann Bell", "mode": "quote"}],
            "supported": True,
            "kind": "plain",
        }
    )
    verifier([pair], verify)
    ((text, source),) = given
    assert (text, source.text, source.speaker, source.mode) == ("x", "“Yes.”", "Ann Bell", "quote")


def test_no_pairs_and_no_numbers() -> None:
    assert verifier([], lambda text, sources: (1.0, True)) is None
    with pytest.raises(ValueError, match="pair a"):
        verifier(PAIRS, lambda text, sources: (float("nan"), True))


def test_speakers_are_held_against_labels_and_a_lost_sentence_is_wrong() -> None:
    sentences = FakeAssistant({}).sentences
    labels = [SpeakerLabel(document=DOCUMENT.id, text=s.text, speaker=s.speaker, mode=s.mode) for s in sentences]
    lost = SpeakerLabel(document=DOCUMENT.id, text="A sentence that was lost.", speaker=None, mode="report")
    elsewhere = SpeakerLabel(document="x", text="Of no account.", speaker="X", mode="quote")
    found = tagging([*labels, lost, elsewhere], sentences)
    assert {name: (e.value, e.n) for name, e in found.items()} == {"speaker": (0.75, 4), "mode": (0.75, 4)}
    assert tagging([elsewhere], sentences) == {}
