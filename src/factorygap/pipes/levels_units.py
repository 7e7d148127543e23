"""Operating rates: how many of the units there are at work: "six of the 14 mills", "two of its three boilers down"."""

from __future__ import annotations

from spacy.tokens import Token

from factorygap.labels import Bound
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_shares import SHARES, status_of
from factorygap.pipes.measured import Found, Measured

SKIPPED = frozenset(
    "the its their his her our every total all existing installed remaining a each some of these those big large "
    "main new old".split()
)
_SHARED = frozenset(["of", "the", "its", "their", "his", "her", "our", "all", "are", "were", "is", "was"])
_RETAIL = frozenset(["shop", "store"])
_AFTER = 14
_TOLD = 9
"""How far the word that says whether they run may stand behind the units and still be part of the expression."""
_BEFORE = 6


def read(m: Measured) -> list[Candidate]:
    """Running units out of all units; a share of stopped ones counts as the rest running."""
    out = []
    for k, found in enumerate(m.found):
        if k in m.taken:
            continue
        candidate = (_counted(m, k, found) or _of_twins(m, k, found)) if found.measure.form == "count" else None
        if candidate is None and found.measure.form in SHARES:
            candidate = _share(m, k, found)
        if candidate is not None:
            out.append(candidate)
    return out


def _counted(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "six of the 14 mills", "seven out of eight", "one in four looms", "all but one of its eight units"."""
    count = found.measure.value
    total = _total(m, k, found)
    if total is None or count is None:
        return None
    j, whole = total
    units = whole.measure.value
    if not units or count > units or found.measure.year or whole.measure.year:
        return None
    but = [t.lower_ for t in m.doc[max(0, found.start - 2) : found.start]] == ["all", "but"]
    denied = count in (0, 1) and m.words[found.start - 1] == "not"
    count = 0.0 if denied else count
    start = found.start - (2 if but else 1 if denied else 0)
    candidate = settled(m, start, whole.number_end, (units - count) if but else count, units, found.measure.bound)
    if candidate is not None:
        m.taken.update((k, j))
    return candidate


def _of_twins(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "one of the twin reactors", "one of its pair of kilns"."""
    i = found.end
    if m.words[i : i + 1] != ["of"] or found.measure.value != 1:
        return None
    twin = next((j for j in range(i + 1, min(i + 4, len(m.words))) if m.words[j] in ("twin", "paired", "pair")), None)
    candidate = settled(m, found.start, twin + 1, 1, 2, found.measure.bound) if twin is not None else None
    if candidate is not None:
        m.taken.add(k)
    return candidate


def _total(m: Measured, k: int, found: Found) -> tuple[int, Found] | None:
    """The measure of how many there are, behind "of the", "out of", "in"."""
    i = found.end
    while (
        i < len(m.doc)
        and i < found.end + 4
        and m.words[i : i + 2] != ["out", "of"]
        and (m.has(i, "plant", "run", "stop") or m.doc[i].tag_ == "NNS")
    ):
        i += 1
    if i + 1 >= len(m.doc) or m.doc[i].lower_ not in ("of", "out", "in"):
        return None
    inside = m.doc[i].lower_ == "in"
    i += 1
    i += m.words[i] == "every"
    while i < len(m.doc) and i < found.end + 8 and _belongs(m, i):
        i += 1
    j = k + 1
    if j >= len(m.found) or m.found[j].number != i or m.found[j].measure.form != "count":
        return None
    whole = m.found[j]
    if inside and (whole.measure.value or 0) > 100:
        return None
    return j, whole


def _belongs(m: Measured, i: int) -> bool:
    """Words between a share and what it is of: "of the province's big ..."."""
    token = m.doc[i]
    possessed = token.dep_ == "poss" or (i + 1 < len(m.doc) and m.doc[i + 1].lower_ in ("’s", "'s", "’", "'"))
    return (
        token.lower_ in SKIPPED
        or possessed
        or token.tag_ == "POS"
        or token.pos_ in ("PROPN", "ADJ")
        or (token.dep_ == "compound" and token.pos_ == "NOUN")
        or token.lower_ in ("of", "’s")
    )


def _share(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "half of the looms are idle", "60 percent of its furnaces", "every second loom"."""
    i = found.end
    if i >= len(m.doc):
        return None
    while i < len(m.doc) and i < found.end + 6 and _belongs(m, i) and not m.has(i, "plant"):
        i += 1
    named = i < len(m.doc) and (m.has(i, "plant") or (i + 1 < len(m.doc) and m.has(i + 1, "plant")))
    if not named and not (
        found.end < len(m.doc)
        and m.doc[found.end].lower_ in ("are", "were", "was", "is")
        and _plants_before(m, found.start)
    ):
        return None
    value = found.measure.value
    if value is None or value > 1:
        return None
    if found.measure.form == "fraction" and m.words[found.end] not in _SHARED:
        return None
    candidate = settled(m, found.start, i if named else found.end, value, None, found.measure.bound)
    if candidate is not None:
        m.taken.add(k)
    return candidate


def _plants_before(m: Measured, start: int) -> bool:
    return m.first(max(0, start - 40), start, "plant") is not None


def settled(m: Measured, start: int, at: int, count: float, units: float | None, bound: Bound) -> Candidate | None:
    """The operating rate once the words around say that these units run, or that they stand still."""
    sentence = m.doc[start].sent
    noun = next((i for i in range(at, min(at + 4, sentence.end)) if m.has(i, "plant")), None)
    if noun is None and not _plants_before(m, start):
        return None
    if noun is not None and m.doc[noun].lemma_ in _RETAIL and m.doc[noun - 1].dep_ != "compound":
        return None
    while noun is not None and noun + 1 < sentence.end and m.has(noun + 1, "plant"):
        noun += 1
    end = noun + 1 if noun is not None else at
    state = state_of(m, start, end, sentence.start, sentence.end)
    if (
        state is None
        and m.words[start - 1] in ("with", "on")
        and m.first(sentence.start, start, "run", "make", "power")
    ):
        state = True, start - 1
    if state is None:
        return None
    runs, where = state
    share = count / units if units else count
    if not runs:
        share, count = 1 - share, (units - count if units else count)
        bound = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}.get(
            bound, bound
        )  # type: ignore[assignment]
    unit = m.doc[noun].lemma_.lower() if noun is not None else None
    told = end <= where <= end + _TOLD and not any(t.is_punct for t in m.doc[end:where])
    if told and m.doc[where].pos_ != "ADP":
        end = where + 1
        while end < sentence.end and m.has(end, "run", "stop"):
            end += 1
    amount = {"value": count, "low": None, "high": None, "unit": unit, "per": None} if units else None
    return Candidate(
        start,
        end,
        "operating_rate",
        "units:of",
        quantity=amount,
        fraction=share,
        bound=bound,
        status=status_of(share, bound),
    )


def state_of(m: Measured, start: int, end: int, first: int, last: int) -> tuple[bool, int] | None:
    """Whether the units run, and the word that says so: behind them, else before them."""
    for i in range(end, min(end + _AFTER, last)):
        if m.doc[i].text == ";" or (m.doc[i].text == "," and i > end + 1):
            break
        if m.doc[i].pos_ == "CCONJ" and i + 1 < last and m.doc[i + 1].pos_ in ("VERB", "AUX"):
            break
        if m.has(i, "run", "stop") and (running := _is_running(m, i)) is not None:
            return running, i
        if i <= end + 1 and m.has(i, "make") and _works(m.doc[i]):
            return True, i
    for i in range(start - 1, max(first, start - _BEFORE) - 1, -1):
        if m.doc[i].is_punct:
            break
        if m.has(i, "run", "stop") and (running := _is_running(m, i)) is not None:
            return running, i
    return None


def _works(verb: Token) -> bool:
    """ "two still brew": a verb of making without what is made."""
    return verb.tag_ in ("VBP", "VBZ", "VBD") and not any(c.dep_ == "dobj" or c.like_num for c in verb.rights)


def _is_running(m: Measured, i: int) -> bool | None:
    token = m.doc[i]
    if m.words[i] == "still" and token.pos_ == "ADV":
        return None
    if m.has(i, "run") and i + 1 < len(m.doc) and m.doc[i + 1].lower_ == "by":
        return None
    if token.tag_ == "VBG" and token.dep_ == "acl" and any(c.dep_ == "dobj" for c in token.children):
        return None
    if m.words[i] == "out" and m.words[i - 1] in ("sold", "turned", "carried", "fitted", "worn", "rolled", "laid"):
        return None
    denied = any(t.dep_ == "neg" or t.lower_ in ("not", "n't", "never", "nor", "yet") for t in m.doc[max(0, i - 3) : i])
    return m.has(i, "run") != denied
