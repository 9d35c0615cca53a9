"""Weighted factorisation by implicit: what a sweep takes. Run by run.py, which brings `read`."""

from importlib.metadata import version

from implicit.als import AlternatingLeastSquares
from scipy import sparse


def measure(problem, clock):
    warm_up, timed = problem["warmUp"], problem["timed"]
    model = AlternatingLeastSquares(
        factors=problem["factors"],
        iterations=warm_up + timed,
        num_threads=problem["threads"],
        use_gpu=False,
        random_state=1,
    )
    tick = clock.sweeps(warm_up, timed)
    table = table_of(problem["train"])
    model.fit(table, show_progress=False, callback=lambda sweep, *_: tick(sweep + 1))
    return {"parts": timed, "version": version("implicit")}


def table_of(described):
    user, movie, stars = read(described)  # noqa: F821
    shape = (described["users"], described["movies"])
    return sparse.csr_matrix((stars, (user, movie)), shape=shape)
