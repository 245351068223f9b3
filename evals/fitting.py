"""Labelled pairs -> the linear probes that read the embedded model's first word. See rag/probing.py.

Knows how a probe is fitted and how well it does on texts that it was not fitted on; knows no question set.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from evals import dataset, metrics
from rag import probing, prompts
from rag.errors import UsageError
from rag.llm import EmbeddedChatModel, load_chat_model
from rag.probing import LinearProbe, Name
from rag.prompts import Probing
from rag.records import Record
from rag.settings import Settings

FOLDS = 5
COMMON = 0.9
"""Share of the prompts in which a token must be among the likeliest to be weighed."""

DIRECTIONS, STRENGTH = 100, 0.005
"""Principal components that are kept, and the inverse of the penalty. 300 tell 0.01 more (AUROC), but read noise too:
the same prompt, taken up from another saved state, then moved by up to 0.9, now by 0.3 in nine of ten."""

Distribution = Mapping[str, float]
Array = NDArray[np.float64]


class Pair(Record):
    """One prompt's answer, and whether it carries the label that is fitted. `group`: the text it is about."""

    tokens: dict[str, float]
    label: bool
    group: str


def fit(pairs: Sequence[Pair], words: tuple[str, str], model: str) -> LinearProbe:
    """The probe that tells the labelled pairs from the others. Raises ValueError without both kinds."""
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression

    names = _common([p.tokens for p in pairs])
    rows = _matrix([p.tokens for p in pairs], names)
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    found = PCA(min(DIRECTIONS, len(pairs) // 2, len(names)), random_state=0, whiten=True).fit((rows - mean) / scale)
    asked = np.array([prompts.log_odds(p.tokens, *words) for p in pairs])
    columns = np.column_stack([found.transform((rows - mean) / scale), asked])
    line = LogisticRegression(C=STRENGTH, max_iter=1000).fit(columns, [p.label for p in pairs])
    *directions, log_odds = line.coef_[0]
    weights = (np.array(directions) / np.sqrt(found.explained_variance_)) @ found.components_ / scale
    bias = float(line.intercept_[0] - weights @ mean)
    return LinearProbe(
        model=model, bias=bias, log_odds=float(log_odds), weights=dict(zip(names, map(float, weights), strict=True))
    )


def cross_validated(pairs: Sequence[Pair], words: tuple[str, str]) -> tuple[float | None, float | None]:
    """AUROC of the two words alone and of probes fitted on the other texts."""
    from sklearn.model_selection import GroupKFold

    labels = [p.label for p in pairs]
    odds = np.zeros(len(pairs))
    for known, unknown in GroupKFold(FOLDS).split(pairs, labels, [p.group for p in pairs]):
        probe = fit([pairs[n] for n in known], words, "")
        odds[unknown] = [probe.odds(pairs[n].tokens, words) for n in unknown]
    alone = [prompts.log_odds(p.tokens, *words) for p in pairs]
    return metrics.auroc(alone, labels), metrics.auroc(list(odds), labels)


def run(texts: Path | None, folder: Path | None, settings: Settings) -> Iterator[str]:
    """Ask the embedded model about every text, fit the probes into the folder, and say how well each does.

    Takes about an hour on two cores. Raises UsageError for texts that cannot be read or another model.
    """
    labelled = dataset.load_texts(texts or dataset.DATASETS / dataset.READING)
    model = load_chat_model(settings)
    if not isinstance(model, EmbeddedChatModel):
        raise UsageError(f"RAG_LLM={settings.llm} has no first words to read: unset it.")
    questions, statements = _asked(labelled, model)
    for name, label in _LABELS.items():
        asked, words = (questions if name == "answers" else statements), probing.WORDS[name]
        pairs = [Pair(tokens=tokens, label=own == label, group=text) for text, own, tokens in asked]
        alone, probed = cross_validated(pairs, words)
        found = fit(pairs, words, model.digest)
        ((folder or probing.FOLDER) / f"{name}.json").write_text(_written(found), encoding="utf-8")
        yield f"{name}: {len(pairs)} pairs, AUROC {alone:.3f} by {' and '.join(words)}, {probed:.3f} by the probe"


_LABELS: dict[Name, str] = {"answers": "yes", "true": "true", "false": "false"}
Asked = tuple[str, str, dict[str, float]]


def _asked(texts: Sequence[dataset.ReadText], model: Probing) -> tuple[list[Asked], list[Asked]]:
    """Text, label and the model's first words, of all questions and of all statements."""
    questions: list[Asked] = []
    statements: list[Asked] = []
    for text in tqdm(texts, desc="reading"):
        for label in ("yes", "no"):
            asked = (probing.asked(text.text, q) for q in getattr(text, label))
            questions += [(text.text, label, model.first_token_logprobs(m, probing.TOP)) for m in asked]
        for label in ("true", "false", "open"):
            told = (probing.stated(text.text, s) for s in getattr(text, label))
            statements += [(text.text, label, model.first_token_logprobs(m, probing.TOP)) for m in told]
    return questions, statements


def _common(distributions: Sequence[Distribution]) -> list[str]:
    counts = Counter(token for tokens in distributions for token in tokens)
    return [token for token, count in counts.items() if count >= COMMON * len(distributions)]


def _matrix(distributions: Sequence[Distribution], names: Sequence[str]) -> Array:
    floors = [min(tokens.values()) for tokens in distributions]
    return np.array([[t.get(name, floor) for name in names] for t, floor in zip(distributions, floors, strict=True)])


def _written(probe: LinearProbe) -> str:
    rounded = {token: round(weight, 5) for token, weight in probe.weights.items()}
    return probe.model_copy(update={"weights": rounded}).model_dump_json(indent=0) + "\n"
