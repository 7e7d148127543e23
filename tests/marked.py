"""Test sentences with their answers in the line: ``"[The Alton mill]{f1} has [shut down]{halted planned}"``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels
from factorygap.pipeline import COMPONENTS
from factorygap.pipes import store

_MARK = re.compile(r"\[([^\[\]]*)\]\{([^{}]*)\}")


@dataclass(frozen=True)
class Marked:
    """``spans``: (start, end, words of the mark) in characters of ``text``."""

    text: str
    spans: tuple[tuple[int, int, tuple[str, ...]], ...]

    def levels(self) -> list[tuple[str, tuple[str, ...]]]:
        """The marked texts that are no facilities, with the words of their marks."""
        return [(self.text[a:b], words) for a, b, words in self.spans if not _is_facility(words)]


def lines(name: str, known_failures: Mapping[str, str] | None = None) -> list[Any]:
    """The sentences of a file in ``sentences/``; those that begin as a known failure does are expected to fail."""
    made = []
    for line in (Path(__file__).parent / "sentences" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            reason = next((why for begin, why in (known_failures or {}).items() if line.startswith(begin)), None)
            made.append(pytest.param(line, marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else []))
    return made


def read(line: str) -> Marked:
    """The sentence without its marks, and the marks."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[1]), tuple(match[2].split())))
        text += match[1]
        at = match.end()
    return Marked(text + line[at:], tuple(spans))


def parse(nlp: Language, marked: Marked, published: str | None = None) -> Doc:
    """The Doc of the base model, with the marked facilities as if our component had found them.

    A text that ends in no full stop is read as a headline.
    """
    with nlp.select_pipes(disable=[name for name in COMPONENTS if name in nlp.pipe_names]):
        doc = nlp(marked.text)
    headline = not marked.text.rstrip().endswith((".", "!", "?", "”", '"'))
    doc._.set(labels.ARTICLE, {"published": published, "title_end": len(doc) if headline else 0})
    return store(doc, labels.FACILITIES, _facilities(doc, marked))


def _is_facility(words: tuple[str, ...]) -> bool:
    return re.fullmatch(r"f\d+", words[0]) is not None


def _facilities(doc: Doc, marked: Marked) -> list[dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for start, end, words in marked.spans:
        if _is_facility(words):
            span = doc.char_span(start, end, alignment_mode="expand")
            item = found.setdefault(
                words[0], {"id": words[0], "name": span.text, "type": "mill", "part_of": None, "mentions": []}
            )
            item["mentions"].append({"start": span.start, "end": span.end, "kind": "name"})  # type: ignore[attr-defined]
    return list(found.values())
