"""Four chains of myFM, one after another: a problem as JSON from stdin, milliseconds a sweep to stdout.

Run as `python -I bench/myfm.py`: isolated, so that this file is not what `import myfm` finds.
"""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
from myfm import MyFMRegressor, RelationBlock
from scipy import sparse

CHAINS = 4  # as many as matinee's, so that the errors are those of as many samples


def main():
    problem = json.load(sys.stdin)
    train, test = (read(problem[part]) for part in ("train", "test"))
    sweeps, burn_in = problem["sweeps"], problem["burnIn"]
    rated = sparse.csr_matrix(
        (np.ones(len(train["stars"])), (train["user"], train["movie"])),
        shape=(problem["users"], problem["movies"]),
    )
    people, films = side(rated), side(rated.T.tocsr())
    clock = Clock(burn_in)
    predicted = np.zeros(len(test["stars"]))
    for seed in range(1, CHAINS + 1):
        model = MyFMRegressor(rank=problem["factors"], random_seed=seed)
        model.fit(
            None,
            train["stars"],
            X_rel=blocks(train, people, films),
            n_iter=sweeps,
            n_kept_samples=sweeps - burn_in,
            group_shapes=[*rated.shape, *rated.T.shape],
            callback=clock.tick,
        )
        predicted += model.predict(None, X_rel=blocks(test, people, films)) / CHAINS
    errors = np.clip(predicted, *problem["scale"]) - test["stars"]
    report = {
        "msPerSweep": clock.wall / (sweeps - burn_in) / CHAINS * 1000,
        "coresBusy": clock.cpu / clock.wall,
        "rmse": float(np.sqrt(np.mean(errors**2))),
        "version": version("myfm"),
    }
    print(json.dumps(report))


class Clock:
    """Adds up the sweeps after each chain's first ones; myFM calls it at the end of a sweep."""

    def __init__(self, burn_in):
        self.burn_in = burn_in
        self.wall = self.cpu = 0.0

    def tick(self, sweep, *_):
        now = time.perf_counter(), time.process_time()
        if sweep >= self.burn_in:
            self.wall += now[0] - self.last[0]
            self.cpu += now[1] - self.last[1]
        self.last = now
        return False, None


def read(part):
    return {name: np.asarray(values) for name, values in part.items()}


def side(rated):
    """A row each: a one for itself, and |N|^-1/2 at each of the other side that it has rated."""
    counts = np.maximum(1, np.diff(rated.indptr))
    who = sparse.diags_array(1 / np.sqrt(counts)) @ rated
    return sparse.csr_matrix(sparse.hstack([sparse.eye_array(rated.shape[0]), who]))


def blocks(part, people, films):
    return [RelationBlock(part["user"], people), RelationBlock(part["movie"], films)]


main()
