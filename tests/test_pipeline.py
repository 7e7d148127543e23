"""The components behave as spaCy's own: in anyone's pipeline, in batches, in processes, to disk and back."""

import json
import pickle
import subprocess
import sys

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import factorygap
from factorygap import labels
from factorygap.pipeline import COMPONENTS, DEFAULT_MODELS, extract, extract_many, load
from factorygap.records import Article

TEXTS = [
    "The Elmfield dye works runs two days a week, workers say. The company said output had doubled.",
    "The council met on Tuesday.",
    "Production at the Harrow paper mill fell by a third. “We will restart in May,” a spokesman said.",
    "",
]


def layers(doc: Doc) -> str:
    """All layers as JSON: msgpack, in which a DocBin keeps them, makes tuples of lists."""
    return json.dumps({name: doc._.get(name) for name in labels.LAYERS})


def spans(doc: Doc) -> dict[str, list[tuple[int, int, str, str]]]:
    return {name: [(s.start, s.end, s.label_, s.id_) for s in doc.spans[name]] for name in labels.LAYERS}


def test_one_component_does_it_all_in_anyones_pipeline(nlp: Language) -> None:
    own = spacy.load(DEFAULT_MODELS[-1])
    own.add_pipe("factorygap")
    doc = own(TEXTS[0])
    assert [span.text for span in doc.spans["output_levels"]][:1] == ["two days a week"]
    assert layers(doc) == layers(nlp(TEXTS[0]))


def test_components_say_what_they_need_and_give(nlp: Language) -> None:
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in nlp.pipe_names}
    for name in COMPONENTS:
        assert nlp.get_pipe_meta(name).assigns


def test_batches_give_what_single_calls_give(nlp: Language) -> None:
    assert [layers(doc) for doc in nlp.pipe(TEXTS, batch_size=2)] == [layers(nlp(text)) for text in TEXTS]


def test_a_docbin_keeps_all_layers(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    restored = next(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab))
    assert layers(restored) == layers(doc)
    assert spans(restored) == spans(doc)


def test_a_pickle_keeps_all_layers(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    restored = pickle.loads(pickle.dumps(doc))
    assert layers(restored) == layers(doc)
    assert spans(restored) == spans(doc)


def test_a_pipeline_goes_to_disk_and_back(nlp: Language, tmp_path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    restored = spacy.load(tmp_path / "pipeline")
    assert layers(restored(TEXTS[0])) == layers(nlp(TEXTS[0]))


def test_processes_give_what_one_gives(nlp: Language) -> None:
    assert [layers(doc) for doc in nlp.pipe(TEXTS * 2, n_process=2)] == [layers(nlp(text)) for text in TEXTS * 2]


def test_many_records_come_in_order_with_the_irrelevant_among_them(nlp: Language) -> None:
    records = list(extract_many(TEXTS * 3, nlp, batch_size=5))
    assert records == [extract(text, nlp) for text in TEXTS * 3]
    assert [record.article.text for record in records] == TEXTS * 3


def test_many_records_are_made_as_they_are_asked_for(nlp: Language) -> None:
    taken = []

    def texts():
        for text in TEXTS * 10:
            taken.append(text)
            yield text

    next(extract_many(texts(), nlp, batch_size=2))
    assert len(taken) <= 4


def test_the_public_face_needs_no_spacy_until_it_is_used() -> None:
    code = "import sys, factorygap; assert 'spacy' not in sys.modules; factorygap.load; assert 'spacy' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError):
        _ = factorygap.nothing


def test_an_irrelevant_article_is_not_parsed() -> None:
    bare = spacy.blank("en")  # has nothing that could parse
    record = extract("The choir sang three encores and the hall was full.", bare)
    assert record.article.relevant is False


def test_words_of_ones_own_are_read(tmp_path) -> None:
    (tmp_path / "levels_status.toml").write_text(
        '[[entry]]\nid = "own"\nphrases = ["snore along"]\nstatus = "reduced"\n', encoding="utf-8"
    )
    own = load(lexicon=tmp_path)
    text = "The Harrow paper mill was snoring along in March, workers say."
    assert not [level for level in extract(text, load()).output_levels if "snoring" in level.text]
    assert [level.status for level in extract(text, own).output_levels] == ["reduced"]


def test_an_article_with_chrome_yields_nothing_of_it(nlp: Language) -> None:
    text = "The Elmfield textile mill runs two days a week.\n\nRelated: Harrow paper mill halts output"
    article = Article.of(text, body=[(0, text.index("\n"))])
    assert [facility.name for facility in extract(article, nlp).facilities] == ["Elmfield textile mill"]
