"""A record as tables for people. Every text of an article goes through ``printing`` before Rich sees it."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from factorygap.printing import one_line, visible
from factorygap.records import Article, Claim, Facility, OutputLevel, Product, Record, Voice
from factorygap.wording import level_value, speaker

SIDE_STYLE = {"official": "blue", "ground": "green", "outlet": "dim"}
MIN_WIDTH = 13
"""Characters of a named column: the longest usual words stay whole on a terminal of 80."""
LAYER_STYLE = {
    "facility": "bold green",
    "product": "magenta",
    "actor": "cyan",
    "claim": "italic",
    "level": "bold yellow",
}
VERDICT_STYLE = {"contradicted": "bold red", "consistent": "green", "admitted": "yellow"}
STATUS_STYLE = {
    "halted": "red",
    "near_halt": "red",
    "not_started": "red",
    "reduced": "yellow",
    "normal": "green",
    "increased": "green",
    "started": "green",
    "resumed": "green",
}


def show_record(record: Record, *, evidence: bool = False, console: Console | None = None) -> None:
    """Print a record on standard output; ``evidence`` adds the sentence behind each level and claim."""
    console = console or Console(highlight=False, emoji=False, markup=False)
    console.print(_heading(record.article))
    if not record.article.relevant:
        console.print(_text("Nothing about a production facility's work.", "dim"))
        return
    names = {facility.id: facility.name for facility in record.facilities}
    for table in (
        _facilities(record.facilities, record.products),
        _levels(record, names, evidence),
        _claims(record, names, evidence),
        _actors(record, names),
        _gaps(record, names),
    ):
        if table is not None:
            console.print(table)


def show_article(record: Record, *, console: Console | None = None) -> None:
    """Print the article's text with the words of its records in colour; nothing where the text was not kept."""
    from factorygap.report.highlight import blocks

    console = console or Console(highlight=False, emoji=False, markup=False)
    for block in blocks(record):
        if not block.chrome:
            paragraph = Text()
            for piece in block.pieces:
                paragraph.append(visible(piece.text), " ".join(LAYER_STYLE[mark.layer] for mark in piece.marks))
            console.print(paragraph, end="\n\n")


def _text(value: object, style: str = "") -> Text:
    return Text("" if value is None else one_line(str(value)), style=style)


def _heading(article: Article) -> RenderableType:
    facts = [fact for fact in (article.outlet, article.published, article.byline, article.source) if fact]
    return Panel(Group(_text(article.title or "(no title)", "bold"), _text(" · ".join(facts), "dim")), expand=False)


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=Text(title, style="bold"), title_justify="left", header_style="dim", box=box.SIMPLE_HEAD, expand=False
    )
    for column in columns:
        table.add_column(column, overflow="fold", min_width=MIN_WIDTH if column else None)
    return table


def _facilities(facilities: Sequence[Facility], products: Sequence[Product]) -> Table | None:
    if not facilities and not products:
        return None
    table = _table("Facilities", "facility", "type", "where, whose", "makes")
    for facility in _in_tree_order(facilities):
        made = [product.name for product in products if product.facility == facility.id]
        place = facility.place
        where = [x for x in (place.name, place.admin1, place.country) if x] if place else []
        table.add_row(
            _text(("└ " if facility.part_of else "") + facility.name),
            _text(facility.type.replace("_", " ")),
            _text(", ".join(dict.fromkeys(where)) + (f" · {facility.operator}" if facility.operator else "")),
            _text(", ".join(made)),
        )
    loose = [product.name for product in products if product.facility is None]
    if loose:
        table.add_row(_text("(no one plant)", "dim"), Text(""), Text(""), _text(", ".join(loose)))
    return table


def _in_tree_order(facilities: Sequence[Facility]) -> list[Facility]:
    """Each whole before its parts."""
    ids = {facility.id for facility in facilities}
    wholes = [facility for facility in facilities if facility.part_of not in ids]
    return [x for whole in wholes for x in (whole, *(f for f in facilities if f.part_of == whole.id))]


def _levels(record: Record, names: dict[str, str], evidence: bool) -> Table | None:
    if not record.output_levels:
        return None
    table = _table("Output levels", "", "facility", "in the article's words", "which is", "who says so")
    for level in record.output_levels:
        table.add_row(
            _text(level.id, "dim"),
            _text(_about(level, names)),
            _text(level.text),
            _reading(level),
            _who(level.voice),
        )
        if evidence:
            _add_evidence(table, level.sentence.text, before=2, after=2)
    return table


def _reading(level: OutputLevel) -> Text:
    status = _text((level.status or "").replace("_", " "), STATUS_STYLE.get(level.status or "", ""))
    time = ", ".join(part for part in (level.modality if level.modality != "actual" else "", _when(level)) if part)
    parts = (_text(level_value(level)), status, _text(f"({time})" if time else "", "dim"))
    return Text(" ").join(part for part in parts if part)


def _when(level: OutputLevel) -> str:
    return level.when.text if level.when else ""


def _about(item: OutputLevel | Claim, names: dict[str, str]) -> str:
    also = item.also if isinstance(item, OutputLevel) else []
    return ", ".join(names.get(i, i) for i in (item.facility, *also) if i)


def _who(voice: Voice) -> Text:
    side, name = _text(voice.side, SIDE_STYLE[voice.side]), speaker(voice)
    return Text(": ").join((side, _text(name))) if name else side


def _add_evidence(table: Table, sentence: str, *, before: int, after: int) -> None:
    cells = [Text("")] * before + [_text("“" + sentence + "”", "italic dim")] + [Text("")] * after
    table.add_row(*cells)


def _claims(record: Record, names: dict[str, str], evidence: bool) -> Table | None:
    if not record.claims:
        return None
    table = _table("Claims", "", "topic", "in the article's words", "facility", "who says so")
    sign = {"positive": ("+ ", "green"), "negative": ("− ", "red"), "neutral": ("· ", "dim")}
    for claim in record.claims:
        table.add_row(
            _text(claim.id, "dim"),
            _text(*sign[claim.polarity]) + _text(claim.topic),
            _text(claim.text),
            _text(_about(claim, names)),
            _who(claim.voice),
        )
        if evidence:
            _add_evidence(table, claim.sentence.text, before=2, after=2)
    return table


def _actors(record: Record, names: dict[str, str]) -> Table | None:
    if not record.actors:
        return None
    table = _table("Official actors", "actor", "what", "what they did or said")
    for actor in record.actors:
        actions = [
            action.text + (f" [{names.get(action.facility, action.facility)}]" if action.facility else "")
            for action in actor.actions
        ]
        kind = ", ".join(x for x in (actor.title, actor.category.replace("_", " "), actor.level) if x)
        table.add_row(_text(actor.name), _text(kind), _text("; ".join(actions)))
    return table


def _gaps(record: Record, names: dict[str, str]) -> Table | None:
    if not record.gaps:
        return None
    table = _table("The gap", "on", "officials", "verdict", "on the spot")
    words = {level.id: level.text for level in record.output_levels}
    words |= {claim.id: claim.text for claim in record.claims}
    for gap in record.gaps:
        table.add_row(
            Text("\n").join((_text(gap.topic, "bold"), _text(names.get(gap.facility or "", "(in general)"), "dim"))),
            _quotes(gap.official, words),
            _text(gap.verdict.replace("_", " "), VERDICT_STYLE.get(gap.verdict, "dim")),
            _quotes(gap.ground, words),
        )
    return table


def _quotes(ids: Sequence[str], words: dict[str, str]) -> Text:
    return Text("\n").join(_text(f"{i} {words.get(i, '')}") for i in ids)
