"""What is kept for the Doc in hand is never another Doc's, nor older than the layers it is read from."""

from spacy.attrs import LOWER, ORTH, POS
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels
from factorygap.per_doc import per_doc, positions
from factorygap.phrases import Phrases


def test_a_value_is_made_once_for_a_doc_and_anew_for_another(nlp: Language) -> None:
    made: list[str] = []

    @per_doc(labels.FACILITIES)
    def words(doc: Doc) -> int:
        made.append(doc.text)
        return len(doc)

    one, other = nlp.make_doc("The mill runs."), nlp.make_doc("It stopped.")
    assert [words(one), words(one), words(other), words(one)] == [4, 4, 3, 4]
    assert made == ["The mill runs.", "It stopped.", "The mill runs."]


def test_a_layer_stored_anew_and_a_doc_cut_anew_make_it_old(nlp: Language) -> None:
    @per_doc(labels.FACILITIES)
    def found(doc: Doc) -> tuple[int, int]:
        return len(doc), len(doc._.get(labels.FACILITIES) or ())

    doc = nlp.make_doc("The mill runs.")
    assert found(doc) == (4, 0)
    doc._.set(labels.FACILITIES, [{"id": "f1"}])
    assert found(doc) == (4, 1)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:2])
    assert found(doc) == (3, 1)


def test_positions_are_those_of_the_words(nlp: Language) -> None:
    doc = nlp("The mill runs, the other mill stands.")
    strings = nlp.vocab.strings
    assert positions(doc, LOWER)[strings["mill"]] == [1, 6]
    assert positions(doc, LOWER)[strings["the"]] == [0, 4]
    assert positions(doc, ORTH)[strings["the"]] == [4]


def test_positions_of_what_components_set_are_read_again(nlp: Language) -> None:
    doc = nlp.make_doc("The mill runs.")
    assert list(positions(doc, POS)) == [0]
    doc[1].pos_ = "NOUN"
    assert positions(doc, POS)[doc[1].pos] == [1]


def test_phrases_are_found_by_the_sentences_a_doc_has_now(nlp: Language) -> None:
    phrases = Phrases([("runs the mill", "x")])
    doc = nlp.make_doc("It runs the mill")
    assert [span.text for span, _ in phrases.find(doc)] == ["runs the mill"]
    for token in doc:
        token.is_sent_start = token.i in (0, 3)
    assert phrases.find(doc) == []
