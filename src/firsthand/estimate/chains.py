"""Have chains mixed? Rank-normalised split R-hat and effective sample size: A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Buerkner,
"Rank-normalization, folding, and localization: an improved R-hat", Bayesian Analysis 16 (2021), sections 3 and 4; initial monotone sequence of C. J. Geyer (1992)."""

from __future__ import annotations

import numpy as np

from firsthand.estimate.poisson import Floats
from firsthand.estimate.special import normal_quantile


def rank_r_hat(draws: Floats) -> float:
    """The larger of the R-hat of the normalised ranks and of the folded ones; draws are chains x steps."""
    folded = np.abs(draws - np.median(draws))
    return max(_r_hat(_halves(_normal_ranks(draws))), _r_hat(_halves(_normal_ranks(folded))))


def bulk_size(draws: Floats) -> float:
    """Effective sample size of the normalised ranks: for means and medians."""
    return _size(_halves(_normal_ranks(draws)))


def tail_size(draws: Floats) -> float:
    """The smaller effective sample size of the shares below the 5% and the 95% quantile: for limits."""
    return min(_size(_halves((draws <= np.quantile(draws, q)).astype(float))) for q in (0.05, 0.95))


def _halves(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normal_ranks(draws: Floats) -> Floats:
    """Each draw replaced by the normal quantile of its rank (ties share their middle rank), offset 3/8."""
    flat = draws.ravel()
    _, place, count = np.unique(flat, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    ranks = ends - (count - 1) / 2
    quantiles = np.array([normal_quantile((r - 0.375) / (len(flat) + 0.25)) for r in ranks])
    return quantiles[place.ravel()].reshape(draws.shape)


def _r_hat(chains: Floats) -> float:
    steps = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean()
    between = steps * chains.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((steps - 1) / steps + between / within / steps))


def _size(chains: Floats) -> float:
    """Effective sample size over all chains together."""
    count, steps = chains.shape
    within = chains.var(axis=1, ddof=1).mean()
    over = within * (steps - 1) / steps + (chains.mean(axis=1).var(ddof=1) if count > 1 else 0.0)
    if over == 0:
        return float(count * steps)
    centred = chains - chains.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, 2 * steps, axis=1)
    auto = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :steps].mean(axis=0) / steps * steps / (steps - 1)
    rho = 1 - (within - auto) / over
    pairs = rho[: steps - steps % 2].reshape(-1, 2).sum(axis=1)
    positive = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: positive[0] if len(positive) else None])
    tau = max(-1 + 2 * pairs.sum(), 1 / np.log10(count * steps))
    return float(count * steps / tau)
