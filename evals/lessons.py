"""Labelled texts and replies -> rows of tokens to learn from, with the pipeline's own prompts.

Several questions about one text share it: what they have in common stands once, and each sees that and itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from langchain_core.messages import BaseMessage

from evals import dataset
from evals.dataset import ReadText, WrittenReply
from rag import probing, prompts

SOURCES = (("reading.jsonl", "writing.jsonl"), ("reading-articles.jsonl", "writing-articles.jsonl"))
"""Texts and replies of each lesson: single ones, then articles, whose questions are put to sentences that the search
finds for them, right or wrong."""

HELD = 40
"""One in so many texts and replies is kept back and measured."""

TOKENS = 760
"""Read at once, and so the size of a step: some 25 labels."""

TOGETHER, MOST = 5, 24
"""Replies that share a prompt's examples, and labels that share a text."""

Tokenize = Callable[[str], list[int]]


@dataclass(frozen=True)
class Branch:
    """What stands after the shared beginning: the rest of a prompt, and the reply's tokens that are to be learned."""

    tokens: list[int]
    reply: int


@dataclass(frozen=True)
class Tree:
    """Prompts with one beginning, and a branch for each."""

    stem: list[int]
    branches: tuple[Branch, ...]

    def __len__(self) -> int:
        return len(self.stem) + sum(len(b.tokens) for b in self.branches)


Dialogue = tuple[Sequence[BaseMessage], str]
"""A prompt and the reply to learn."""


def tokenizer_of(path: Path) -> Tokenize:
    """The tokenizer that a GGUF file carries."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)

    def tokenize(text: str) -> list[int]:
        tokens: list[int] = tokenizer(text, add_special_tokens=False).input_ids
        return tokens

    return tokenize


def trees(tokenize: Tokenize, source: tuple[str, str], *, held: bool) -> list[Tree]:
    """All that a source has to learn from, or what of it is held back."""
    texts, replies = (dataset.DATASETS / name for name in source)
    read = [text for n, text in enumerate(dataset.load_texts(texts)) if (n % HELD == 0) == held]
    written = [reply for n, reply in enumerate(dataset.load_replies(replies)) if (n % HELD == 0) == held]
    judged = (_several(labels, MOST) for text in read for labels in (_questions(text), _statements(text)))
    tasks = ([_written(r) for r in written if r.task == task] for task in dict.fromkeys(r.task for r in written))
    groups = chain(*judged, *(_several(task, TOGETHER) for task in tasks))
    return [grown(group, tokenize) for group in groups]


def _several(dialogues: Sequence[Dialogue], most: int) -> Iterator[Sequence[Dialogue]]:
    for n in range(0, len(dialogues), most):
        yield dialogues[n : n + most]


def _questions(text: ReadText) -> list[Dialogue]:
    return [(probing.asked(text.text, q), label) for label in ("yes", "no") for q in getattr(text, label)]


def _statements(text: ReadText) -> list[Dialogue]:
    labels = {"true": text.true, "false": text.false, "unknown": text.open}
    return [(probing.stated(text.text, s), label) for label, said in labels.items() for s in said]


def _written(reply: WrittenReply) -> Dialogue:
    """The pipeline's own prompt, and the reply with its end."""
    match reply.task:
        case "follow_up":
            messages = prompts.conversation([(t.role, t.content) for t in reply.turns], reply.question)
        case "parts":
            messages = prompts.separate(reply.question)
        case "assumption":
            messages = prompts.assumption(reply.question)
        case "translation":
            messages = prompts.translation(reply.question)
        case "answer":
            messages = prompts.prompt([reply.text], reply.question, may_refuse=False)
    return messages, f"{reply.reply}<|im_end|>"


def grown(dialogues: Sequence[Dialogue], tokenize: Tokenize) -> Tree:
    """The dialogues with what their prompts share taken out; at least one token of each prompt stays."""
    asked = [tokenize(_templated(messages)) for messages, _ in dialogues]
    shortest = min(asked, key=len)
    shared = next((n for n, t in enumerate(shortest) if any(a[n] != t for a in asked)), len(shortest))
    stem = shortest[: min(shared, len(shortest) - 1)]
    replies = [tokenize(reply) for _, reply in dialogues]
    branches = (Branch(a[len(stem) :] + r, len(r)) for a, r in zip(asked, replies, strict=True))
    return Tree(stem, tuple(branches))


def _templated(messages: Sequence[BaseMessage]) -> str:
    """The prompt as the model's own template writes it."""
    roles = {"system": "system", "human": "user", "ai": "assistant"}
    turns = [(roles[m.type], str(m.content)) for m in messages]
    if turns[0][0] != "system":
        turns = [("system", "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."), *turns]
    return "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in turns) + "<|im_start|>assistant\n"


@dataclass(frozen=True)
class Step:
    """Several trees in one row. `at`: the places before the tokens to learn; `wanted`: those tokens; `share`: how much
    each counts, so that in one step every reply counts the same, whatever its length."""

    tokens: torch.Tensor
    positions: torch.Tensor
    mask: torch.Tensor
    at: torch.Tensor
    wanted: torch.Tensor
    share: torch.Tensor


def laid_out(forest: Sequence[Tree]) -> Step:
    """The trees one after the other: each branch sees its own stem and itself, and counts its places from there."""
    tokens: list[int] = []
    positions: list[int] = []
    learned: list[tuple[int, int, float]] = []
    mask = torch.zeros(sum(map(len, forest)), sum(map(len, forest)), dtype=torch.bool)
    for tree in forest:
        root = slice(len(tokens), len(tokens) + len(tree.stem))
        tokens += tree.stem
        positions += range(len(tree.stem))
        mask[root, root] = _earlier(len(tree.stem))
        for branch in tree.branches:
            own = slice(len(tokens), len(tokens) + len(branch.tokens))
            tokens += branch.tokens
            positions += range(len(tree.stem), len(tree.stem) + len(branch.tokens))
            mask[own, root], mask[own, own] = True, _earlier(len(branch.tokens))
            learned += [(n - 1, tokens[n], 1 / branch.reply) for n in range(own.stop - branch.reply, own.stop)]
    at, wanted, share = zip(*learned, strict=True)
    weights = torch.tensor(share) / sum(share)
    return Step(torch.tensor(tokens), torch.tensor(positions), mask, torch.tensor(at), torch.tensor(wanted), weights)


def _earlier(length: int) -> torch.Tensor:
    return torch.ones(length, length).tril().bool()


def grouped(forest: Iterable[Tree]) -> Iterator[list[Tree]]:
    """The trees, as many at once as have room."""
    taken: list[Tree] = []
    for tree in forest:
        if taken and sum(map(len, taken)) + len(tree) > TOKENS:
            yield taken
            taken = []
        taken.append(tree)
    if taken:
        yield taken
