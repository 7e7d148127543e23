"""The cues of claims: words that judge by themselves ("poor quality", "laid off"), and pairs of a theme and what is
said of it ("coal" and "ran out"). A pair counts only where the two are joined in the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from factorygap import labels, lexicon
from factorygap.errors import LexiconError
from factorygap.labels import Polarity, Topic, words
from factorygap.layers import Mention
from factorygap.phrases import Phrases
from factorygap.pipes import layer

GOODS = "goods"
"""The theme of what a facility makes: mentions of products, and the power of an article on power stations alone."""

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "compound", "amod", "nmod", "poss", "dative"})
_PREPOSITIONS = frozenset({"of", "for", "in", "with", "on", "to", "from", "by", "at", "about", "without", "into"})
_CONTAINERS = frozenset(
    "supply stock shipment delivery import amount quantity ton tonne load price cost purchase".split()
)
"""Nouns that what follows "of" tells the theme of: "supplies of beet"."""
_ANTECEDENT_WINDOW = 40
"""How many tokens before its sentence a pronoun may point back."""
_LINKS = frozenset("be remain stay seem look become run lie stand fall get have face suffer".split())


@dataclass(frozen=True)
class Theme:
    """What claims speak of. ``made_by``: facilities of these types make it, and do not use it up."""

    name: str
    topic: Topic
    made_by: frozenset[str] = frozenset()


_LISTED = Theme("listed", "supply")
"""A good that some plant makes, perhaps not one of the article's."""


@dataclass(frozen=True)
class Meaning:
    """What an entry of the word lists says: ``topic`` is None where the theme tells it."""

    id: str
    topic: Topic | None
    polarity: Polarity
    of: frozenset[str]
    pos: frozenset[str]
    fixed: bool
    take: str
    acted_on: bool
    weak: bool
    toned: bool


@dataclass(frozen=True)
class Cue:
    """A cue in the text. ``theme`` is the token that the cue speaks of, where it needs one; ``distance`` is how many
    other words it could speak of come before that one."""

    span: Span
    meaning: Meaning
    topic: Topic
    theme: Token | None
    distance: int = 0


class Cues:
    """Finds cues. Built once from the word lists ``claims_<topic>``, ``claims_predicates`` and ``claims_themes``."""

    def __init__(self, nlp: Language, folder: str | None) -> None:
        cues = [
            (phrase, _meaning(entry, topic))
            for topic in words(Topic)
            for entry in lexicon.load(f"claims_{topic}", folder)
            for phrase in entry.phrases
        ]
        cues += [
            (phrase, _meaning(entry, None))
            for entry in lexicon.load("claims_predicates", folder)
            for phrase in entry.phrases
        ]
        themes = lexicon.load("claims_themes", folder)
        self._cues = Phrases(nlp.vocab, cues)
        goods = [(phrase, _LISTED) for entry in lexicon.load("products", folder) for phrase in entry.phrases]
        known = [(phrase, _theme(entry)) for entry in themes for phrase in entry.phrases]
        self._themes = Phrases(nlp.vocab, known + goods)
        self._topics = {theme.name: theme.topic for _, theme in known}

    def find(self, doc: Doc) -> Iterator[Cue]:
        """The cues in the order of the text; more than one may lie on the same words."""
        found = [
            (span, meaning)
            for span, meaning in self._cues.find(doc)
            if (not meaning.pos or span.root.pos_ in meaning.pos) and not (_is_name(span) or _is_part_of_word(span))
        ]
        if not found:
            return
        themes = self._themes_of(doc)
        for span, meaning in found:
            if not meaning.of:
                yield Cue(span, meaning, meaning.topic or "quality", None)
                continue
            joined = self._join(span, meaning, themes)
            if joined:
                distance, token, theme = joined
                yield Cue(span, meaning, meaning.topic or self._topics[theme], token, distance)

    def _join(self, span: Span, meaning: Meaning, themes: dict[int, list[str]]) -> tuple[int, Token, str] | None:
        if meaning.polarity != "negative" and not meaning.fixed and _is_unreal(span, meaning):
            return None
        possible = [token for token in arguments(span) if not _is_excluded(token, span, meaning)]
        for distance, token in enumerate(possible):
            if token.pos_ == "PRON" and meaning.toned:
                continue
            referent = _antecedent(token, themes, meaning.of) if token.pos_ == "PRON" else token
            for theme in themes.get(referent.i, ()) if referent is not None else ():
                if theme in meaning.of:
                    return distance, token, theme
        return None

    def _themes_of(self, doc: Doc) -> dict[int, list[str]]:
        names = {i for item in layer(doc, labels.FACILITIES) for m in item["mentions"] for i in _name_tokens(doc, m)}
        themes: dict[int, list[str]] = {}
        for product in layer(doc, labels.PRODUCTS):
            for mention in product["mentions"]:
                themes.setdefault(mention["end"] - 1, []).append(GOODS)
        makers = {facility["type"] for facility in layer(doc, labels.FACILITIES) if facility["type"] != "unit"}
        for span, theme in sorted(
            self._themes.find(doc), key=lambda item: (item[0].start - item[0].end, item[1] is _LISTED)
        ):
            last = doc[span.end - 1]
            if last.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and last.i not in names and not _is_adjective(last):
                made_here = makers and makers <= theme.made_by
                themes.setdefault(last.i, []).extend([GOODS, theme.name] if made_here else [theme.name])
        return themes


def _is_adjective(token: Token) -> bool:
    """Whether a word that may be a noun describes the next one: "current capacity"."""
    return token.pos_ == "ADJ" and token.dep_ == "amod" and token.i < token.head.i <= token.i + 2


def _name_tokens(doc: Doc, mention: Mention) -> Iterator[int]:
    """The words of a facility's name but for its head: "Cement" in "Sangwon Cement Complex" is no theme."""
    span = doc[mention["start"] : mention["end"]]
    return (token.i for token in span if token.i != span.root.i)


def _is_name(span: Span) -> bool:
    return all(token.pos_ == "PROPN" and token.is_title and token.ent_type_ for token in span)


def _is_part_of_word(span: Span) -> bool:
    """Whether the cue is only part of a compound: "building" in "building-materials", "jam" in "jam factory"."""
    doc = span.doc
    before, after = doc[max(span.start - 1, 0)].text, doc[min(span.end, len(doc) - 1)].text
    return "-" in (before, after) or (len(span) == 1 and span[0].pos_ == "NOUN" and span[0].dep_ == "compound")


def _is_excluded(token: Token, span: Span, meaning: Meaning) -> bool:
    """Whether ``token``, near a cue, is not what the cue speaks of."""
    if token.dep_ == "compound" and token.head.i not in range(span.start, span.end):
        return token.head.lemma_.lower() not in _CONTAINERS
    return _is_agent(token, span, meaning) or (meaning.acted_on and _is_aside(token, span.root))


def _is_agent(token: Token, span: Span, meaning: Meaning) -> bool:
    """Whether ``token`` does what the cue says to something else: in "the mill stopped the looms" the mill is fine."""
    inside = range(span.start, span.end)
    while token.head.i not in inside and token.dep_ in ("pobj", "prep", "compound", "conj", "nmod", "poss"):
        token = token.head
    if token.dep_ != "nsubj" or token.head.i not in inside or token.head.pos_ != "VERB":
        return False
    deps = {child.dep_ for child in token.head.children}
    if "auxpass" in deps:
        return False
    return meaning.acted_on or (not meaning.fixed and bool(deps & {"dobj", "xcomp", "ccomp"}))


def _is_aside(token: Token, root: Token) -> bool:
    """Whether what is done is mere description ("the mill, built in 1931") or happens at ``token`` and not to it."""
    if root.dep_ in ("acl", "relcl", "advcl") and token.i < root.i:
        return True
    return token.dep_ == "pobj" and token.head.lower_ in ("at", "in", "from", "into", "to", "by", "near")


def _is_unreal(span: Span, meaning: Meaning) -> bool:
    """Whether the cue states nothing: a purpose, a means, what might have been ("to build", "by building")."""
    root = span.root
    auxiliaries = {child.lower_ for child in root.children if child.dep_ == "aux" and child.i < span.start}
    if {"would", "have"} <= auxiliaries or (meaning.toned and root.dep_ in ("relcl", "acl")):
        return True
    return meaning.acted_on and ("to" in auxiliaries or root.dep_ == "pcomp")


def _antecedent(pronoun: Token, themes: dict[int, list[str]], of: frozenset[str]) -> Token | None:
    """The nearest theme before a pronoun, in its sentence or the one before."""
    if pronoun.lower_ in ("which", "that", "who"):
        return pronoun.head.head if pronoun.head.dep_ == "relcl" else None
    if pronoun.lower_ not in ("it", "they", "them", "these", "those"):
        return None
    for i in range(pronoun.i - 1, max(pronoun.sent.start - _ANTECEDENT_WINDOW, 0), -1):
        if i in themes:
            return pronoun.doc[i] if of.intersection(themes[i]) else None
    return None


def arguments(span: Span) -> Iterator[Token]:
    """What the words of ``span`` are said of: arguments, the noun they modify, the subject they are predicated of."""
    seen: set[int] = set()
    for token in _direct(span.root, span):
        parts = (*_parts(token), token) if token.lemma_.lower() in _CONTAINERS else (token, *_parts(token))
        for part in parts:
            if part.i not in seen and not span.start <= part.i < span.end:
                seen.add(part.i)
                yield part
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    if before is not None and before.i not in seen and span.root.pos_ in ("NOUN", "ADJ"):
        yield before
    after = span.doc[span.end] if span.end < span.sent.end else None
    if after is not None and after.pos_ == "ADP" and span.root.pos_ == "NOUN":
        yield from (token for token in _reached(after) if token.i not in seen)
    if len(span) > 1:
        yield from span


def _direct(root: Token, span: Span) -> Iterator[Token]:
    for token in span:
        for child in token.children:
            yield from _reached(child)
    if root.dep_ in ("amod", "acl", "relcl", "compound", "nmod", "det"):
        yield root.head
    if root.dep_ in ("prep", "advmod", "prt"):
        yield from (child for child in root.head.children if child.dep_ == "dobj")
    yield from subjects(root)
    if root.dep_ in ("oprd", "xcomp", "acomp", "ccomp"):
        yield from (child for child in root.head.children if child.dep_ == "dobj")
    if root.dep_ == "csubj" or (root.dep_ == "relcl" and root.head.lower_ in ("all", "what", "thing")):
        copula = root.head if root.dep_ == "csubj" else root.head.head
        yield from (child for child in copula.children if child.dep_ == "attr")


def _reached(child: Token) -> Iterator[Token]:
    if child.dep_ in _ARGUMENTS or child.dep_ == "pobj" or (child.dep_ == "advmod" and child.pos_ == "NOUN"):
        yield child
    elif child.dep_ == "pcomp":
        yield child
        yield from (grandchild for grandchild in child.children if grandchild.dep_ == "dobj")
    elif child.dep_ in ("prep", "agent") and child.lower_ in _PREPOSITIONS:
        for grandchild in child.children:
            yield from _reached(grandchild)
    elif child.dep_ == "xcomp":
        yield from (grandchild for grandchild in child.children if grandchild.dep_ == "dobj")


def subjects(token: Token) -> Iterator[Token]:
    """The subject that ``token`` is predicated of: its own, or that of the verb it completes or is joined to."""
    for _ in range(4):
        own = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if own:
            yield from own
            return
        if token.dep_ in ("prep", "dobj", "advmod") and token.head.lemma_ not in _LINKS:
            return
        if token.dep_ not in ("acomp", "attr", "xcomp", "oprd", "conj", "prep", "pobj", "advmod", "dobj", "pcomp"):
            return
        token = token.head


def _parts(noun: Token) -> Iterator[Token]:
    """Nouns inside a noun's phrase: its compounds, its conjuncts, the noun after "of"."""
    for child in noun.children:
        if child.dep_ in ("compound", "conj", "nmod", "amod"):
            yield child
            yield from (grandchild for grandchild in child.children if grandchild.dep_ in ("conj", "compound"))
        elif child.dep_ == "prep" and child.lower_ in ("of", "for"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield grandchild
                    yield from (part for part in grandchild.children if part.dep_ in ("compound", "conj"))


def _theme(entry: lexicon.Entry) -> Theme:
    return Theme(entry["theme"] or entry.id, entry["topic"], frozenset(entry["made_by"] or ()))


def _meaning(entry: lexicon.Entry, topic: Topic | None) -> Meaning:
    polarity = entry["polarity"]
    if polarity not in words(Polarity):
        raise LexiconError(f"claims entry {entry.id!r} needs a polarity, one of {', '.join(words(Polarity))}")
    pos = entry["pos"] or ()
    return Meaning(
        id=entry.id,
        topic=entry["topic"] or topic,
        polarity=polarity,
        of=frozenset(entry["of"] or ()),
        pos=frozenset([pos] if isinstance(pos, str) else pos),
        fixed=bool(entry["fixed"]),
        take=entry["take"] or "auto",
        acted_on=entry["role"] == "object",
        weak=bool(entry["weak"]) or bool(entry["toned"]),
        toned=bool(entry["toned"]),
    )
