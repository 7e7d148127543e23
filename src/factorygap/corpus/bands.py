"""Which articles are worth comparing as copies: those that share a band of their MinHash signatures.

Signatures are made once an article and kept; finding equal bands among all of them is a matter of sorting numbers.
Unlike articles share common words, and by these alone would be proposed in numbers that grow with the square of the
corpus; so reprints are found by word pairs, which unlike articles hardly share, and single words count only among
articles of the same days. Pairs whose numbers cannot fit are dropped before their texts are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from importlib.metadata import version
from operator import or_
from zlib import crc32

import numpy as np
import numpy.typing as npt

from factorygap.corpus.copies import REPLACED, SAME_DAYS, Text

METHOD = f"rensa {version('rensa')}"
"""Another release may give other signatures."""
_SEED = 1
_WORDS = (64, 5)
"""Bands and rows: sets of which half is common share a band to 87 %, three fifths to 99 %, an eighth to 0.2 %."""
_PAIRS = (32, 3)
"""Sets of which half is common share a band to 99 %, two fifths to 88 %, a hundredth to 0.003 %."""
_BITS = 64
_AT_ONCE = 2_000_000
"""Pairs that are sifted at once, which bounds memory where very many articles are alike."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd number that spreads what it multiplies over all bits (Knuth, Fibonacci hashing)."""

Signature = np.dtype([("words", "u4", _WORDS[0]), ("pairs", "u4", _PAIRS[0]), ("bits", "u8"), ("numbers", "i8")])
Found = npt.NDArray[np.int64]


def signature(text: Text) -> bytes:
    """The bands of a text, which of 64 bits its numbers set, and how many numbers it has."""
    made = np.zeros(1, Signature)
    made["words"], made["pairs"] = _bands(text.content, *_WORDS), _bands(text.pairs, *_PAIRS)
    made["bits"] = np.uint64(reduce(or_, (1 << crc32(number.encode()) % _BITS for number in text.numbers), 0))
    made["numbers"] = len(text.numbers)
    return made.tobytes()


def _bands(tokens: Sequence[int], bands: int, rows: int) -> npt.NDArray[np.uint32]:
    from rensa import RMinHash

    hashed = RMinHash(bands * rows, _SEED)
    hashed.update([token.to_bytes(4, "little") for token in tokens])
    mixed = _mixed(np.array(hashed.digest(), dtype=np.uint64).reshape(bands, rows).T)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _mixed(columns: npt.NDArray[np.uint64] | Sequence[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    """One number for each row of some columns; other numbers for other rows, but for rare chance."""
    mixed = np.zeros_like(columns[0])
    for column in columns:
        mixed = (mixed ^ column) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed


def proposed(signatures: npt.NDArray[np.void], days: npt.NDArray[np.int64], new: npt.NDArray[np.bool_]) -> Found:
    """Pairs of positions that may be copies, at least one of each new; ``days`` are those of publication, -1 if not
    known, and what has no date is no retelling."""
    found = [np.empty(0, np.int64)]
    for keys in np.ascontiguousarray(signatures["pairs"].T):
        found += _sifted(keys, np.arange(len(signatures)), signatures, new)
    dated = np.flatnonzero(days >= 0)
    at = np.concatenate([dated, dated])
    spans = np.concatenate([days[dated] // (2 * SAME_DAYS) * 2, (days[dated] + SAME_DAYS) // (2 * SAME_DAYS) * 2 + 1])
    for words in np.ascontiguousarray(signatures["words"].T):
        keys = _mixed([words[at].astype(np.uint64), spans.astype(np.uint64)])
        found += _sifted(keys, at, signatures, new)
    both = np.unique(np.concatenate(found))
    return np.stack([both >> 32, both & 0xFFFFFFFF], axis=1)


def _sifted(
    keys: npt.NDArray[np.unsignedinteger], at: Found, signatures: npt.NDArray[np.void], new: npt.NDArray[np.bool_]
) -> Iterator[Found]:
    """Pairs of positions (``at``) with equal keys whose numbers may fit, each pair as one number."""
    wanted = np.unique(keys[new[at]])
    if not len(wanted):
        return
    fresh = wanted[np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)] == keys
    keys, at = keys[fresh], at[fresh]
    order = np.lexsort((at, keys))
    keys, at = keys[order], at[order]
    for a, b in _equal_neighbours(keys):
        pairs = np.stack([np.minimum(at[a], at[b]), np.maximum(at[a], at[b])], axis=1)
        pairs = pairs[(new[pairs[:, 0]] | new[pairs[:, 1]]) & (pairs[:, 0] != pairs[:, 1])]
        pairs = pairs[_numbers_fit(pairs, signatures)]
        yield np.unique((pairs[:, 0] << 32) | pairs[:, 1])


def _equal_neighbours(keys: npt.NDArray[np.unsignedinteger]) -> Iterator[tuple[Found, Found]]:
    """Positions of equal keys in sorted ones: neighbours first, then those that are two apart, and so on."""
    ahead = np.arange(len(keys))
    apart = 0
    while len(ahead):
        apart += 1
        ahead = ahead[ahead + apart < len(keys)]
        ahead = ahead[keys[ahead] == keys[ahead + apart]]
        for start in range(0, len(ahead), _AT_ONCE):
            part = ahead[start : start + _AT_ONCE]
            yield part, part + apart


def _numbers_fit(pairs: Found, signatures: npt.NDArray[np.void]) -> npt.NDArray[np.bool_]:
    """Whether the article with fewer numbers has as few that the other lacks as a copy may have."""
    a, b = signatures[pairs[:, 0]], signatures[pairs[:, 1]]
    fewer = np.minimum(a["numbers"], b["numbers"])
    lacking = np.where(a["numbers"] <= b["numbers"], a["bits"] & ~b["bits"], b["bits"] & ~a["bits"])
    fits: npt.NDArray[np.bool_] = np.bitwise_count(lacking) <= REPLACED * fewer + 1e-9
    return fits
