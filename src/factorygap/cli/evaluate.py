"""``factorygap evaluate``: how well the extractor reads annotated articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factorygap.cli import options, rows

if TYPE_CHECKING:
    from factorygap.evaluation import Scores

EXAMPLES = """\
[bold]Examples[/bold]

factorygap evaluate evaluation/tuning/gold

factorygap evaluate my-gold/ --texts my-articles/ --errors | grep missed
"""


def command(
    gold: Annotated[
        Path, typer.Argument(help="Folder of annotations, NAME.json an article.", exists=True, file_okay=False)
    ],
    texts: Annotated[
        Path | None,
        typer.Option(help="Folder of the articles, NAME.* each. Default: texts beside the annotations, else one up."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every miss, false alarm and wrong attribute.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Scores as JSON.")] = False,
    model: options.Model = None,
    lexicon: options.Lexicon = None,
    quiet: options.Quiet = False,
) -> None:
    """Score the extractor against annotated articles, layer by layer."""
    from factorygap import evaluation
    from factorygap.cli.progress import track
    from factorygap.errors import UnreadableInput
    from factorygap.pipeline import extract, load
    from factorygap.reading import read

    truth = evaluation.read_gold(gold)
    if not truth:
        raise UnreadableInput(f"{gold}: no annotations (*.json) in it")
    articles = _articles(texts or _beside(gold), truth)
    nlp = load(model, lexicon=lexicon)
    records = {
        name: extract(read(str(path)), nlp).model_dump(by_alias=True)
        for name, path in track(list(articles.items()), quiet=quiet)
    }
    scores = evaluation.score(records, truth)
    if errors:
        rows.print_tabbed(error.split("\t") for error in scores.errors)
    _print(scores, as_json=json_)


def _beside(gold: Path) -> Path:
    return gold.parent / "texts" if (gold.parent / "texts").is_dir() else gold.parent


def _articles(folder: Path, truth: Iterable[str]) -> dict[str, Path]:
    from factorygap.errors import UnreadableInput

    found = {}
    for name in truth:
        paths = sorted(path for path in folder.glob(f"{name}.*") if path.is_file())
        if not paths:
            raise UnreadableInput(f"{folder}: no article {name}.* for the annotation {name}.json")
        found[name] = paths[0]
    return found


def _print(scores: Scores, *, as_json: bool) -> None:
    if as_json:
        import json

        rates = {layer: round(scores.f1(layer), 4) for layer in scores.layers}
        rates |= {attribute: round(scores.accuracy(attribute), 4) for attribute in scores.attributes}
        print(json.dumps({"scores": rates, "irrelevant": scores.irrelevant, "invented": dict(scores.invented)}))
        return
    print(f"{'layer':20}{'precision':>10}{'recall':>8}{'F1':>7}  hits/false/missed")
    for layer, (hits, false, missed) in scores.layers.items():
        precision = hits / (hits + false) if hits else 0.0
        recall = hits / (hits + missed) if hits else 0.0
        print(f"{layer:20}{precision:10.3f}{recall:8.3f}{scores.f1(layer):7.3f}  {hits}/{false}/{missed}")
    for attribute, (right, total) in scores.attributes.items():
        print(f"{attribute:20}{scores.accuracy(attribute):25.3f}  {right}/{total}")
    if scores.irrelevant:
        invented = ", ".join(f"{count} {layer}" for layer, count in scores.invented.items()) or "nothing"
        print(f"irrelevant articles: {scores.irrelevant}, invented in them: {invented}")
