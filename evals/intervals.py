"""Figures with bootstrap intervals. Knows numbers only.

Every rate is a ratio of two sums over the questions, so one resampling serves them all, and two runs
over the same questions can be compared question by question.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from rag.records import Record

RESAMPLES = 2000
"""Enough for percentiles of 2.5 % that hold to about half a point at 150 questions."""

SEED = 20230228
"""Fixed, so that the same answers always give the same report; the article's date."""

TAILS = (2.5, 97.5)
"""Percentiles of a 95 % interval."""

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""Samples of rows, one sample along the first axis -> one value for each sample."""


class Estimate(Record):
    """A figure with its 95 % interval. `n` counts the questions behind it; with none, all is None."""

    value: float | None = Field(allow_inf_nan=False)
    low: float | None = Field(allow_inf_nan=False)
    high: float | None = Field(allow_inf_nan=False)
    n: int


NOTHING = Estimate(value=None, low=None, high=None, n=0)


def ratio(pairs: Floats) -> Estimate:
    """Sum of the first column over sum of the second; rows are questions. Nothing when the latter is 0."""
    counted = int((pairs[:, 1] > 0).sum())
    if not counted:
        return NOTHING
    value = float(pairs[:, 0].sum() / pairs[:, 1].sum())
    return _estimate(value, _resampled_ratios(pairs), counted)


def difference(before: Floats, after: Floats) -> Estimate:
    """Ratio of `after` minus ratio of `before`; row i of both is one question, and they are drawn together.

    Nothing when either ratio has no case.
    """
    if not before[:, 1].sum() or not after[:, 1].sum():
        return NOTHING
    value = float(after[:, 0].sum() / after[:, 1].sum() - before[:, 0].sum() / before[:, 1].sum())
    counted = int(((before[:, 1] > 0) & (after[:, 1] > 0)).sum())
    return _estimate(value, _resampled_ratios(after) - _resampled_ratios(before), counted)


def estimate(rows: Floats, statistic: Statistic) -> Estimate:
    """Any figure of rows, for instance a median. Nothing without rows, or where the statistic is NaN.

    Resamples on which the statistic is NaN are left out of the interval.
    """
    if not len(rows) or np.isnan(value := float(statistic(rows[np.newaxis])[0])):
        return NOTHING
    draws = np.random.default_rng(SEED).integers(0, len(rows), (RESAMPLES, len(rows)))
    return _estimate(value, statistic(rows[draws]), len(rows))


def percentile(share: float) -> Statistic:
    """The statistic of the value below which `share` percent of the rows lie."""

    def of_each(samples: Floats) -> Floats:
        values: Floats = np.percentile(samples, share, axis=1)
        return values

    return of_each


def _resampled_ratios(pairs: Floats) -> Floats:
    top, bottom = (_times_drawn(len(pairs)) @ pairs).T
    # A resample may hold no case, for instance no refusal: it says nothing about the precision of refusals.
    ratios: Floats = np.divide(top, bottom, out=np.full(RESAMPLES, np.nan), where=bottom > 0)
    return ratios


@lru_cache(maxsize=16)
def _times_drawn(n: int) -> Floats:
    """How often each of n questions is drawn; one row a resample. The same for every figure."""
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    return drawn.astype(np.float64)


def _estimate(value: float, resampled: Floats, n: int) -> Estimate:
    defined = resampled[~np.isnan(resampled)]
    low, high = np.percentile(defined, TAILS) if len(defined) else (value, value)
    return Estimate(value=value, low=float(low), high=float(high), n=n)
