"""Chains of myFM, one after another: what a sweep takes. Run by run.py, which brings `read` and `rmse`."""

from importlib.metadata import version

import numpy as np
from myfm import MyFMRegressor, RelationBlock
from scipy import sparse


def measure(problem, clock):
    described = problem["train"]
    train, test = read(described), read(problem["test"])  # noqa: F821
    warm_up, timed, chains = problem["warmUp"], problem["timed"], problem["chains"]
    rated = sparse.csr_matrix(
        (np.ones(len(train[0])), train[:2]), shape=(described["users"], described["movies"])
    )
    people, films = side(rated), side(rated.T.tocsr())
    predicted = np.zeros(len(test[0]))
    for seed in range(1, chains + 1):
        tick = clock.sweeps(warm_up, timed)
        model = MyFMRegressor(rank=problem["factors"], random_seed=seed)
        model.fit(
            None,
            train[2],
            X_rel=blocks(train, people, films),
            n_iter=warm_up + timed,
            n_kept_samples=timed,
            group_shapes=[*rated.shape, *rated.T.shape],
            callback=lambda sweep, *_, tick=tick: (tick(sweep + 1), (False, None))[1],
        )
        predicted += model.predict(None, X_rel=blocks(test, people, films)) / chains
    error = rmse(predicted, test[2], described["scale"])  # noqa: F821
    return {"parts": timed * chains, "rmse": error, "version": version("myfm")}


def side(rated):
    """A row each: a one for itself, and |N|^-1/2 at each of the other side that it has rated."""
    counts = np.maximum(1, np.diff(rated.indptr))
    who = sparse.diags_array(1 / np.sqrt(counts)) @ rated
    return sparse.csr_matrix(sparse.hstack([sparse.eye_array(rated.shape[0]), who]))


def blocks(part, people, films):
    return [RelationBlock(part[0], people), RelationBlock(part[1], films)]
