"""How well facilities, copies and gaps are found in a corpus whose truth is known (tests/corpus_generator.py).

python tests/corpus_measures.py [--errors]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from corpus_generator import Written, corpus

from factorygap.corpus.copies import Copies
from factorygap.corpus.gap import CorpusGap
from factorygap.corpus.links import Links
from factorygap.labels import Side
from factorygap.records import Record
from factorygap.verdicts import verdict

Item = TypeVar("Item")


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float
    wrong: list[object]
    missed: list[object]

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Signed:
    """What the truth says of one statement (verdicts.Said)."""

    side: Side
    sign: int
    figure: None = None
    facility: str = "plant"


def score(found: Collection[Item], true: Collection[Item]) -> Score:
    """Precision and recall of a set of items."""
    right = set(found) & set(true)
    return Score(
        len(right) / len(set(found)) if found else 1.0,
        len(right) / len(set(true)) if true else 1.0,
        sorted(set(found) - right, key=repr),
        sorted(set(true) - right, key=repr),
    )


def meant(record: Record, written: Written) -> dict[str, str]:
    """The true facility of each facility of a record, by its mentions; one that the text does not hold is none."""
    found = {}
    for facility in record.facilities:
        hits = Counter(
            id
            for mention in facility.mentions
            for start, end, id in written.facilities
            if mention.kind == "name" and start < mention.end and mention.start < end
        )
        if hits:
            found[facility.id] = hits.most_common(1)[0][0]
    return found


def linking(records: Sequence[Record], corpus: Sequence[Written], links: Links) -> Score:
    """Pairs of (article, facility) that are one facility. A facility that extraction missed counts as missed pairs."""
    true: dict[str, list[tuple[int, str]]] = {}
    found: dict[str, list[tuple[int, str]]] = {}
    for number, (record, written) in enumerate(zip(records, corpus, strict=True)):
        for id in {id for *_, id in written.facilities}:
            true.setdefault(id, []).append((number, id))
        for facility, id in meant(record, written).items():
            found.setdefault(links.of(record.article.id, facility) or "", []).append((number, id))
    return score(_pairs(found.values()), _pairs(true.values()))


def copying(records: Sequence[Record], corpus: Sequence[Written], groups: Iterable[Copies]) -> Score:
    """Pairs of articles of one origin."""
    number = {record.article.id: i for i, record in enumerate(records)}
    true: dict[str, list[int]] = {}
    for i, written in enumerate(corpus):
        true.setdefault(written.origin, []).append(i)
    found = ([number[article] for article in group.articles] for group in groups)
    return score(_pairs(found), _pairs(true.values()))


def gapping(records: Sequence[Record], corpus: Sequence[Written], links: Links, gaps: Iterable[CorpusGap]) -> Score:
    """Triples of facility, topic and verdict. Facilities that the corpus does not know are wrong."""
    names: dict[str, Counter[str]] = {}
    signs: dict[tuple[str, str], dict[str, set[Signed]]] = {}
    for record, written in zip(records, corpus, strict=True):
        for facility, id in meant(record, written).items():
            names.setdefault(links.of(record.article.id, facility) or "", Counter())[id] += 1
        for plant, topic, side, sign in written.says:
            signs.setdefault((plant, topic), {"official": set(), "ground": set()})[side].add(Signed(side, sign))
    found = set()
    for gap in gaps:
        name = names[gap.facility].most_common(1)[0][0] if gap.facility in names else gap.facility
        found.add((name, gap.topic, gap.verdict))
    true = {
        (plant, topic, verdict(topic, list(sides["official"]), list(sides["ground"])))
        for (plant, topic), sides in signs.items()
    }
    return score(found, true)


def _pairs(groups: Iterable[Collection[Item]]) -> set[tuple[Item, Item]]:
    return {pair for group in groups for pair in combinations(sorted(group, key=repr), 2)}


def main(errors: bool) -> None:
    from factorygap.corpus import copies, link
    from factorygap.corpus.gap import gaps
    from factorygap.corpus.statements import statements
    from factorygap.pipeline import extract_many, load

    written = corpus()
    records = list(extract_many((article.article(i) for i, article in enumerate(written)), load()))
    links, groups = link(records), copies(records)
    repeats = {copy: group.articles[0] for group in groups for copy in group.articles[1:]}
    said = list(statements(records, links, repeats))
    print(
        f"{len(written)} articles of {len({w.origin for w in written})} origins; "
        f"{len(links.facilities)} facilities found"
    )
    for name, found in (
        ("linking", linking(records, written, links)),
        ("copies", copying(records, written, groups)),
        ("gaps", gapping(records, written, links, gaps(said, links))),
    ):
        print(f"{name:8} precision {found.precision:.3f} recall {found.recall:.3f} F1 {found.f1:.3f}")
        for what in ("wrong", "missed") if errors else ():
            for item in getattr(found, what):
                print(f"    {what} {item}")


if __name__ == "__main__":
    main("--errors" in sys.argv)
