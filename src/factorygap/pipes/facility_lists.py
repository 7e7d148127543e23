"""One mention for each facility of a list: "the Hyesan and Kapsan mines", "shops Nos. 1 and 2", "mills at A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from factorygap.pipes import place_phrases
from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.facility_mention import NOT_CLASSIFYING, SHARED, Mention, is_proper, is_spot
from factorygap.pipes.noun_phrases import DEFINITE, NUMBER_SIGNS, OWNED

HAVING = frozenset(["build", "own", "run", "operate", "open", "plan", "have", "manage", "construct"])
"""Verbs for what a company does with plants."""

_AS_ONE = frozenset(["unit", "facility", "operation"])


def numbered(doc: Doc, base: Mention, words: list[Token], first: int, numbers: list[str]) -> Iterator[Mention]:
    """ "compressor shops Nos. 1 and 2", "No. 1 and No. 2 kilns", "Units 7 and 8"."""
    signs = [w for w in words if w.lower_ in NUMBER_SIGNS]
    own = [w for w in words if w.is_alpha and w not in signs and w.lower_ not in ("and", "or") and not w.like_num]
    kind = " ".join([*(w.text for w in own if w.lower_ not in NOT_CLASSIFYING), singular(doc, base, first)])
    after = doc[base.head_at + 1] if base.head_at + 1 < len(doc) else None
    written = after is not None and after.lower_ in NUMBER_SIGNS
    for number in numbers:
        name = f"No. {number} {kind}" if signs else f"{kind} No. {number}" if written else f"{kind} {number}"
        yield replace(
            base, name=name, number=number, proper=frozenset(w.lower_ for w in own if is_proper(w)), plural=False,
            plain=frozenset(w.lower_ for w in own if not is_proper(w)) - NOT_CLASSIFYING, why="numbered list",
        )  # fmt: skip


def shares_head(doc: Doc, base: Mention, words: list[Token]) -> bool:
    """Whether a singular head stands for a list all the same: "the Fort Wayne, Pontiac and Oshawa plant"."""
    parts = segments(words)
    return len(parts) >= 3 and doc[base.head_at].text.islower() and all(is_proper(w) for part in parts for w in part)


def listed(doc: Doc, base: Mention, words: list[Token], first: int) -> Iterator[Mention]:
    """The facilities of a plural; the plural itself where it lists none."""
    parts = segments(words)
    named = [s for s in parts if any(is_proper(w) for w in s)]
    noun = singular(doc, base, first)
    places = [p for p in place_phrases.places_after(doc, base.end) if is_spot(doc, p)]
    if len(named) + bool(parts and parts[-1][0].lower_ == "other") >= 2:
        business = base.head.unit and base.head.weak  # "Carolina and other Kodak units"
        yield from () if business else _named(base, parts, named, noun)
    elif base.head.unit and len(parts) >= 2 and base.determiner in DEFINITE:
        yield from _parts(base, parts, noun)
    elif len(places) >= 2 and (
        base.determiner in DEFINITE or named or any(w.like_num for w in words) or _is_companys(doc, base)
    ):
        for start, end in places:
            yield replace(
                base, start=first if (start, end) == places[0] else start, end=end, place=(start, end), plural=False,
                name=f"{noun} at {doc[start:end].text}", why=SHARED,
                proper=frozenset(t.lower_ for t in doc[start:end] if t.is_alpha),
            )  # fmt: skip
    else:
        works_as_one = base.head.last in _AS_ONE and len(named) == 1 and base.determiner in OWNED
        own = [w for w in words if not w.like_num and w.lower_ not in NOT_CLASSIFYING]
        yield replace(
            base, name=doc[own[0].i if own else first : base.end].text, plural=not works_as_one,
            proper=frozenset(w.lower_ for w in own if is_proper(w)),
            plain=frozenset(w.lower_ for w in own if not is_proper(w)),
        )  # fmt: skip


def _is_companys(doc: Doc, base: Mention) -> bool:
    """Whether plants that nothing points at are a company's: "Kestrel shut plants at Corby and Goole"."""
    if base.determiner is not None or base.place is not None:
        return False
    token = doc[base.head_at]
    if doc[base.end].lower_ == "at" and base.head.weak:
        return True
    subjects = [(a, c) for a in token.ancestors for c in a.children if c.dep_ == "nsubj"]
    return any(c.ent_type_ == "ORG" or (c.lower_ == "it" and a.lemma_ in HAVING) for a, c in subjects)


def _named(base: Mention, parts: list[list[Token]], named: list[list[Token]], noun: str) -> Iterator[Mention]:
    shared = [w for w in parts[-1] if not is_proper(w) and w.lower_ != "other"]
    for part in named:
        own = [w for w in part if w not in shared]
        yield replace(
            base, start=own[0].i, end=base.end if part is parts[-1] else part[-1].i + 1,
            name=_join([*own, *shared], noun), plural=False, why=SHARED,
            proper=frozenset(w.lower_ for w in own if is_proper(w)),
            plain=frozenset(w.lower_ for w in (*own, *shared) if not is_proper(w)),
        )  # fmt: skip


def _parts(base: Mention, parts: list[list[Token]], noun: str) -> Iterator[Mention]:
    for part in parts:
        yield replace(
            base, start=part[0].i, end=base.end if part is parts[-1] else part[-1].i + 1, name=_join(part, noun),
            plural=False, why=SHARED, plain=frozenset(w.lower_ for w in part),
        )  # fmt: skip


def segments(words: list[Token]) -> list[list[Token]]:
    """The words between commas and "and"."""
    found: list[list[Token]] = [[]]
    for word in words:
        if word.text == "," or word.lower_ in ("and", "or"):
            found.append([])
        else:
            found[-1].append(word)
    return [s for s in found if s and not all(w.is_punct for w in s)]


def singular(doc: Doc, mention: Mention, first: int) -> str:
    """The head noun phrase in the singular, as the text capitalises it."""
    last = mention.head.last
    if doc[mention.head_at].text[0].isupper():
        last = last.capitalize()
    return doc[first : mention.head_at].text_with_ws + last


def _join(words: list[Token], noun: str) -> str:
    text = ""
    for word, after in zip(words, [*words[1:], None], strict=True):
        tight = after is not None and not word.whitespace_ and (word.text in HYPHENS or after.text in HYPHENS)
        text += word.text if tight else word.text + " "
    return text + noun
