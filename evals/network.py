"""The embedded model (Qwen2) in PyTorch over its dequantised weights, with low-rank corrections that can be learned.

llama.cpp runs models and does not train them. Knows tensors; knows no prompt and no data set. A position's input may
see any earlier ones that the mask lets it, so that several questions share the text they are about.
"""

import math
from pathlib import Path

import gguf
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

HEADS, KEY_HEADS, HEAD = 12, 2, 128
LAYERS, FIRST = 28, 14
"""Blocks, and the first that is corrected: what a text says is known half-way; the rest learns to tell it."""

RANK, ALPHA = 8, 16.0
EPSILON, ROPE_BASE = 1e-6, 1e6
CORRECTED = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
NUMBER = torch.bfloat16
"""Four times as fast as float32 on a CPU that knows it; the corrections themselves stay float32."""


class Correction(nn.Module):
    """A low-rank addition to one matrix of shape [outputs, inputs]: nothing, before anything is learned."""

    def __init__(self, outputs: int, inputs: int) -> None:
        super().__init__()
        self.a = nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs))
        self.b = nn.Parameter(torch.zeros(outputs, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """[positions, inputs] -> [positions, outputs]."""
        low = functional.linear(x, self.a.to(x.dtype))
        return functional.linear(low, self.b.to(x.dtype)) * (ALPHA / RANK)


class Network(nn.Module):
    """The model over one GGUF file. Takes 3.6 GB."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.weights = {t.name: _dense(t) for t in gguf.GGUFReader(path).tensors}
        names = [f"blk.{n}.{name}" for n in range(FIRST, LAYERS) for name in CORRECTED]
        shapes = {name: self.weights[f"{name}.weight"].shape for name in names}
        # A module's name holds no dot.
        self.corrections = nn.ModuleDict({n.replace(".", "_"): Correction(*shape) for n, shape in shapes.items()})

    def forward(self, tokens: Tensor, positions: Tensor, mask: Tensor, at: Tensor) -> Tensor:
        """Logarithms of the next tokens' probabilities, [places, vocabulary], after the places `at`.

        `tokens`, `positions`: [length]; `mask`: [length, length], true where the first may see the second.
        """
        turn = _turns(positions)
        with torch.no_grad():
            x = self.weights["token_embd.weight"][tokens]
            for n in range(FIRST):
                x = self._block(n, x, turn, mask)
        for n in range(FIRST, LAYERS):
            x = self._block(n, x, turn, mask)
        last = _normed(x[at], self.weights["output_norm.weight"])
        return functional.linear(last, self.weights["output.weight"]).float().log_softmax(-1)

    def write(self, path: Path) -> None:
        """The corrections as an adapter that llama.cpp loads."""
        writer = gguf.GGUFWriter(path, "qwen2")
        writer.add_type("adapter")
        writer.add_string("adapter.type", "lora")
        writer.add_float32("adapter.lora.alpha", ALPHA)
        for key, correction in self.corrections.items():
            _, n, name = key.split("_", 2)
            for part, tensor in correction.named_parameters():
                half = tensor.detach().numpy().astype(np.float16)
                writer.add_tensor(f"blk.{n}.{name}.weight.lora_{part}", half)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()

    def _block(self, n: int, x: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor) -> Tensor:
        x = x + self._attention(n, _normed(x, self.weights[f"blk.{n}.attn_norm.weight"]), turn, mask)
        h = _normed(x, self.weights[f"blk.{n}.ffn_norm.weight"])
        gate = functional.silu(self._linear(n, "ffn_gate", h))
        return x + self._linear(n, "ffn_down", gate * self._linear(n, "ffn_up", h))

    def _attention(self, n: int, h: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor) -> Tensor:
        q, k, v = (self._linear(n, f"attn_{c}", h).view(len(h), -1, HEAD).transpose(0, 1) for c in "qkv")
        q, k = (_turned(t, turn) for t in (q, k))
        k, v = (t.repeat_interleave(HEADS // KEY_HEADS, 0) for t in (k, v))
        seen = functional.scaled_dot_product_attention(q[None], k[None], v[None], attn_mask=mask[None, None])[0]
        return self._linear(n, "attn_output", seen.transpose(0, 1).reshape(len(h), HEADS * HEAD))

    def _linear(self, n: int, name: str, x: Tensor) -> Tensor:
        key = f"blk.{n}.{name}"
        y = functional.linear(x, self.weights[f"{key}.weight"], self.weights.get(f"{key}.bias"))
        # A ModuleDict has no `get`.
        short = key.replace(".", "_")
        return y + self.corrections[short](x) if short in self.corrections else y


def _dense(tensor: gguf.ReaderTensor) -> Tensor:
    return torch.tensor(gguf.dequantize(tensor.data, tensor.tensor_type)).to(NUMBER)


def _normed(x: Tensor, weight: Tensor) -> Tensor:
    full = x.float()
    return (full * torch.rsqrt(full.pow(2).mean(-1, keepdim=True) + EPSILON)).to(NUMBER) * weight


def _turns(positions: Tensor) -> tuple[Tensor, Tensor]:
    """Cosines and sines of the rotary embedding, [length, HEAD] each."""
    angles = positions.float()[:, None] / ROPE_BASE ** (torch.arange(0, HEAD, 2).float() / HEAD)
    both = torch.cat([angles, angles], -1)
    return both.cos().to(NUMBER), both.sin().to(NUMBER)


def _turned(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    first, second = x.chunk(2, -1)
    return x * turn[0] + torch.cat([-second, first], -1) * turn[1]
