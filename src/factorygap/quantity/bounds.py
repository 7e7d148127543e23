"""Words that bound a number: "no more than", "some", "a record"; "or so", "at most" behind it."""

from __future__ import annotations

from collections.abc import Sequence

from factorygap.labels import Bound
from factorygap.quantity.atoms import Atom, match_words

_BOUND_WORDS: dict[Bound, str] = {
    "about": (
        "about,around,approximately,approx,some,roughly,nearly,almost,close to,near,nearer,circa,estimated,"
        "an estimated,in the region of,in the order of,on the order of,something like,perhaps,maybe,probably,"
        "virtually,practically,towards,just about,anything like,nearer to,approaching,well-nigh,next to,"
        "somewhere around"
    ),
    "more_than": (
        "more than,over,above,in excess of,upwards of,upward of,north of,exceeding,well over,beyond,topping,"
        "better than,greater than,just over,slightly over,a little over,slightly more than,just above,"
        "just shy over"
    ),
    "less_than": (
        "less than,under,below,fewer than,short of,well under,well below,south of,not quite,just under,"
        "just below,slightly under,slightly less than,a little under,lower than,just short of,just shy of,"
        "shy of"
    ),
    "at_least": (
        "at least,no less than,no fewer than,not less than,a minimum of,minimum,as little as,as few as,"
        "as low as,not fewer than,at a minimum"
    ),
    "at_most": (
        "at most,no more than,not more than,up to,as much as,as many as,as high as,a maximum of,maximum,"
        "at best,no better than,no higher than,not much more than,little more than,at the most,"
        "not above,barely,scarcely,hardly,a maximum,a bare"
    ),
    "exact": (
        "only,just,merely,a mere,mere,a total of,total,a record,record,a full,exactly,an average of,"
        "an average,average,a combined,a further,precisely,a paltry,a meagre,a meager,even,a whopping,"
        "a staggering,still only,fully,the full,a good,a scant,a measly,a steady,a whole,full"
    ),
}
_BOUNDS = {text: bound for bound, texts in _BOUND_WORDS.items() for text in texts.split(",")}
PREFIXES: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
for _text, _kind in sorted(_BOUNDS.items(), key=lambda row: -len(row[0].split())):
    _words = tuple(_text.replace("-", " - ").split())
    PREFIXES.setdefault(_words[0], []).append((_words, _kind))
_SUFFIXES: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    (tuple(text.split()), bound)  # type: ignore[misc]
    for text, bound in (
        ("- odd", "about"), ("odd", "about"), ("or so", "about"), ("or thereabouts", "about"), ("or more", "at_least"),
        ("and more", "at_least"), ("plus", "at_least"), ("+", "at_least"), ("- plus", "at_least"),
        ("at least", "at_least"),
        ("and above", "at_least"), ("or better", "at_least"), ("or less", "at_most"), ("or fewer", "at_most"),
        ("at most", "at_most"), ("at the most", "at_most"), ("at best", "at_most"), ("tops", "at_most"),
    )
)  # fmt: skip
_STRONG: tuple[Bound, ...] = ("at_least", "at_most", "more_than", "less_than")


def read_prefix(run: Sequence[Atom], i: int) -> tuple[int, Bound]:
    """Where the number begins after bound words, and what they say."""
    bound: Bound = "exact"
    while i < len(run):
        for words, kind in PREFIXES.get(run[i].text, ()):
            if match_words(run, i, words):
                if kind in _STRONG or (kind == "about" and bound not in _STRONG):
                    bound = kind
                i += len(words)
                break
        else:
            break
    return i, bound


def read_suffix(run: Sequence[Atom], i: int, closest: bool = False) -> tuple[int, Bound] | None:
    """Where bound words behind a number end, and what they say; ``closest`` only "-odd", which a unit may follow."""
    for words, bound in _SUFFIXES[:2] if closest else _SUFFIXES:
        if match_words(run, i, words):
            return i + len(words), bound
    return None
