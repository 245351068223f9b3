"""What is learned from: prompts that share their beginning, laid out in rows."""

import json
from pathlib import Path

import pytest
import torch
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from evals import dataset
from evals.lessons import (
    MOST,
    SOURCES,
    TOKENS,
    Branch,
    Tree,
    _questions,
    _several,
    _templated,
    _written,
    grouped,
    grown,
    laid_out,
    trees,
)
from rag.errors import UsageError


def letters(text: str) -> list[int]:
    """A token a character."""
    return [ord(c) for c in text]


def asked(question: str) -> list[SystemMessage | HumanMessage]:
    return [SystemMessage("S"), HumanMessage(f"Text: T\nQuestion: {question}")]


def test_prompts_share_what_they_have_in_common() -> None:
    tree = grown([(asked("Who?"), "yes"), (asked("What?"), "no")], letters)
    assert "".join(map(chr, tree.stem)).endswith("Question: Wh")
    first, second = ("".join(map(chr, b.tokens)) for b in tree.branches)
    assert first.startswith("o?<|im_end|>") and first.endswith("assistant\nyes")
    assert second.endswith("assistant\nno") and [b.reply for b in tree.branches] == [3, 2]


def test_one_prompt_alone_keeps_its_last_token() -> None:
    tree = grown([(asked("Who?"), "yes")], letters)
    assert "".join(map(chr, tree.branches[0].tokens)) == "\nyes"


def test_the_template_is_the_models_own() -> None:
    text = _templated([HumanMessage("a"), AIMessage("b"), HumanMessage("c")])
    assert text.startswith("<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.")
    assert text.endswith("user\na<|im_end|>\n<|im_start|>assistant\nb<|im_end|>\n<|im_start|>user\nc<|im_end|>\n"
                         "<|im_start|>assistant\n")  # fmt: skip
    assert _templated(asked("Who?")).startswith("<|im_start|>system\nS<|im_end|>")


FOREST = [Tree([1, 2], (Branch([3, 4], 1), Branch([5, 6, 7], 2))), Tree([8], (Branch([9], 1),))]


def test_a_branch_sees_its_stem_and_itself_alone() -> None:
    step = laid_out(FOREST)
    assert step.tokens.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert step.positions.tolist() == [0, 1, 2, 3, 2, 3, 4, 0, 1]
    seen = [row.nonzero().flatten().tolist() for row in step.mask]
    assert seen == [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 4], [0, 1, 4, 5], [0, 1, 4, 5, 6], [7], [7, 8]]


def test_every_reply_counts_the_same() -> None:
    step = laid_out(FOREST)
    assert step.at.tolist() == [2, 4, 5, 7] and step.wanted.tolist() == [4, 6, 7, 9]
    assert torch.allclose(step.share, torch.tensor([2, 1, 1, 2]) / 6)


def test_steps_take_as_many_trees_as_have_room() -> None:
    half = Tree([0] * (TOKENS // 2 - 1), (Branch([1], 1),))
    assert [len(trees) for trees in grouped([half, half, half])] == [2, 1]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_held_back_is_not_learned(source: tuple[str, str]) -> None:
    known, held = ({about(t) for t in trees(letters, source, held=held)} for held in (False, True))
    assert len(known) > 10 * len(held) > 0 and not known & held


def about(tree: Tree) -> str:
    """The text that questions or statements share, or the first prompt of replies."""
    first = "".join(map(chr, tree.stem + tree.branches[0].tokens))
    return first.partition("\nQuestion: ")[0] if "\nText: " in first else first


def test_a_text_with_many_questions_is_read_several_times() -> None:
    text = dataset.ReadText(text="T", yes=tuple(map(str, range(MOST + 1))))
    assert [len(some) for some in _several(_questions(text), MOST)] == [MOST, 1]


@pytest.mark.parametrize("task", ["follow_up", "parts", "assumption", "translation", "answer"])
def test_every_task_has_replies_and_the_pipelines_prompt(task: str) -> None:
    reply = next(r for r in dataset.load_replies(dataset.DATASETS / SOURCES[0][1]) if r.task == task)
    messages, wanted = _written(reply)
    assert reply.question in str(messages[-1].content) and wanted == f"{reply.reply}<|im_end|>"


def test_an_unknown_task_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "writing.jsonl"
    file.write_text(json.dumps({"task": "poem", "question": "?", "reply": "!"}))
    with pytest.raises(UsageError, match="task"):
        dataset.load_replies(file)
