"""Which country a word names: "Beijing", "Chinese", "the Soviet Union"."""

from __future__ import annotations

from collections import Counter

from spacy.attrs import ORTH
from spacy.tokens import Doc

from factorygap import lexicon
from factorygap.pipes.scan import ids, tokens_with


class Countries:
    """Finds countries, their peoples and capitals as written in the word list ``countries``."""

    def __init__(self, folder: str | None) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for entry in lexicon.load("countries", folder):
            for phrase in entry.phrases:
                words = tuple(phrase.split())
                self._names.setdefault(words[0], []).append((words, entry.id))
        for options in self._names.values():
            options.sort(key=lambda option: -len(option[0]))
        self._first_words = ids(self._names)

    def find(self, doc: Doc) -> dict[int, str]:
        """Token index to country, for every token of a name."""
        found: dict[int, str] = {}
        for token in tokens_with(doc, ORTH, self._first_words):
            if token.i in found:
                continue
            for name, country in self._names[token.text]:
                if tuple(t.text for t in doc[token.i : token.i + len(name)]) == name:
                    found.update(dict.fromkeys(range(token.i, token.i + len(name)), country))
                    break
        return found

    def home(self, countries: dict[int, str]) -> str | None:
        """The country that an article speaks of most, the first one where two are level."""
        counted = Counter(countries.values())
        return max(counted, key=lambda country: counted[country]) if counted else None
