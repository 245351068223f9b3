"""Questions put on their own feet: by rules, by the model on the right messages, or left as they are."""

import pytest
from fakes import FakeChatModel, FakeEmbeddings

from rag.cast import Cast
from rag.conversation import Turn
from rag.rewriting import Rewriter, impersonal, needs_rewriting

REWRITER = Rewriter(Cast((), ()), FakeEmbeddings().embed_query)
HARBOUR: list[Turn] = [("user", "Who owns the harbour cranes?"), ("assistant", "The city owns the harbour cranes.")]
FERRY: list[Turn] = [("user", "When does the ferry sail?"), ("assistant", "The ferry sails in May.")]
SCHOOL: list[Turn] = [("user", "Who built the school?"), ("assistant", "The parish built the school.")]


def shown(question: str) -> str:
    model = FakeChatModel(replies=["Rewritten?"])
    assert REWRITER.standalone(question, [*HARBOUR, *FERRY, *SCHOOL], model) == "Rewritten?"
    return model.prompts[0]


def test_the_model_sees_the_last_exchange_and_the_one_that_is_meant() -> None:
    prompt = shown("And what do the harbour cranes cost then?")
    assert "school" in prompt and "harbour cranes" in prompt and "ferry" not in prompt


def test_a_return_to_an_earlier_topic_leaves_the_last_one_out() -> None:
    prompt = shown("Back to the ferry: how long does it take?")
    assert "ferry sails" in prompt and "school" not in prompt


def test_words_of_the_prompt_s_examples_are_not_taken_for_the_conversation_s() -> None:
    model = FakeChatModel(replies=["Why does the other lawyer say so?", "Why did the harbour get the cranes?"])
    assert REWRITER.standalone("and why is that so?", SCHOOL, model) == "and why is that so?"
    assert REWRITER.standalone("and why is that so?", HARBOUR, model) == "Why did the harbour get the cranes?"


def test_nothing_is_asked_of_a_model_without_need() -> None:
    model = FakeChatModel()
    assert REWRITER.standalone("Who built the old town bridge?", HARBOUR, model) == "Who built the old town bridge?"
    assert REWRITER.standalone("and why?", HARBOUR, None) == "and why?"
    assert model.prompts == []


def test_needs_rewriting() -> None:
    assert needs_rewriting("누가 이겼나요?", []) and needs_rewriting("and why?", HARBOUR)
    assert not needs_rewriting("Who built the old town bridge?", HARBOUR)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the court impose on our firms?", "What did the court impose on the firms?"),
        ("When does the president come to us for the meeting?", "When does the president come for the meeting?"),
        ("I live in Westland. What does the council say?", "What does the council say?"),
        ("Does the US pay?", "Does the US pay?"),
        ("I live in Westland.", "I live in Westland."),
        ("Who paid?", "Who paid?"),
    ],
)
def test_who_asks_is_no_part_of_the_question(question: str, expected: str) -> None:
    assert impersonal(question) == expected
