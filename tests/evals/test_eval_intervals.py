"""Figures come with intervals that are the same every time, and with none where there is no case."""

import numpy as np
import pytest

from evals.intervals import NOTHING, difference, estimate, percentile, ratio

HALF = np.array([(1, 1), (0, 1)] * 50, dtype=float)


def test_a_rate_and_its_interval() -> None:
    found = ratio(HALF)
    assert (found.value, found.n) == (0.5, 100)
    # The normal approximation of a binomial gives 0.402 to 0.598.
    assert found.low == pytest.approx(0.402, abs=0.02)
    assert found.high == pytest.approx(0.598, abs=0.02)
    assert ratio(HALF) == found


@pytest.mark.parametrize(
    ("pairs", "value", "n"),
    [
        ([(1, 1), (1, 1)], 1.0, 2),
        ([(3, 4), (0, 1), (0, 0)], 0.6, 2),
        ([(0, 0)], None, 0),
    ],
)
def test_a_ratio_of_sums(pairs: list[tuple[float, float]], value: float | None, n: int) -> None:
    found = ratio(np.array(pairs, dtype=float))
    assert (found.value, found.n) == (value, n)


def test_few_cases_give_an_interval_without_nan() -> None:
    found = ratio(np.array([(1, 1), *[(0, 0)] * 30], dtype=float))
    assert (found.low, found.high) == (1.0, 1.0)


def test_a_difference_is_drawn_question_by_question() -> None:
    better = HALF.copy()
    better[1::10, 0] = 1
    paired = difference(HALF, better)
    assert paired.value == pytest.approx(0.1)
    # Unpaired, the interval would reach from -0.04 to 0.24 and hide the improvement.
    assert paired.low is not None and paired.low > 0.03
    assert difference(HALF, HALF).high == 0.0


def test_a_difference_with_nothing_on_one_side_is_nothing() -> None:
    assert difference(HALF, np.zeros_like(HALF)) == NOTHING


def test_a_median_and_its_empty_case() -> None:
    assert estimate(np.array([1.0, 2.0, 9.0]), percentile(50)).value == 2.0
    assert estimate(np.array([]), percentile(50)) == NOTHING
    assert estimate(np.array([1.0]), lambda samples: np.full(len(samples), np.nan)) == NOTHING
