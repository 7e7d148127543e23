"""What places an unnamed source can be hidden, and every offset stays true."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factorygap.privacy import BLANK, blank_informants
from factorygap.records import Article, Facility, Mention, OutputLevel, Record, Span, Voice


def quoted(name: str, kind: str = "anonymous_source", before: str = "", after: str = " said so.") -> Record:
    """An article in which the source ``name`` says that a mill is idle."""
    text = f"{before}{name}{after} The mill is idle."
    start = text.index("idle")
    voice = Voice(kind=kind, side="ground", name=" ".join(name.split()), chain=[" ".join(name.split())])  # type: ignore[arg-type]
    sentence = Span(text=text, start=0, end=len(text))
    level = OutputLevel(
        id="o1", text="idle", start=start, end=start + 4, kind="status", status="halted", voice=voice, sentence=sentence
    )
    at = text.index("The mill")
    mill = Facility(
        id="f1", name="mill", type="mill", mentions=[Mention(text="The mill", start=at, end=at + 8, kind="nominal")]
    )
    return Record(article=Article.of(text, "a.txt", relevant=True), facilities=[mill], output_levels=[level])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a source in Hyesan", "a source ██ ██████"),
        ("a worker at the Usi garment factory", "a worker ██ ███ ███ ███████ ███████"),
        ("a Hyesan trader", "a ██████ trader"),
        ("a resident surnamed Paik", "a resident surnamed ████"),
        ("a source", "a source"),
    ],
)
def test_what_is_blanked(name: str, shown: str) -> None:
    record = blank_informants(quoted(name))
    assert record.output_levels[0].voice.name == shown
    assert record.output_levels[0].voice.chain == [shown]
    assert (record.article.text or "").startswith(shown + " said so.")
    assert record.output_levels[0].sentence.text == record.article.text


def test_a_description_broken_over_lines_is_found() -> None:
    record = blank_informants(quoted("a source in\nHyesan city"))
    assert "Hyesan" not in record.to_json()


def test_named_and_official_sources_stay() -> None:
    record = quoted("the ministry in Minsk", kind="official")
    assert blank_informants(record) == record


def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [span for inner in value for span in spans(inner)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"text", "start", "end"} <= value.keys() else []
    return own + [span for inner in value.values() for span in spans(inner)]


WORDS = st.text(alphabet="aB é’-in\n", max_size=12)


@settings(max_examples=100, deadline=None)
@given(
    WORDS,
    st.sampled_from(["a source", "residents", "Two miners"]),
    st.sampled_from([" in ", " from ", " at the "]),
    WORDS,
)
def test_offsets_stay_true(before: str, who: str, link: str, where: str) -> None:
    name = f"{who}{link}{where}".strip()
    record = quoted(name, before=before)
    blanked = blank_informants(record)
    text = blanked.article.text or ""
    assert len(text) == len(record.article.text or "")
    for span in spans(blanked.model_dump(by_alias=True)):
        assert text[span["start"] : span["end"]] == span["text"]
    assert all(old == new or new == BLANK for old, new in zip(record.article.text or "", text, strict=True))
