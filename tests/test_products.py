"""Products: what is made, under which name, and which facility makes it."""

from __future__ import annotations

import marked
import pytest
from spacy.language import Language
from spacy.tokens import Doc

SENTENCES = marked.lines("products.txt")


def _expected(sentence: marked.Marked) -> list[tuple[str, str, str]]:
    """(text, facility, role) of the marked goods."""
    return [
        (sentence.text[start:end], words[1], "planned" if "planned" in words else "made")
        for start, end, words in sentence.spans
        if words[0] == "product"
    ]


def _found(doc: Doc) -> list[tuple[str, str, str]]:
    """The same for the goods found, without those that only a facility's noun names ("shoe factory")."""
    inside = {i for f in doc._.facilities for m in f["mentions"] for i in range(m["start"], m["end"])}
    return [
        (doc[m["start"] : m["end"]].text, str(item["facility"]), item["role"])
        for item in doc._.products
        for m in item["mentions"]
        if m["start"] not in inside
    ]


@pytest.mark.parametrize("line", SENTENCES)
def test_goods_links_and_roles(nlp: Language, line: str) -> None:
    sentence = marked.read(line)
    assert sorted(_found(nlp(sentence.text))) == sorted(_expected(sentence))


@pytest.mark.parametrize(
    "line",
    [
        "The [Alton mill]{f1} makes [soap]{product None}.",
        "The [Alton mill]{f1} makes [soap]{product f1 planned}.",
        "The [Alton mill]{f1} makes soap.",
    ],
)
def test_a_wrong_mark_fails(nlp: Language, line: str) -> None:
    sentence = marked.read(line)
    assert sorted(_found(nlp(sentence.text))) != sorted(_expected(sentence))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Ravno mill makes high-quality woollen cloth.", ["woollen cloth"]),
        ("The Ravno mill produced 3,000 pairs of children's shoes.", ["shoes"]),
        ("The Ravno plant makes various kinds of machine tools.", ["machine tools"]),
        ("The Ravno plant makes soda ash and calcium carbide.", ["soda ash", "calcium carbide"]),
        ("The Ravno plant makes fibres. Fibre is scarce. The plant produces fibre.", ["fibres"]),
        ("The Ravno plant makes urea fertilizer. Output of fertilizer fell.", ["urea fertilizer"]),
        ("The Ravno sugar mill was closed.", ["sugar"]),
        ("The Ravno lead-zinc mine was closed.", ["lead", "zinc"]),
        ("The soap and candle lines of the Ravno factory stopped.", ["soap", "candle"]),
        ("The Ravno power plant was closed.", []),
        ("The Ravno plant's custom-built equipment production fell.", ["custom-built equipment"]),
    ],
)
def test_names(nlp: Language, text: str, names: list[str]) -> None:
    assert [item["name"] for item in nlp(text)._.products] == names


@pytest.mark.parametrize(
    ("text", "facility"),
    [
        ("The Ravno and Olenya mills make soap.", None),
        ("The Ravno mill has closed. Many other mills make soap.", None),
        ("The Ravno mill has reopened. It makes rubber boots.", "f1"),
        ("The Ravno mill has reopened. The weaving shed at the mill makes cloth.", "f2"),
        ("The province is turning the Ravno works into a base for producing tiles.", "f1"),
    ],
)
def test_whose_goods(nlp: Language, text: str, facility: str | None) -> None:
    assert [item["facility"] for item in nlp(text)._.products] == [facility]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "The brewery in Leeds bottles lager and cider.",
            ["lager", "cider"],
            marks=pytest.mark.xfail(reason="the tagger takes the verb for a noun"),
        ),
        pytest.param(
            "The Ravno and Olenya works renewed their best level in felt and twine, respectively.",
            ["felt", "twine"],
            marks=pytest.mark.xfail(reason="goods that no verb or noun of making governs, outside the word list"),
        ),
    ],
)
def test_known_failures(nlp: Language, text: str, names: list[str]) -> None:
    assert [item["name"] for item in nlp(text)._.products] == names
