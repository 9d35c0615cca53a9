"""Alternating least squares of LensKit: ratings to their error, or sweeps over who rated what.

Run by run.py, which brings `read` and `rmse`. Everything is learned twice and the second time counts,
since LensKit's loops are compiled by Numba the first time.
"""

from importlib.metadata import version

import numpy as np
import pandas as pd
from lenskit.algorithms.als import BiasedMF, ImplicitMF


def measure(problem, clock):
    train = frame(problem["train"])
    if problem["learner"] == "implicit":
        return sweeps(problem, train, clock)
    test = frame(problem["test"])
    for _ in range(2):
        model = BiasedMF(problem["factors"], rng_spec=1)
        clock.__init__()
        clock.start()
        model.fit(train)
        clock.stop()
    error = rmse(predict(model, test), test.rating, problem["train"]["scale"])  # noqa: F821
    return {"rmse": error, "version": version("lenskit")}


def sweeps(problem, train, clock):
    warm_up, timed = problem["warmUp"], problem["timed"]
    tick = clock.sweeps(warm_up, timed)
    model = ImplicitMF(problem["factors"], iterations=warm_up + timed, rng_spec=1)
    for sweep, _ in enumerate(model.fit_iters(train), 1):
        tick(sweep)
    return {"parts": timed, "version": version("lenskit")}


def frame(described):
    user, item, rating = read(described)  # noqa: F821
    return pd.DataFrame({"user": user, "item": item, "rating": rating})


def predict(model, test):
    """As `model.predict_for_user` does for each, but for all at once."""
    user, item = (
        index.get_indexer(of)
        for index, of in ((model.user_index_, test.user), (model.item_index_, test.item))
    )
    biases = model.bias
    known = (user >= 0) & (item >= 0)
    taste = np.einsum("nf,nf->n", model.user_features_[user], model.item_features_[item])
    return (
        biases.mean_
        + np.where(user >= 0, biases.user_offsets_.values[user], 0)
        + np.where(item >= 0, biases.item_offsets_.values[item], 0)
        + np.where(known, taste, 0)
    )
