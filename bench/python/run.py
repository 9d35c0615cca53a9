"""Runs a script of this folder: its `measure(problem, clock)`, the problem as JSON from stdin, a report to stdout.

Run as `python -I bench/python/run.py SCRIPT`: isolated, so that no file here is what `import implicit` finds.
"""

import json
import resource
import runpy
import sys
import time

import numpy as np


class Clock:
    """Elapsed and CPU time of all threads, added up between `start` and `stop`."""

    def __init__(self):
        self.wall = self.cpu = 0.0

    def start(self):
        self.began = time.perf_counter(), time.process_time()

    def stop(self):
        wall, cpu = self.began
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu

    def sweeps(self, warm_up, timed):
        """What to call after each sweep: the first ones warm up."""

        def tick(sweep):
            if sweep == warm_up:
                self.start()
            elif sweep == warm_up + timed:
                self.stop()

        return tick

    def report(self, parts):
        return {"ms": self.wall / parts * 1000, "cpuMs": self.cpu / parts * 1000}


def read(described):
    """Three columns one after the other: user, movie, stars."""
    count = described["ratings"]
    with open(described["file"], "rb") as file:
        user, movie = (np.fromfile(file, np.int32, count) for _ in range(2))
        return user, movie, np.fromfile(file, np.float32, count)


def rmse(predicted, stars, scale):
    kept = np.clip(predicted, scale["min"], scale["max"])
    return float(np.sqrt(np.mean((kept - stars) ** 2)))


def peak_mb():
    """Of this process alone: ru_maxrss keeps the peak of whoever started it, where that was larger."""
    try:
        with open("/proc/self/status") as status:
            (line,) = (line for line in status if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main():
    problem = json.load(sys.stdin)
    clock = Clock()
    script = runpy.run_path(sys.argv[1], {"read": read, "rmse": rmse})
    report = script["measure"](problem, clock)
    parts = report.pop("parts", 1)  # of equal size in the time: sweeps
    print(json.dumps({**clock.report(parts), "peakMb": peak_mb(), **report}))


if __name__ == "__main__":
    main()
