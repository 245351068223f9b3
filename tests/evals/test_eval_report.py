"""The report tells what a person needs, from one file, and lets nothing in an answer become markup."""

import re
from html.parser import HTMLParser

import pytest
from fake_runs import DOCUMENT, MET, PAY, found, provenance, question, quotation, result

from evals import markdown, report
from evals.dataset import GroundingPair, Question, SpeakerLabel
from evals.intervals import NOTHING, Estimate
from evals.results import Found, Result
from evals.run import Run
from evals.scores import Gold
from evals.summary import Summary, describe, symmetry, tagging, verifier
from evals.wording import amount, percent, with_interval
from evals.worst import worst

HOSTILE = "</style></script><script>alert(1)</script><img src=http://x.test/a onerror='a()'>\"&amp;"
VOID = {"meta", "img", "br", "hr", "link"}


def finish(questions: list[Question], results: list[Result], retrieval_only: bool = False, name: str = "set") -> Run:
    by_id = {one.id: one for one in results}
    described = describe(questions, by_id, Gold([DOCUMENT], []), retrieval_only)
    summary = Summary(
        provenance=provenance(name, retrieval_only=retrieval_only),
        assistant=described,
        baselines={f"plain {name}": described},
        symmetry=symmetry(questions, described.scores) if not retrieval_only else None,
        verifier=None,
        tagging={},
    )
    return Run(summary, tuple(questions), by_id)


class Tags(HTMLParser):
    """Collects elements and attributes, and fails on an element that is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.stack: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def hostile_run() -> Run:
    asked = question(
        HOSTILE,
        question=HOSTILE,
        category=HOSTILE,
        facts=((HOSTILE,),),
        forbidden=(HOSTILE,),
        reference=HOSTILE,
        history=({"role": "user", "content": HOSTILE},),
        split="dev",
    )
    cited = quotation(HOSTILE, speaker=HOSTILE, document=HOSTILE, passage=HOSTILE)
    failed = question("failed", split="dev")
    results = [
        result(HOSTILE, answer=HOSTILE, citations=[cited], retrieved=found(HOSTILE), first_token_seconds=0.4),
        result("failed", answered=False, error=HOSTILE, seconds=None),
    ]
    return finish([asked, failed], results, name=HOSTILE)


def test_hostile_text_stays_text() -> None:
    tags = Tags(report.render(hostile_run()))
    assert tags.stack == []
    assert not {"script", "img", "link", "iframe", "form", "a"} & set(tags.names)
    assert not [name for name, _ in tags.attributes if name.startswith("on") or name in ("src", "href", "style")]


def test_the_report_is_one_file_that_fetches_and_runs_nothing() -> None:
    page = report.render(hostile_run())
    assert page.startswith("<!doctype html>")
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert not re.search(r"url\(|@import|xmlns", page)
    assert "prefers-color-scheme: dark" in page


def test_the_report_shows_what_was_asked_said_quoted_and_retrieved() -> None:
    asked = [
        question("pay", facts=(("pay",),), evidence=(PAY,), split="dev", pair="p", side="east"),
        question("met", category="false_premise", facts=(("Friday",),), evidence=(MET,), split="test"),
        question("old", answerable=False, split="dev", pair="p", side="west"),
    ]
    results = [
        result("pay", answer="Not a word.", citations=[quotation(MET)], retrieved=found("A passage.")),
        result("met", answer="A secret of the test split.", citations=[quotation(MET)]),
        result("old", answer="Fifty-two.", citations=[]),
    ]
    page = report.render(finish(asked, results))
    for shown in (
        "Not a word.",
        "A passage.",
        "Fifty-two.",
        "false premise",
        "Dev and test",
        "plain set",
        "either side",
    ):
        assert shown in page
    assert "A secret of the test split." not in page


def test_parts_measured_apart_are_shown() -> None:
    run = hostile_run()
    source = {"text": "x", "speaker": None, "mode": "report"}
    pair = GroundingPair.model_validate(
        {"id": "g", "answer": "x", "sources": [source], "supported": True, "kind": "plain_kind"}
    )
    label = SpeakerLabel(document="d", text=PAY, speaker=None, mode="report")
    parts = {
        "verifier": verifier([pair], lambda text, sources: (1.0, True)),
        "tagging": tagging([label], []) or {"speaker": NOTHING},
    }
    page = report.render(Run(run.summary.model_copy(update=parts), run.questions, run.results))
    assert "plain kind" in page and "Who says it" in page


def test_a_run_of_retrieval_only_is_reported_too() -> None:
    page = report.render(finish([question(evidence=(PAY,))], [result(retrieved=found(MET))], retrieval_only=True))
    assert "nothing was answered" in page and "evidence not found" in page
    Tags(page)


def test_a_run_without_any_fault_or_case_is_reported_too() -> None:
    page = report.render(finish([question()], [result(answer="Yes.", seconds=None)]))
    assert "No faulty answer" in page
    Tags(page)


def test_the_worst_come_first_and_no_fault_hides_the_others() -> None:
    asked = [question(f"u{n}", answerable=False) for n in range(12)]
    asked += [question("refused"), question("failed"), question("fine"), question("wrong", facts=(("pay",),))]
    asked += [question("uncited", evidence=(PAY,))]
    results = [result(q.id, answer="So.") for q in asked]
    results[12] = result("refused", answered=False)
    results[13] = result("failed", answered=False, error="gone")
    shown = [one.question.id for one in worst(finish(asked, results))]
    assert shown[0] == "failed"
    assert shown[4:7] == ["wrong", "refused", "uncited"]
    assert len(shown) == 10 and "fine" not in shown


def test_the_terminal_gets_markdown() -> None:
    asked = [question("pay", evidence=(PAY,), split="dev"), question("met", split="test")]
    results = [result("pay", citations=[quotation(PAY)], answer="Yes."), result("met", answer="No.")]
    told = markdown.render(finish(asked, results).summary)
    head, rule, *rows = [line for line in told.splitlines() if line.startswith("|")][:4]
    assert [cell.strip() for cell in head.strip("|").split("|")] == [
        "figure",
        "all",
        "dev",
        "test",
        "plain set",
    ]
    assert set(rule) <= set("|- ")
    assert rows[0].startswith("| Correct ")
    assert len({len(line) for line in (head, rule, *rows)}) == 1


@pytest.mark.parametrize(("share", "words"), [(0.714, "71"), (1.0, "100"), (0.996, "99.6"), (0.0, "0"), (0.004, "0.4")])
def test_only_all_is_all(share: float, words: str) -> None:
    assert percent(share) == f"{words}\u00a0%"


def test_units_and_empty_cases_in_words() -> None:
    assert amount("seconds", 4.25) == "4.2\u00a0s"
    assert amount("seconds", 0.031) == "0.03\u00a0s"
    assert amount("quote_words", 21.04) == "21.0"
    assert amount("correct", None) == with_interval("correct", NOTHING) == with_interval("correct", None) == "–"
    assert with_interval("correct", Estimate(value=0.5, low=0.4, high=0.6, n=9)) == "50\u00a0% (40–60)"


def test_a_found_passage_without_text_is_named() -> None:
    bare = result(answer="So.", retrieved=[Found(passage="p9", document="d", score=1.0)])
    assert "p9" in report.render(finish([question(facts=(("pay",),))], [bare]))
