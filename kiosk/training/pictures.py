"""The data set as pixels, drawn once by a process per core and kept beside the checkpoints."""

from __future__ import annotations

import os
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

CHUNK = 64


def picture(i: int, side: int, variant: str = "imagier") -> npt.NDArray[np.uint8]:
    """Picture `i` of a variant of the data set in that variant's style, uint8 [side, side, 3]."""
    from kiosk.imagier.dataset import describe
    from kiosk.imagier.draw import render, svg
    from kiosk.imagier.gravure import gravure_svg

    described = describe(i, variant)
    return render(gravure_svg(described) if variant.endswith("-gravure") else svg(described), side)


def _draw(job: tuple[str, int, int, int, int]) -> None:
    path, start, stop, count, side = job
    store = np.lib.format.open_memmap(path, mode="r+")
    for i in range(start, min(stop, count)):
        store[i] = picture(i, side)
    store.flush()


def draw_all(folder: Path, count: int, side: int, workers: int = 0) -> npt.NDArray[np.uint8]:
    """Pictures 0 to count-1 of the data set, uint8 [count, side, side, 3], drawn once and then read from disk.

    A file `drawn` says how many are there, so that an interrupted run goes on where it stopped.
    """
    from kiosk.imagier.dataset import VERSION

    folder.mkdir(parents=True, exist_ok=True)
    path, mark = folder / f"pictures-{VERSION}-{count}-{side}.npy", folder / f"drawn-{VERSION}-{count}-{side}"
    if not path.exists():
        np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=(count, side, side, 3)).flush()
        mark.write_text("0")
    done = int(mark.read_text())
    if done < count:
        jobs = [(str(path), s, s + CHUNK, count, side) for s in range(done, count, CHUNK)]
        with get_context("spawn").Pool(workers or os.cpu_count()) as pool:
            for job, _ in tqdm(zip(jobs, pool.imap(_draw, jobs), strict=True), total=len(jobs), desc="drawing"):
                mark.write_text(str(min(count, job[2])))
    return np.lib.format.open_memmap(path, mode="r")
