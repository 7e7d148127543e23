"""``factorygap_products``: the goods that the facilities and industries of an article make or are to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.attrs import TAG
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels, layers
from factorygap.pipes import store
from factorygap.pipes.product_links import Links
from factorygap.pipes.product_mentions import Reader
from factorygap.pipes.product_phrases import Found, singular
from factorygap.pipes.product_words import ProductWords
from factorygap.pipes.scan import ids, tokens_with

_PLURAL = ids(["NNS"])
_INNER = frozenset(["amod", "compound", "nmod"])


@Language.factory(
    "factorygap_products",
    default_config={"lexicon": None},
    requires=["token.tag", "token.dep", "token.lemma", "doc.ents", "doc.sents", f"doc._.{labels.FACILITIES}"],
    assigns=[f"doc._.{labels.PRODUCTS}", "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    return Products(lexicon)


class Products:
    def __init__(self, folder: str | None) -> None:
        self._words = ProductWords(folder)
        self._reader = Reader(self._words)

    def __call__(self, doc: Doc) -> Doc:
        groups: list[list[Found]] = []
        for found in self._reader.read(doc):
            group = next((g for g in groups if _same(found, g) or found.name in _short_names(doc, g)), None)
            if group is None:
                groups.append([found])
            else:
                group.append(found)
        groups = [_with_plain_mentions(doc, group) for group in groups]
        groups.sort(key=lambda group: group[0].start)
        links = Links(doc, self._words)
        return store(doc, labels.PRODUCTS, [_item(doc, n, group, links) for n, group in enumerate(groups, 1)])


def _same(found: Found, group: list[Found]) -> bool:
    """The same goods again, in singular or plural, or by the end of their name: "urea fertilizer", "fertilizer"."""
    full = max((f.key for f in group), key=len)
    told_only_by_a_plant = all(f.attributive for f in group)
    return _ends_like(found.key, full) or ((len(full) > 1 or told_only_by_a_plant) and _ends_like(full, found.key))


def _short_names(doc: Doc, group: list[Found]) -> set[str]:
    """What the text says is short for goods: "filament yarn, or POY", "circuit boards (PCBs)"."""
    found: set[str] = set()
    for mention in group:
        behind = [t.text for t in doc[mention.end : mention.end + 3]]
        short = behind[2:] if behind[:2] == [",", "or"] else behind[1:2] if behind[:1] == ["("] else []
        found.update(word for word in short if word.isupper())
    return found


def _ends_like(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return long[-len(short) :] == short


def _with_plain_mentions(doc: Doc, group: list[Found]) -> list[Found]:
    """With the "cars" of a text that else has them only in "car output": how they are called by themselves."""
    if not all(f.attributive for f in group):
        return group
    full = max((f.key for f in group), key=len)
    for token in tokens_with(doc, TAG, _PLURAL) if len(full) == 1 else ():
        same = token.text.islower() and (singular(token.lower_),) == full
        alone = token.dep_ not in _INNER and not any(c.dep_ in _INNER for c in token.children)
        if same and alone:
            plain = replace(group[0], start=token.i, end=token.i + 1, name=token.text, attributive=False)
            return sorted([*group, plain], key=lambda f: f.start)
    return group


def _item(doc: Doc, number: int, group: list[Found], links: Links) -> layers.Product:
    best = max(group, key=lambda f: (len(f.key), not f.attributive, -f.start))
    return {
        "id": f"p{number}",
        "name": best.name,
        "facility": links.of(group),
        "role": "planned" if all(f.planned for f in group) else "made",
        "mentions": [
            {"start": f.start, "end": f.end, "kind": "name"} for f in {(f.start, f.end): f for f in group}.values()
        ],
        "why": group[0].why,
    }
