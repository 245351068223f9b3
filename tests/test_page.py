"""What the page makes of a conversation, without a browser: turns, HTML, Markdown, ratings."""

import json
from datetime import date
from pathlib import Path

import pytest

from page import export, feedback, turns, view
from page.article import article
from page.blocks import Prose, Quotation, Remark, Voice, blocks
from page.turns import Turn
from page.words import read
from rag.passages import sentences
from rag.records import Answer, AnswerSentence, Citation, Document, Progress, Sources
from rag.speakers import label

ENGLISH = read("en")
DOCUMENT = Document(
    id="a.md", title="A", text="It rained.\n\n“We left,” said Kim -- twice.", published=date(2023, 2, 28)
)


def cited(n: int = 1, quote: str = "It rained.", speaker: str | None = None) -> Citation:
    return Citation.model_validate(
        {
            "n": n,
            "document": "a.md",
            "passage": "p",
            "quote": quote,
            "start": 0,
            "end": len(quote),
            "speaker": speaker,
            "mode": "quote" if speaker else "report",
            "published": "2023-02-28",
        }
    )


def answered(*texts: str, **changes: object) -> Answer:
    said = [AnswerSentence(text=text, citations=(1,), verdict="supported") for text in texts]
    fields = {
        "question": "Why?",
        "standalone_question": "Why?",
        "answered": True,
        "text": " ".join(f"{text} [1]" for text in texts),
        "sentences": said,
        "citations": [cited()],
        "model": "m",
        "as_of": "2023-02-28",
    }
    return Answer.model_validate({**fields, **changes})


def shown(turn: Turn) -> str:
    return str(view.conversation([turn], [DOCUMENT], ENGLISH, rateable=True))


# --- Conversation --------------------------------------------------------------------------------


def test_a_turn_grows_with_the_events() -> None:
    turn = turns.begin((), "  Why? ")[0]
    for event in (Progress(stage="searching"), Sources(standalone_question="Why so?", passages=()), "It ", "rained."):
        turn = turn.after(event)
    assert (turn.question, turn.stage, turn.standalone, turn.text) == ("Why?", "searching", "Why so?", "It rained.")
    done = turn.after(answered("It rained."))
    assert (done.state, done.text) == ("done", "It rained. [1]")


def test_what_is_saved_comes_back_and_nothing_else_does() -> None:
    kept = (Turn(question="Why?").after(answered("It rained.")), Turn(question="And?", text="It "))
    saved = json.loads(json.dumps(turns.save(kept)))
    assert turns.restore(saved) == (kept[0], kept[1].settle())
    for nonsense in (None, "x", {"a": 1}, [1], [{"question": 5}], [{"question": "x", "foreign": 1}]):
        assert turns.restore(nonsense) == ()


def test_a_failed_question_is_not_saved_and_makes_room_for_the_next() -> None:
    failed = Turn(question="Why?").fail("It broke.")
    assert turns.save([failed]) == []
    assert [turn.question for turn in turns.begin([failed], "Why now?")] == ["Why now?"]


def test_long_questions_and_long_conversations_are_cut() -> None:
    assert len(turns.begin((), "W" * 9999)[0].question) == turns.MAX_QUESTION
    assert len(turns.save([Turn(question="Why?", state="stopped")] * 99)) == turns.MAX_TURNS


def test_history_holds_finished_answers_only() -> None:
    kept = [Turn(question="Why?").after(answered("It rained.")), Turn(question="And?", state="stopped")]
    assert turns.history(kept) == [
        {"role": "user", "content": "Why?"},
        {"role": "assistant", "content": "It rained. [1]"},
    ]


# --- HTML and Markdown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "turn",
    [
        Turn(question="<i>"),
        Turn(question="q", text="<i> [1]"),
        Turn(question="q", standalone="<i>"),
        Turn(question="q").fail("<i>"),
        Turn(question="q").after(answered("<i>", model="<i>")),
        Turn(question="q").after(answered("x", citations=[cited(quote="<i>", speaker="<i>")])),
        Turn(question="q").after(answered("x", answered=False, citations=[], nearest=[cited(quote="<i>")])),
    ],
)
def test_every_text_is_escaped(turn: Turn) -> None:
    assert "<i>" not in shown(turn)
    assert "&lt;i&gt;" in shown(turn)


def test_years_in_brackets_are_no_marks() -> None:
    html = shown(Turn(question="q", text="The treaty [1965] held [1]. [2]"))
    assert "[1965]" in html
    assert html.count('class="mark pending"') == 2


def test_marks_without_a_citation_are_left_out() -> None:
    html = shown(Turn(question="q").after(answered("It rained.", citations=[])))
    assert 'class="mark"' not in html


def test_lines_of_an_answer_become_paragraphs() -> None:
    turn = Turn(question="q").after(
        answered("Seoul wants.", "Tokyo refuses.", text="Seoul wants. [1]\nTokyo refuses. [1]")
    )
    assert shown(turn).count('<p><span class="sentence"') == 2


def test_every_character_of_a_document_is_shown_in_order() -> None:
    html = str(article(DOCUMENT, label(DOCUMENT, sentences(DOCUMENT)), ENGLISH))
    body = html.split("</p>", 1)[1]
    text = "".join(part.split(">", 1)[-1] for part in body.split("<"))
    assert text == DOCUMENT.text.replace("\n\n", "")


def test_markdown_has_the_quotations_and_shows_text_unchanged() -> None:
    turn = Turn(question="# Why *me*?").after(answered("It <b>rained</b>.", citations=[cited(speaker="Kim_Min")]))
    assert export.markdown(turn, ENGLISH) == (
        "## \\# Why \\*me\\*?\n\nIt \\<b>rained\\</b>. [1]\n\n"
        "- [1] It rained. (Kim\\_Min, quoted; 28 February 2023; a.md)\n\n*As of 28 February 2023 · m*\n"
    )


def test_ratings_are_one_json_line_each(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    turn = Turn(question="Why?").after(answered("It rained.")).rate("up", remarked=False)
    feedback.record(file, turn)
    feedback.record(file, turn, [turn], "two\nlines")
    first, second = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert (first["vote"], first["question"], first["remark"]) == ("up", "Why?", "")
    assert Answer.model_validate(second["answer"]).answered
    assert second["remark"] == "two\nlines"
    assert (first["history"], [message["content"] for message in second["history"]]) == ([], ["Why?", "It rained. [1]"])


# --- Blocks: what is said by whom ----------------------------------------------------------------

RAIN, LEFT, CAME = "It rained.", "“We left,” said Kim.", "Kim came back."


def sided() -> Answer:
    """A remark, three quotations by two speakers in turns, and a remark on the last."""
    return answered(
        sentences=[
            AnswerSentence(text="What others say:", citations=(1,), verdict="supported", origin="assistant"),
            AnswerSentence(text=LEFT, citations=(1,), verdict="supported", origin="quotation"),
            AnswerSentence(text=f"“{RAIN}”", citations=(2,), verdict="supported", origin="quotation"),
            AnswerSentence(text=f"According to Kim: “{CAME}”", citations=(3,), verdict="supported", origin="quotation"),
            AnswerSentence(text="Read on Monday.", citations=(3,), verdict="supported", origin="assistant"),
        ],
        citations=[cited(1, LEFT, "Kim"), cited(2, RAIN), cited(3, CAME, "Kim")],
    )


def test_quotations_are_gathered_by_speaker_with_the_remarks_on_them() -> None:
    remark, kim, reporter = blocks(sided())
    assert isinstance(remark, Remark) and isinstance(kim, Voice) and isinstance(reporter, Voice)
    assert [one.words for one in (*kim.quotations, *reporter.quotations)] == [LEFT, CAME, RAIN]
    assert [one.text for one in kim.quotations[1].remarks] == ["Read on Monday."]
    assert remark.sentence.citations == ()  # the quotation that follows carries the mark


def test_a_source_is_printed_once() -> None:
    again = AnswerSentence(text=LEFT, citations=(1,), verdict="supported", origin="quotation")
    first, second = blocks(answered(sentences=[again, again], citations=[cited(1, LEFT, "Kim")]))
    assert isinstance(first, Voice) and isinstance(second, Prose)


@pytest.mark.parametrize(
    ("text", "words", "lead"),
    [
        (LEFT, LEFT, ""),
        (f"“{LEFT}”", LEFT, ""),
        (f"According to Kim: “{LEFT}”", LEFT, ""),
        (f"The article itself says so: “{LEFT}”", LEFT, "The article itself says so:"),
        (f"The sources say otherwise: According to Kim: “{LEFT}”", LEFT, "The sources say otherwise:"),
        (f"출처의 문장은 다음과 같습니다. Kim said: {LEFT}", LEFT, "출처의 문장은 다음과 같습니다."),
        (f"They say: Kim said: “{LEFT}”", LEFT, "They say:"),
        (f"Nobody quotes Kim, of whom this is told: “{LEFT}”", LEFT, "Nobody quotes Kim, of whom this is told:"),
        (f"{LEFT}”", f"{LEFT}”", ""),
        (f"Kim: “{LEFT}", f"“{LEFT}", ""),
        ("Kim said that they had left.", "Kim said that they had left.", ""),
    ],
)
def test_what_stands_before_the_quoted_words(text: str, words: str, lead: str) -> None:
    sentence = AnswerSentence(text=text, citations=(1,), verdict="supported", origin="quotation")
    quotation = Quotation(sentence, cited(1, LEFT, "Kim"))
    assert (quotation.words, quotation.lead) == (words, lead)


def test_what_leads_in_to_a_quotation_is_a_remark_before_it() -> None:
    text = f"The sources say otherwise: According to Kim: “{LEFT}”"
    sentence = AnswerSentence(text=text, citations=(1,), verdict="supported", origin="quotation")
    remark, voice = blocks(answered(sentences=[sentence], citations=[cited(1, LEFT, "Kim")]))
    assert isinstance(remark, Remark) and remark.sentence.text == "The sources say otherwise:"
    assert isinstance(voice, Voice) and voice.quotations[0].words == LEFT


def test_html_tells_the_three_kinds_of_sentences_apart() -> None:
    html = shown(Turn(question="q").after(sided()))
    assert html.count("<blockquote") == 3
    assert html.count('class="aside" role="note"') == 2
    assert "Sentences quoted" not in html  # they stand in the answer
    assert '<p><span class="sentence"' in shown(Turn(question="q").after(answered("By the model.")))


def test_markdown_tells_them_apart_as_well() -> None:
    assert export.markdown(Turn(question="Who?").after(sided()), ENGLISH) == (
        "## Who?\n\n*What others say:*\n\n"
        "> “We left,” said Kim. [1]\n>\n> — Kim, quoted; 28 February 2023; a.md\n\n"
        "> Kim came back. [3]\n>\n> — Kim, quoted; 28 February 2023; a.md\n\n*Read on Monday.* [3]\n\n"
        "> It rained. [2]\n>\n> — reported; 28 February 2023; a.md\n\n*As of 28 February 2023 · m*\n"
    )


def test_markdown_says_what_the_check_found() -> None:
    wrong = AnswerSentence(text="It snowed.", citations=(), verdict="unsupported")
    instead = AnswerSentence(text=RAIN, citations=(1,), verdict="supported", origin="quotation", replaced=True)
    text = export.markdown(Turn(question="q").after(answered(sentences=[wrong, instead])), ENGLISH)
    assert f"It snowed. *({ENGLISH.unsupported})*" in text
    assert f"> It rained. [1] *({ENGLISH.replaced})*" in text


@pytest.mark.parametrize(
    ("model", "said"),
    [("m", "m"), ("none", ENGLISH.no_model), ("none, because x:y failed", "quotations alone, because x:y failed")],
)
def test_an_answer_without_a_model_says_so(model: str, said: str) -> None:
    assert f"· {said} ·" in shown(Turn(question="q").after(answered("It rained.", model=model)))
