"""What was learned beside the embedded model: low-rank corrections of its weights, made by `python -m evals fit`.

They ship with the project and fit the one model that they were learned on; any other goes without.
"""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from rag.errors import WeightsError
from rag.records import Record
from rag.weights import LANGUAGE_MODEL

FOLDER = Path(__file__).parent / "learned"
WEIGHTS, LABEL = "adapter.gguf", "adapter.json"
AGAIN = "check the project out again"


class Label(Record):
    """What the file is: its own SHA-256, and that of the model's weights that it corrects."""

    sha256: str
    base: str


class Adapter(Record):
    """An adapter that is ready to load."""

    path: Path
    sha256: str


def adapter_for(weights: str, folder: Path = FOLDER) -> Adapter | None:
    """The shipped adapter, if these weights (their SHA-256) are the shipped model's.

    Raises WeightsError when it is not as it was shipped.
    """
    if weights != LANGUAGE_MODEL.digests[0][1]:
        return None
    label, path = _label(folder / LABEL), folder / WEIGHTS
    if label.base != weights:
        raise WeightsError(f"{path} was learned on other weights: {AGAIN}, or run `python -m evals fit`.")
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read ({error.strerror}): {AGAIN}.") from error
    if found != label.sha256:
        raise WeightsError(f"{path} has the SHA-256 {found}, not {label.sha256}: {AGAIN}.")
    return Adapter(path=path, sha256=found)


def _label(path: Path) -> Label:
    try:
        return Label.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise WeightsError(f"{path} cannot be read: {AGAIN}.") from error
