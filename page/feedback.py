"""Ratings -> JSON Lines, one rating a line, for `evals` to make question candidates of."""

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from page.turns import Turn, history

MAX_REMARK = 1000
"""Characters of a remark that are kept; the page's own field allows no more."""

REMEMBERED = 4
"""Messages before the question that are kept: as many as the assistant reads."""

_writing = threading.Lock()


def record(path: Path, turn: Turn, earlier: Sequence[Turn] = (), remark: str = "") -> None:
    """Append a rated turn, with the end of the conversation before it, which its question may lean on.

    A later line on the same question completes an earlier one.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "vote": turn.vote,
        "remark": remark.strip()[:MAX_REMARK],
        "question": turn.question,
        "history": history(earlier)[-REMEMBERED:],
        "answer": turn.answer.model_dump(mode="json") if turn.answer else None,
    }
    with _writing, path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
