"""The adapter beside the embedded model: shipped whole, and for that model alone."""

import hashlib
from pathlib import Path

import pytest

from rag.adapter import LABEL, WEIGHTS, Label, adapter_for
from rag.errors import WeightsError
from rag.weights import LANGUAGE_MODEL

SHIPPED_MODEL = LANGUAGE_MODEL.digests[0][1]


def folder(path: Path, content: bytes = b"corrections", digest: str | None = None, base: str = SHIPPED_MODEL) -> Path:
    (path / WEIGHTS).write_bytes(content)
    label = Label(sha256=digest or hashlib.sha256(content).hexdigest(), base=base)
    (path / LABEL).write_text(label.model_dump_json())
    return path


def test_an_adapter_fits_the_model_that_it_was_learned_on(tmp_path: Path) -> None:
    found = adapter_for(SHIPPED_MODEL, folder(tmp_path))
    assert found is not None and found.path == tmp_path / WEIGHTS
    assert adapter_for("another", tmp_path / "nowhere") is None


def test_an_adapter_of_other_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="other weights"):
        adapter_for(SHIPPED_MODEL, folder(tmp_path, base="older"))


def test_a_damaged_adapter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="SHA-256"):
        adapter_for(SHIPPED_MODEL, folder(tmp_path, digest="0" * 64))
    (tmp_path / WEIGHTS).unlink()
    with pytest.raises(WeightsError, match=f"{WEIGHTS} cannot be read"):
        adapter_for(SHIPPED_MODEL, tmp_path)


@pytest.mark.parametrize("text", [None, "{}", "no label"])
def test_a_label_that_cannot_be_read_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / LABEL).write_text(text)
    with pytest.raises(WeightsError, match=LABEL):
        adapter_for(SHIPPED_MODEL, tmp_path)


def test_the_shipped_adapter_is_for_the_shipped_model() -> None:
    assert adapter_for(SHIPPED_MODEL) is not None
