"""The pages: every record shown, nothing of an article runs, small enough for five thousand articles."""

import json
import re
from pathlib import Path

import pytest

from factorygap.records import (
    Article,
    Claim,
    Facility,
    Gap,
    Mention,
    OutputLevel,
    Place,
    Quantity,
    Record,
    Span,
    Voice,
)
from factorygap.report import article_page, corpus_page, page, write
from factorygap.report.corpus import fit
from factorygap.report.highlight import blocks

TEXT = """Home | News

The Elmfield dye works has stood idle since May, workers say.

“We run round the clock,” the company said.

Most read: others"""

ATTACKS = [
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "' onmouseover='window.hit=1",
    "javascript:window.hit=1",
    "</style><script>window.hit=1</script>",
    "<!--<script>window.hit=1</script>-->",
    "{{ 7 * 7 }}",
    "\u2028window.hit=1\u2028",
]


def span(words: str, text: str = TEXT) -> dict:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def a_record(name: str = "Elmfield dye works", source: str = "elmfield.txt", published: str = "2026-06-01") -> Record:
    company = Voice(kind="company", side="official", name="the company", cue="said", chain=["the company"])
    workers = Voice(kind="worker", side="ground", name="workers", cue="say", chain=["workers"])
    body = [(TEXT.index("The Elm"), TEXT.index("\n\nMost"))]
    return Record(
        article=Article.of(TEXT, source, body, title=f"{name} stands idle", published=published, relevant=True),
        facilities=[
            Facility(
                id="f1",
                name=name,
                type="factory",
                place=Place(name="Elmfield", country="GB", lat=53.1, lon=-1.2),
                mentions=[Mention(kind="nominal", **span("Elmfield dye works"))],
            )
        ],
        output_levels=[
            OutputLevel(
                id="o1", kind="status", status="halted", facility="f1", voice=workers,
                sentence=Span(**span("The Elmfield dye works has stood idle since May, workers say.")),
                **span("stood idle since May"),
            ),
            OutputLevel(
                id="o2", kind="duty_cycle", fraction=1.0, status="normal", facility="f1", voice=company,
                quantity=Quantity(value=24, unit="hour", per="day"),
                sentence=Span(**span("“We run round the clock,” the company said.")), **span("round the clock"),
            ),
        ],
        claims=[
            Claim(
                id="c1", topic="inputs", polarity="negative", facility="f1", voice=workers,
                sentence=Span(**span("The Elmfield dye works has stood idle since May, workers say.")), **span("idle"),
            )
        ],
        gaps=[
            Gap(topic="output", facility="f1", official=["o2"], ground=["o1"], verdict="contradicted"),
            Gap(topic="inputs", facility="f1", ground=["c1"], verdict="ground_only"),
        ],
    )  # fmt: skip


def many(count: int) -> list[Record]:
    """Records of different articles, whose texts were not kept."""
    records = [a_record(f"Plant{i % 900} dye works", f"{i}.txt") for i in range(count)]
    for i, record in enumerate(records):
        record.article.id, record.article.text = f"sha256:{i}", None
    return records


def two() -> list[Record]:
    """Records of two plants of one town, in different articles."""
    other = a_record("Ashgrove dye works", "ashgrove.txt")
    other.article.id, other.article.text = "sha256:other", None
    return [a_record(), other]


def data_of(html: str) -> dict:
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    return json.loads(block.group(1))


def test_both_sides_of_a_contradiction_stand_in_their_words_with_who_says_so() -> None:
    html = article_page(a_record())
    assert "“stood idle since May”" in html
    assert "“round the clock”" in html
    assert "100% of the time" in html
    assert "✗ contradicted" in html
    assert html.index("✗ contradicted") < html.index("only on the spot")


def test_every_record_has_a_row_and_words_in_the_text_that_lead_to_it() -> None:
    html = article_page(a_record())
    for id in ("f1", "o1", "o2", "c1"):
        assert f'<tr id="{id}"' in html
        assert f'id="at-{id}"' in html


def test_pieces_of_the_text_put_together_are_the_text() -> None:
    parts = ["".join(piece.text for piece in block.pieces) for block in blocks(a_record())]
    assert parts == TEXT.split("\n\n")
    assert [block.chrome for block in blocks(a_record())] == [True, False, False, True]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_stays_text(attack: str) -> None:
    record = a_record()
    record.article.title = attack
    record.article.outlet = attack
    record.facilities[0].name = attack
    record.output_levels[0].voice.name = attack
    for html in (article_page(record), corpus_page([record, a_record()])):
        ours = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", html, flags=re.DOTALL)
        ours = re.sub(r'<script type="application/json" id="data">[^<>]*</script>', "", ours)
        assert "<script" not in ours
        assert "<img" not in ours
        assert not re.search(r"<[^>]*\son\w+\s*=", ours)
        assert not re.search(r"(?:href|src)\s*=\s*[\"']?\s*javascript:", ours)
        assert "\u2028" not in html


def test_the_policy_lets_only_our_style_and_script_run() -> None:
    html = article_page(a_record())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy.group(1) or "default-src 'none'" in policy.group(1)
    assert "unsafe" not in policy.group(1)
    assert "http:" not in html.replace("http://www.w3.org/2000/svg", "")


def test_the_corpus_page_links_one_plant_of_two_articles() -> None:
    data = data_of(corpus_page([a_record(), a_record("Elmfield Dye Works", "later.txt", "2026-07-01")]))
    assert [facility["name"] for facility in data["facilities"]] == ["Elmfield dye works"] or len(
        data["facilities"]
    ) == 1
    gap = next(gap for gap in data["gaps"] if gap["topic"] == "output")
    assert gap["verdict"] == "contradicted"


def test_a_page_too_large_says_what_it_left_out() -> None:
    rows = [[0, "ground", "x", "output", "idle", "y" * 5000, -1, "halted", "", None] for _ in range(100)]
    data, notes = fit({"statements": rows, "gaps": [], "facilities": []}, 40_000)
    assert notes[0] == "sentences are cut after 240 characters"
    assert all(len(row[5]) <= 241 for row in data["statements"])


def test_five_thousand_articles_stay_under_ten_megabytes() -> None:
    assert len(corpus_page(many(5000)).encode()) < 10_000_000


def test_one_record_makes_an_article_page_and_several_a_corpus_page(tmp_path: Path) -> None:
    assert 'id="text"' in page([a_record()])
    assert 'id="data"' in page([a_record(), a_record()])
    write([a_record()], tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page([a_record()])
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
