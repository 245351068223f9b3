"""The prompts, the fixed phrases, and whole sentences out of tokens."""

import math
from collections.abc import Iterator

import pytest
from fakes import FakeChatModel, ProbingChatModel
from langchain_core.messages import BaseMessage

from rag.answer import (
    ANSWER,
    PROBE,
    RECENT,
    Probing,
    conversation,
    finished,
    log_odds,
    probe,
    prompt,
    quotation,
    refusal,
    translation,
)
from rag.languages import NOT_IN_SOURCES, Language
from rag.records import Mode, Sentence


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ({"yes": math.log(0.5), "no": math.log(0.5)}, 0.0),
        ({"Yes": math.log(0.8), "No": math.log(0.2)}, math.log(4)),
        ({" yes": math.log(0.3), "Yes": math.log(0.3), "NO": math.log(0.2), "x": math.log(0.2)}, math.log(3)),
        ({"yes": math.log(0.9), "maybe": math.log(0.01)}, math.log(90)),
        ({"No": math.log(0.9), "maybe": math.log(0.01)}, -math.log(90)),
        ({"maybe": math.log(0.5)}, 0.0),
        ({"yesterday": math.log(0.9), "no": math.log(0.1)}, 0.0),
    ],
)
def test_log_odds(tokens: dict[str, float], expected: float) -> None:
    assert log_odds(tokens) == pytest.approx(expected)


def test_probe_asks_over_one_text_and_reads_the_first_word() -> None:
    model = ProbingChatModel(odds=lambda text: 2.0 if "the firm" in text else -2.0)
    assert isinstance(model, Probing) and not isinstance(FakeChatModel(), Probing)
    assert probe(model, "It ordered the firm to pay.", "Who pays?") == pytest.approx(2.0)
    assert probe(model, "It rained.", "Who pays?") == pytest.approx(-2.0)
    assert model.probes[0] == f"{PROBE}\nText: It ordered the firm to pay.\nQuestion: Who pays?"


def test_two_questions_over_one_text_share_all_but_the_question() -> None:
    model = ProbingChatModel(odds=lambda text: 0.0)
    for question in ("Who pays?", "When?"):
        probe(model, "It ordered the firm to pay.", question)
    assert len({text.partition("Who pays?")[0].partition("When?")[0] for text in model.probes}) == 1


@pytest.mark.parametrize("may_refuse", [True, False])
def test_prompt(may_refuse: bool) -> None:
    (message,) = prompt(["One.", "Two."], "Who?", may_refuse=may_refuse)
    text = str(message.content)
    assert text.startswith("Text: One. Two.\nQuestion: Who?\n") and ANSWER in text
    assert (NOT_IN_SOURCES["en"] in text) is may_refuse


def test_a_follow_up_is_rewritten_from_the_last_messages() -> None:
    said = [("user" if n % 2 == 0 else "assistant", f"Words {n}.") for n in range(RECENT + 2)]
    *first, last = conversation(said, "Why?")
    recent = [f"{'Question' if role == 'user' else 'Answer'}: {text}" for role, text in said[-RECENT:]]
    assert last.content == "\n".join([*recent, "Last question: Why?"])
    other: list[BaseMessage] = conversation([("user", "Who?")], "And then?")
    assert other[:-1] == first and first[0].type == "system"


def sentence(text: str, speaker: str | None, mode: Mode) -> Sentence:
    return Sentence(id="s", document="d", start=0, end=len(text), text=text, speaker=speaker, mode=mode)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (sentence("“We stay.", "Moira Tulloch", "quote"), "Moira Tulloch said: “We stay."),
        (sentence('"Never."', "the minister", "quote"), 'The minister said: "Never."'),
        (sentence("They want more.", "the victims", "paraphrase"), "According to the victims: “They want more.”"),
        (sentence("It is “late”, he said.", "Lee", "paraphrase"), "According to Lee: It is “late”, he said."),
        (sentence("The firm lost.", None, "report"), "“The firm lost.”"),
        (sentence("It called it “late”.", None, "report"), "It called it “late”."),
    ],
)
def test_quotation(given: Sentence, expected: str) -> None:
    assert quotation(given) == expected
    assert given.text in expected


@pytest.mark.parametrize(
    ("question", "standalone", "language", "rest"),
    [
        (" Who won? ", " Who won? ", "en", ": “Who won?”"),
        ("And where?", "Where was Ann Lee born?", "en", " where Ann Lee was born."),
        (
            "Who won the World Cup in 1998?",
            "Who won the World Cup in 1998?",
            "en",
            ": “Who won the World Cup in 1998?”",
        ),
        ("누가 이겼나요?", "Who won?", "ko", ": “누가 이겼나요?”"),
        ("誰が勝ちましたか？", "Who won?", "ja", ": “誰が勝ちましたか？”"),
    ],
)
def test_refusal(question: str, standalone: str, language: Language, rest: str) -> None:
    assert refusal(question, standalone) == f"{NOT_IN_SOURCES[language]}{rest}"


def test_a_question_to_translate_stands_last() -> None:
    *first, last = translation("누가 이겼나요?")
    assert last.content == "누가 이겼나요?" and first[0].type == "system"
    assert translation("誰？")[:-1] == first


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], []),
        (["The firm", " paid."], ["The firm paid."]),
        (
            ["The firm paid", ". It", " appealed.", " Then it", " lost."],
            ["The firm paid.", "It appealed.", "Then it lost."],
        ),
        (["One. Two. Three."], ["One.", "Two.", "Three."]),
        (["Mr", ".", " Lee", " paid 3", ".", "5 percent", "."], ["Mr. Lee paid 3.5 percent."]),
        (["One.\n", "\nTwo."], ["One.", "Two."]),
        (["No end"], ["No end"]),
        ([" ", "\n"], []),
    ],
)
def test_finished(pieces: list[str], expected: list[str]) -> None:
    assert [sentence for sentence in finished(pieces) if sentence] == expected


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    drawn: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in ("One", ".", " Two", " comes", ".", " Three", "."):
            drawn.append(piece)
            yield piece

    seen = [(sentence, "".join(drawn)) for sentence in finished(pieces()) if sentence]
    assert seen == [
        ("One.", "One. Two"),
        ("Two comes.", "One. Two comes. Three"),
        ("Three.", "One. Two comes. Three."),
    ]


def test_every_token_is_told_so_that_a_stop_is_heard() -> None:
    assert list(finished(["One", " two", " three"])) == ["", "", "", "One two three"]
