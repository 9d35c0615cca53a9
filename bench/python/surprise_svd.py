"""SVD of scikit-surprise with its defaults: training and its error. Run by run.py, which brings `read` and `rmse`."""

from importlib.metadata import version

import numpy as np
from surprise import SVD, Reader
from surprise.dataset import Dataset


def measure(problem, clock):
    scale = problem["train"]["scale"]
    data = Dataset(Reader(rating_scale=(scale["min"], scale["max"])))
    train = data.construct_trainset(rows(problem["train"]))
    learner = SVD(random_state=1)
    clock.start()
    learner.fit(train)
    clock.stop()
    test = rows(problem["test"])
    predicted = np.array([learner.predict(user, movie).est for user, movie, _, _ in test])
    stars = np.array([stars for _, _, stars, _ in test])
    error = rmse(predicted, stars, scale)  # noqa: F821
    return {"rmse": error, "version": version("scikit-surprise")}


def rows(described):
    user, movie, stars = (column.tolist() for column in read(described))  # noqa: F821
    return [(u, m, r, None) for u, m, r in zip(user, movie, stars)]
