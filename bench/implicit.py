"""Weighted factorisation by implicit: a problem as JSON from stdin, milliseconds a sweep to stdout.

Run as `python -I bench/implicit.py`: isolated, so that this file is not what `import implicit` finds.
"""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
from implicit.als import AlternatingLeastSquares
from scipy import sparse


def main():
    problem = json.load(sys.stdin)
    warm_up, timed = problem["warmUp"], problem["timed"]
    model = AlternatingLeastSquares(
        factors=problem["factors"],
        iterations=warm_up + timed,
        num_threads=problem["threads"],
        use_gpu=False,
        random_state=1,
    )
    clock = Clock(warm_up)
    model.fit(read(problem), show_progress=False, callback=clock.tick)
    report = {
        "msPerSweep": clock.wall / timed * 1000,
        "coresBusy": clock.cpu / clock.wall,
        "version": version("implicit"),
    }
    print(json.dumps(report))


class Clock:
    """Adds up the sweeps after the first ones; implicit calls it at the end of a sweep."""

    def __init__(self, warm_up):
        self.warm_up = warm_up
        self.wall = self.cpu = 0.0

    def tick(self, sweep, *_):
        now = time.perf_counter(), time.process_time()
        if sweep >= self.warm_up:
            self.wall += now[0] - self.last[0]
            self.cpu += now[1] - self.last[1]
        self.last = now


def read(problem):
    """Three columns one after the other: user, movie, stars."""
    count = problem["ratings"]
    rows = np.fromfile(problem["file"], dtype=np.int32, count=2 * count).reshape(2, count)
    stars = np.fromfile(problem["file"], dtype=np.float32, offset=rows.nbytes)
    shape = (problem["users"], problem["movies"])
    return sparse.csr_matrix((stars, tuple(rows)), shape=shape)


main()
