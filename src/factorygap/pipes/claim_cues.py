"""The cues of claims: words that judge by themselves ("poor quality", "laid off"), and pairs of a theme and what is
said of it ("coal" and "ran out"). A pair counts only where the two are joined in the parse.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from factorygap import lexicon
from factorygap.labels import Topic, words
from factorygap.phrases import Phrases
from factorygap.pipes.claim_arguments import possible_themes
from factorygap.pipes.claim_meanings import Cue, Meaning
from factorygap.pipes.claim_themes import ANTECEDENT_WINDOW, GOODS, USED_UP, FoundThemes, Themes


class Cues:
    """Finds cues. Built once from the word lists ``claims_<topic>``, ``claims_predicates``, ``claims_evaluations`` and
    ``claims_themes``."""

    def __init__(self, folder: str | None) -> None:
        self._themes = Themes(folder)
        lists: list[tuple[str, Topic | None]] = [(f"claims_{topic}", topic) for topic in words(Topic)]
        known = frozenset(self._themes.topics)
        self._phrases = Phrases(
            [
                (phrase, meaning)
                for name, topic in [*lists, ("claims_predicates", None), ("claims_evaluations", None)]
                for entry in lexicon.load(name, folder)
                for meaning in [Meaning.read(entry, topic, known)]
                for phrase in entry.phrases
            ],
        )

    def find(self, doc: Doc) -> Iterator[Cue]:
        """The cues in the order of the text; more than one may lie on the same words."""
        themes = self._themes.find(doc)
        for span, meaning in self._phrases.find(doc):
            sentence = span.sent
            if meaning.of and not themes.near(meaning.of, sentence.start - ANTECEDENT_WINDOW, sentence.end):
                continue
            if (meaning.pos and span.root.pos_ not in meaning.pos) or _is_name(span) or _is_part_of_word(span):
                continue
            cue = self._joined(span, meaning, themes) if meaning.of else _alone(span, meaning)
            if cue is not None:
                yield cue

    def _joined(self, span: Span, meaning: Meaning, themes: FoundThemes) -> Cue | None:
        for distance, token in enumerate(possible_themes(span, meaning)):
            theme = themes.match(token, meaning.of)
            if theme in USED_UP and GOODS in meaning.of and themes.is_for_sale(token):
                theme = GOODS
            if theme is not None:
                return Cue(span, meaning, meaning.topic or self._themes.topics[theme], token, distance)
        return None


def _alone(span: Span, meaning: Meaning) -> Cue | None:
    return Cue(span, meaning, meaning.topic) if meaning.topic is not None else None


def _is_name(span: Span) -> bool:
    return all(token.pos_ == "PROPN" and token.is_title and token.ent_type_ for token in span)


def _is_part_of_word(span: Span) -> bool:
    """Whether the cue is only part of a compound: "building" in "building-materials", "jam" in "jam factory"."""
    doc = span.doc
    before, after = doc[max(span.start - 1, 0)].text, doc[min(span.end, len(doc) - 1)].text
    return "-" in (before, after) or (len(span) == 1 and span[0].pos_ == "NOUN" and span[0].dep_ == "compound")
