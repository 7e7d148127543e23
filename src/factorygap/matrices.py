"""The base model's matrix products by NumPy's BLAS where that may stand in for spaCy's blis.

blis has no fast code for many processors (AMD ones get its plain C), and these products are then more than half of the
model's time. NumPy's BLAS is tuned for all of them, but rounds the last digit of a row by the number of rows, and
takes all cores for itself. So rows are multiplied in tiles of one size, on one thread: a text reads the same whatever
texts are read with it. Where not even that holds, blis stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import ThreadpoolController

Matrix = np.ndarray[Any, np.dtype[np.float32]]

_ROWS = 256
_SHAPES = ((288, 288), (96, 64))
"""Sizes of weights in spaCy's small models, by which NumPy's BLAS is tried; it has other code for small ones."""
_alone = Lock()  # the number of threads is the whole process's


class TiledOps(NumpyOps):  # type: ignore[misc]
    """NumpyOps whose layers multiply by tiles. Training's other products are blis's as ever."""

    def gemm(self, x: Matrix, y: Matrix, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Matrix:
        if out is not None or trans1 or not trans2 or not (x.dtype == y.dtype == np.float32):
            found: Matrix = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            return found
        return tiled(x, y)


@contextmanager
def tiles() -> Iterator[None]:
    """Models that are loaded inside multiply by tiles, if rows then do not depend on their place in a tile."""
    usual = get_current_ops()
    if type(usual) is NumpyOps and _blas().lib_controllers and _is_even():
        set_current_ops(TiledOps())
    try:
        yield
    finally:
        set_current_ops(usual)


def tiled(rows: Matrix, weights: Matrix) -> Matrix:
    """``rows`` times the transpose of ``weights``, by tiles of one size; the last one is filled up with zeros."""
    product = np.empty((len(rows), len(weights)), dtype=np.float32)
    with _alone, _blas().limit(limits=1):
        for start in range(0, len(rows), _ROWS):
            tile = np.ascontiguousarray(rows[start : start + _ROWS])
            if len(tile) == _ROWS:
                np.matmul(tile, weights.T, out=product[start : start + _ROWS])
            else:
                padded = np.zeros((_ROWS, rows.shape[1]), dtype=np.float32)
                padded[: len(tile)] = tile
                product[start:] = np.matmul(padded, weights.T)[: len(tile)]
    return product


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")


@cache
def _is_even() -> bool:
    """Whether a row's product is the same, to the last digit, at every place in a tile (so it is with some of BLAS's
    kernels and not with others)."""
    chance = np.random.default_rng(1)
    for inner, outer in _SHAPES:
        rows, weights = (chance.standard_normal((n, inner), dtype=np.float32) for n in (_ROWS, outer))
        expected = tiled(rows, weights)
        for shift in (1, 102):
            if not np.array_equal(tiled(np.roll(rows, shift, axis=0), weights), np.roll(expected, shift, axis=0)):
                return False
    return True
