"""Which country a word names: "Beijing", "Chinese", "the Soviet Union"."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from factorygap import lexicon


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

    def find(self, doc: Doc) -> dict[int, str]:
        """Token index to country, for every token of a name."""
        found: dict[int, str] = {}
        words = [token.text for token in doc]
        for index, word in enumerate(words):
            if index in found or word not in self._names:
                continue
            for name, country in self._names[word]:
                if tuple(words[index : index + len(name)]) == name:
                    found.update(dict.fromkeys(range(index, index + len(name)), country))
                    break
        return found

    def home(self, countries: dict[int, str]) -> str | None:
        """The country that an article speaks of most, the first one where two are level."""
        counted = Counter(countries.values())
        return max(counted, key=lambda country: counted[country]) if counted else None
