"""What spaCy reads, and the way back to the article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factorygap import reading
from factorygap.canvas import Canvas, join, paint, sections
from factorygap.limits import MAX_REPEATS, MAX_SYMBOLS, MAX_WORD
from factorygap.records import Article
from factorygap.wrapping import is_hard_wrapped

TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list(" \n\t\r\u00a0\u2028\u200b\u202e.,!?—-•*(\"'“”=🙂\u0301\u0130ßŁ")),
    ),
    max_size=400,
)
"""Any characters, and often those that a text is cut, folded or recased at."""


def shown(canvas: Canvas, article: Article) -> list[tuple[str, str]]:
    """Each word of the canvas with the article's text at its offsets."""
    words, at = [], 0
    for word in canvas.text.split():
        start = canvas.text.index(word, at)
        at = start + len(word)
        first, last = canvas.to_article(start, at)
        words.append((word, (article.text or "")[first:last]))
    return words


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_word_stands_where_the_canvas_says(text: str) -> None:
    article = reading.from_text(text)
    for word, original in shown(paint(article), article):
        assert original.casefold().startswith(word[0].casefold()) or word[0] == original[0].lower()
        assert len(original) >= len(word)
        if len(original) == len(word):
            assert original.casefold() == word.casefold() or original.lower() == word.lower()


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(1, 60))
def test_sections_joined_hold_the_same_words_at_the_same_places(text: str, size: int) -> None:
    article = reading.from_text(text)
    parts = list(sections(article, size))
    whole = join(parts)
    assert whole.text == "".join(part.text for part in parts)
    assert all(part.text[-1].isspace() for part in parts[:-1])
    longest = max(map(len, text.split()), default=0)
    assert "".join(whole.text.split()) == "".join(paint(article).text.split()) or longest >= size or is_repeated(text)
    for word, original in shown(whole, article):
        assert original[0].lower() == word[0].lower() or original.casefold().startswith(word[0].casefold())


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_body_is_a_run_of_stretches_inside_the_text(text: str) -> None:
    article = reading.from_text(text)
    assert article.text is not None
    at = 0
    for start, end in article.body:
        assert at <= start < end <= len(article.text)
        at = end


@pytest.mark.parametrize("run", ["(", "=", "😀", "-", ".", "'", "…", "\u0301", "★", "_"])
def test_runs_of_symbols_are_cut(run: str) -> None:
    text = f"The mill {run * 9_000} was shut {run * 9_000}."
    canvas = paint(Article.of(text))
    assert len(canvas.text) <= len("The mill  was shut .") + 2 * max(MAX_SYMBOLS + 1, MAX_WORD)
    assert "was shut" in canvas.text


@pytest.mark.parametrize("unit", ["(a", "'s", "a.", ":-)", "$1", "1km", "a" * 5, "http://a.b/"])
def test_words_without_end_are_cut(unit: str) -> None:
    canvas = paint(Article.of("The mill " + unit * (15_000 // len(unit)) + " was shut."))
    assert len(canvas.text) <= MAX_WORD + len("The mill  was shut.")
    assert canvas.text.endswith("was shut.")


def is_repeated(text: str) -> bool:
    """Whether a word comes so often that it may come again and again."""
    words = text.split()
    return max(map(words.count, words), default=0) > MAX_REPEATS


@given(st.lists(st.sampled_from(["Home", "|", "May", "1,", "–"]), min_size=1, max_size=4), st.integers(0, 300))
def test_the_same_few_words_again_and_again_are_cut(unit: list[str], times: int) -> None:
    article = Article.of(f"The mill stands idle. {' '.join(unit * times)} It will open in June.")
    canvas = paint(article)
    assert canvas.text.startswith("The mill stands idle.") and canvas.text.endswith("It will open in June.")
    assert len(canvas.text) < 100 + (MAX_REPEATS + 1) * len(" ".join(unit)) or times <= MAX_REPEATS
    assert all(word == original for word, original in shown(canvas, article))


def test_a_sentence_that_is_said_again_is_kept() -> None:
    text = "The mill at Alderford runs on two days a week. " * 20
    assert paint(Article.of(text)).text == text.strip()


WIRE = """ZAIRE COPPER UNIT <GCM> CUTS OUTPUT AT UK PLANT

State mining firm Gecamines has cut
output of refined copper at its Shituru works to 14,000 tonnes
a month, an official in Kinshasa said. The UK works is idle.
    He said a shortage of acid had kept two of the four
tankhouses of the copper unit idle in Zaire.
"""


def test_hard_wrapped_copy_is_unwrapped_and_its_headline_recased() -> None:
    assert is_hard_wrapped(WIRE)
    assert paint(reading.from_text(WIRE)).text.split("\n\n") == [
        "Zaire copper unit <GCM> cuts output at UK plant",
        "State mining firm Gecamines has cut output of refined copper at its Shituru works to 14,000 tonnes a month, "
        "an official in Kinshasa said. The UK works is idle.",
        "He said a shortage of acid had kept two of the four tankhouses of the copper unit idle in Zaire.",
    ]


def test_lines_of_web_text_are_paragraphs() -> None:
    text = "Mill shut\nThe mill by the river was shut on Monday.\nNobody knows for how long, its workers say."
    assert not is_hard_wrapped(text)
    assert paint(reading.from_text(text)).text.count("\n\n") == 2


def test_bullets_stay_apart() -> None:
    text = "The mills of the town ran like this last week:\n- Alder: two days\n- Beech: four days\n- Cedar: not at all"
    assert len(paint(Article.of(text)).text.split("\n\n")) == 4


def test_what_is_left_out_within_a_line_breaks_no_sentence() -> None:
    text = "The [mill](http://a.b) was shut."
    assert paint(Article.of(text, body=[(0, 4), (5, 9), (22, 32)])).text == "The mill was shut."


def test_long_articles_are_read_whole(nlp: object) -> None:
    from factorygap.pipeline import extract

    filler = "The council met on Monday and spoke of roads, of schools and of the price of bread in the valley. "
    story = (
        "The Alder Brook sugar mill runs only {} days a week. The sugar mill made 900 tons in May, its workers "
        "said. The refinery beside the mill has been idle since March and the power plant is shut."
    )
    paragraphs = [story.format("two"), *[filler * 5] * 60, story.format("three")]
    article = Article.of("\n\n".join(paragraphs))
    assert len(list(sections(article))) > 1
    record = extract(article, nlp)  # type: ignore[arg-type]
    texts = " | ".join(level.text for level in record.output_levels)
    assert "two days a week" in texts
    assert "three days a week" in texts
    assert all((article.text or "")[level.start : level.end] == level.text for level in record.output_levels)
