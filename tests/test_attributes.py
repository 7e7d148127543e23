"""The remembering matcher changes the base model's speed, never what its attribute ruler sets."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from factorygap import attributes
from factorygap.pipeline import DEFAULT_MODELS

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
ODD = [
    "",
    " ",
    "Ai n't gonna work; they 're gotta stop , let 's go .",
    "\t\n \u00a0 ÄÖß I’d 've WOULDN'T  \n\n ... !!! 12,000 t 25% 🙂 <b> a@b.c http://x.y/z",
    "to to to and And AND , , ; ( ) [ ] « » -- - — ' \" `` ''",
    "The the THE works work worked working Works",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(DEFAULT_MODELS[-1])


@pytest.fixture(scope="module")
def remembering() -> Language:
    nlp = spacy.load(DEFAULT_MODELS[-1])
    attributes.remember(nlp.get_pipe("attribute_ruler"))
    return nlp


def settings(nlp: Language, text: str) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.norm_) for t in nlp(text)]


@pytest.mark.parametrize("text", [*(path.read_text(encoding="utf-8") for path in SAMPLES), *ODD])
def test_every_token_gets_the_attributes_of_the_plain_ruler(plain: Language, remembering: Language, text: str) -> None:
    for _ in range(2):  # once to remember, once from memory
        assert settings(remembering, text) == settings(plain, text)


def test_our_pipeline_has_it(nlp: Language) -> None:
    assert isinstance(nlp.get_pipe("attribute_ruler").matcher, attributes.RememberingMatcher)


def test_untagged_tokens_are_matched_by_their_words(plain: Language, remembering: Language) -> None:
    def positions(nlp: Language) -> list[str]:
        return [token.pos_ for token in nlp.get_pipe("attribute_ruler")(nlp.make_doc("The mill \n\n runs."))]

    assert positions(remembering) == positions(plain)


def test_patterns_added_later_count_at_once(tmp_path: Path) -> None:
    nlp = spacy.load(DEFAULT_MODELS[-1])
    ruler = nlp.get_pipe("attribute_ruler")
    attributes.remember(ruler)
    assert [token.pos_ for token in nlp("The mill runs.")][1] == "NOUN"
    ruler.add([[{"LOWER": "mill"}]], {"POS": "X"})
    ruler.add([[{"LOWER": "the"}, {"LOWER": "mill"}]], {"POS": "INTJ"}, index=0)
    ruler.add([[{"ORTH": "runs"}]], {"POS": "SYM"})
    nlp.to_disk(tmp_path / "pipeline")
    for each in (nlp, spacy.load(tmp_path / "pipeline")):
        assert [token.pos_ for token in each("The mill runs.")] == ["INTJ", "X", "SYM", "PUNCT"]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, remembering: Language, plain: Language) -> None:
    monkeypatch.setattr(attributes, "_REMEMBERED", 5)
    for _ in range(3):
        assert settings(remembering, ODD[2]) == settings(plain, ODD[2])
    assert len(remembering.get_pipe("attribute_ruler").matcher._seen) < 5 + len(ODD[2].split()) + 10
