"""The adapter is learned, on a network of a few numbers, and written as llama.cpp reads it."""

import hashlib
from pathlib import Path
from typing import cast

import gguf
import torch
from torch import Tensor, nn

from evals import fitting
from evals.fitting import learn, loss, measured
from evals.lessons import Branch, Tree, laid_out
from evals.network import ALPHA, RANK, Correction, Network
from rag import adapter
from rag.weights import LANGUAGE_MODEL

YES, NO, TRUE, FALSE, UNKNOWN = range(5)
SHIPPED = LANGUAGE_MODEL.digests[0][1]


def tokenize(word: str) -> list[int]:
    return [("yes", "no", "true", "false", "unknown").index(word)]


class Table(nn.Module):
    """Learns what follows a token, whatever stands before."""

    def __init__(self) -> None:
        super().__init__()
        self.corrections = nn.Embedding(10, 10)
        nn.init.zeros_(self.corrections.weight)

    def forward(self, tokens: Tensor, positions: Tensor, mask: Tensor, at: Tensor) -> Tensor:
        return cast(Tensor, self.corrections(tokens[at])).log_softmax(-1)


def forest() -> list[Tree]:
    """6 is always followed by yes, 7 by no, 5 by unknown, 8 by true, 9 by false; 5, 6 and 7 make a longer reply."""
    said = [(6, YES), (7, NO), (5, UNKNOWN), (8, TRUE), (9, FALSE)] * 400
    return [Tree([5], (Branch([token, word], 1),)) for token, word in said] + [Tree([5], (Branch([5, 6, 7], 2),))]


def test_learning_lowers_the_loss_and_is_measured() -> None:
    network = cast(Network, Table())
    before = loss(network, laid_out(forest())).item()
    learn(network, forest() * 3, 2e-4)
    assert loss(network, laid_out(forest())).item() < before
    assert measured(network, forest(), tokenize).startswith("AUROC of answers 1.0 (800), statements right 1200 of 1200")


def test_a_correction_is_nothing_before_anything_is_learned() -> None:
    correction = Correction(3, 4)
    assert not correction(torch.ones(2, 4)).any()
    nn.init.ones_(correction.b)
    expected = correction.a.sum(1).sum() * ALPHA / RANK
    assert torch.allclose(correction(torch.ones(2, 4)), expected.expand(2, 3), atol=1e-5)


def network_of_one_correction() -> Network:
    network = Network.__new__(Network)
    nn.Module.__init__(network)
    network.corrections = nn.ModuleDict({"blk_14_attn_q": Correction(6, 4)})
    return network


def test_an_adapter_is_written_as_llama_cpp_reads_it(tmp_path: Path) -> None:
    fitting._ship(network_of_one_correction(), SHIPPED, tmp_path)
    read = gguf.GGUFReader(tmp_path / adapter.WEIGHTS)
    shapes = {t.name: t.shape.tolist() for t in read.tensors}
    assert shapes == {"blk.14.attn_q.weight.lora_a": [4, RANK], "blk.14.attn_q.weight.lora_b": [RANK, 6]}
    assert read.fields["adapter.type"].contents() == "lora" and read.fields["general.type"].contents() == "adapter"
    found = adapter.adapter_for(SHIPPED, tmp_path)
    assert found and found.sha256 == hashlib.sha256((tmp_path / adapter.WEIGHTS).read_bytes()).hexdigest()
