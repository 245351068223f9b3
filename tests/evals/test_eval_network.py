"""The network that learns says what llama.cpp says with what was learned."""

import gguf
import pytest
import torch

from evals.lessons import Tokenize, grown, laid_out, tokenizer_of
from evals.network import Network
from rag import probing
from rag.adapter import FOLDER, WEIGHTS
from rag.llm import EmbeddedChatModel, load_chat_model
from rag.settings import Settings

pytestmark = pytest.mark.real

TEXT = "Gov. Ana Ruiz on Tuesday rejected the union's demand for a 6 percent raise, saying the city “cannot pay”."
QUESTIONS = ("Who rejected the demand?", "How old is Ruiz?", "Why did she reject it?")
NEAR = 0.5
"""llama.cpp rounds what passes between the layers to eight bits, PyTorch to sixteen."""


def learned(network: Network) -> None:
    """Put the shipped adapter into the network."""
    for tensor in gguf.GGUFReader(FOLDER / WEIGHTS).tensors:
        name, _, part = tensor.name.replace(".weight.lora_", " ").partition(" ")
        weight = getattr(network.corrections[name.replace(".", "_")], part)
        weight.data = torch.from_numpy(tensor.data.astype("float32"))


def test_llama_cpp_says_what_the_network_learned() -> None:
    model = load_chat_model(Settings(llm="embedded", llm_path=None, llm_url=None))
    assert isinstance(model, EmbeddedChatModel)
    network, tokenize = Network(model.weights.path), tokenizer_of(model.weights.path)
    heard = [probing.answers(model, TEXT, q) for q in QUESTIONS]
    assert heard != pytest.approx(odds(network, tokenize), abs=NEAR)
    learned(network)
    assert heard == pytest.approx(odds(network, tokenize), abs=NEAR)


@torch.no_grad()
def odds(network: Network, tokenize: Tokenize) -> list[float]:
    """Log-odds of yes against no after each question."""
    step = laid_out([grown([(probing.asked(TEXT, q), "yes") for q in QUESTIONS], tokenize)])
    found = network(step.tokens, step.positions, step.mask, step.at)
    (yes,), (no,) = tokenize("yes"), tokenize("no")
    return [float(row[yes] - row[no]) for row in found]


def test_the_model_can_be_had_without_what_was_learned() -> None:
    settings = Settings(llm="embedded", llm_path=None, llm_url=None)
    taught, untaught = (load_chat_model(settings, learned=learned) for learned in (True, False))
    assert isinstance(taught, EmbeddedChatModel) and isinstance(untaught, EmbeddedChatModel)
    said = [probing.answers(model, TEXT, QUESTIONS[1]) for model in (taught, untaught)]
    assert said[0] < said[1] - NEAR
