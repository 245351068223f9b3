"""Labelled texts and replies -> the adapter beside the embedded model. See rag/adapter.py.

What is learned: whether a sentence answers a question, bears out or contradicts a statement; and the replies that the
pipeline asks for (a follow-up made whole, a question's parts, its assumption, its translation, a short answer).
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tqdm import tqdm

from evals import metrics
from evals.lessons import SOURCES, Step, Tokenize, Tree, grouped, laid_out, tokenizer_of, trees
from evals.network import Network
from rag import adapter
from rag.settings import Settings
from rag.weights import language_model

SHARES = (0.65, 0.8)
"""Of each source's texts and replies, what is learned from: 480 and 190 steps of five to ten seconds."""

RATES = (2e-4, 1.5e-4)
"""Learning rate of each lesson's first step after the warm ones; it falls to nothing."""

WARM, CLIP = 20, 1.0
"""Steps in which the rate rises. The longest step, as a gradient's norm."""


def run(folder: Path | None, settings: Settings) -> Iterator[str]:
    """Learn from the shipped texts and replies, write the adapter into the folder, and say how well it does on those
    that were kept back. Takes 60 to 100 minutes on two cores and 12 GB.

    Raises WeightsError when the embedded model is not there.
    """
    weights = language_model(settings.model_copy(update={"llm_path": None}))
    tokenize = tokenizer_of(weights.path)
    unknown = [tree for source in SOURCES for tree in trees(tokenize, source, held=True)]
    torch.manual_seed(0)
    network = Network(weights.path)
    yield f"before: {measured(network, unknown, tokenize)}"
    for source, share, rate in zip(SOURCES, SHARES, RATES, strict=True):
        known = trees(tokenize, source, held=False)
        learn(network, random.Random(0).sample(known, round(share * len(known))), rate)
        yield f"after a lesson: {measured(network, unknown, tokenize)}"
    _ship(network, weights.sha256, folder or adapter.FOLDER)


def _ship(network: Network, base: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{adapter.WEIGHTS}.part"
    network.write(partial)
    label = adapter.Label(sha256=hashlib.sha256(partial.read_bytes()).hexdigest(), base=base)
    (folder / adapter.LABEL).write_text(label.model_dump_json(indent=1) + "\n", encoding="utf-8")
    partial.replace(folder / adapter.WEIGHTS)


def learn(network: Network, lesson: Sequence[Tree], rate: float) -> None:
    """One pass over the trees."""
    order = list(grouped(lesson))
    optimizer = torch.optim.AdamW(network.corrections.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.0)
    for n, several in enumerate(tqdm(order, desc="learning")):
        optimizer.param_groups[0]["lr"] = rate * min(1.0, (n + 1) / WARM) * (1 - n / len(order))
        optimizer.zero_grad()
        torch.autograd.backward(loss(network, laid_out(several)))
        torch.nn.utils.clip_grad_norm_(network.corrections.parameters(), CLIP)
        optimizer.step()


def loss(network: Network, step: Step) -> torch.Tensor:
    """Mean over the step's replies of the mean over their tokens: minus the logarithm of the probability."""
    found: torch.Tensor = network(step.tokens, step.positions, step.mask, step.at)
    wanted = found[torch.arange(len(step.wanted)), step.wanted]
    return torch.neg((wanted * step.share).sum())


@torch.no_grad()
def measured(network: Network, forest: Sequence[Tree], tokenize: Tokenize) -> str:
    """How well the kept-back ones are told: AUROC of yes against no, statements right of all, the loss of replies."""
    judged = [tree for tree in forest if all(b.reply == 1 for b in tree.branches)]
    written = [loss(network, laid_out(several)) for several in grouped(t for t in forest if t not in judged)]
    said = [found for several in grouped(judged) for found in _said(network, laid_out(several), tokenize)]
    odds = [(row["yes"] - row["no"], wanted == "yes") for row, wanted in said if wanted in ("yes", "no")]
    statements = [(max(STATED, key=row.__getitem__), wanted) for row, wanted in said if wanted in STATED]
    auroc = metrics.auroc([value for value, _ in odds], [label for _, label in odds])
    return (
        f"AUROC of answers {auroc} ({len(odds)}), statements right {sum(one == other for one, other in statements)} "
        f"of {len(statements)}, loss of replies {sum(map(float, written)) / max(1, len(written)):.2f}"
    )


STATED = ("true", "false", "unknown")


def _said(network: Network, step: Step, tokenize: Tokenize) -> Iterator[tuple[dict[str, float], str]]:
    """Each place's odds of the words that are asked for, and the one that is wanted there."""
    words = {tokenize(word)[0]: word for word in ("yes", "no", *STATED)}
    found = network(step.tokens, step.positions, step.mask, step.at)
    for row, wanted in zip(found, step.wanted.tolist(), strict=True):
        yield {word: float(row[token]) for token, word in words.items()}, words[wanted]
