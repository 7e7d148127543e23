"""HTML through trafilatura: main text, title, date, outlet and writer; a plain pass over the tags where it gives up."""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING, Any

from factorygap.errors import UnreadableInput
from factorygap.limits import MAX_HTML_DEPTH, MAX_HTML_ELEMENTS, MAX_HTML_TAG
from factorygap.reading import text
from factorygap.reading.decoding import decode, normalise
from factorygap.records import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|svg|noscript|template|iframe)\b(?![^<>]{0,200}ld\+json)[^<>]{0,10000}>.*?(?:</\1\s*>|\Z)",
    re.I | re.S,
)
_LONG_TAG = re.compile(rf"<([a-z][a-z0-9]*)\b[^<>]{{{MAX_HTML_TAG},}}>?", re.I)
_TAG = re.compile(r"</?[a-z!][^<>]*>?", re.I)
_BLOCK_TAG = re.compile(r"</?(?:p|div|h[1-6]|li|tr|br|section|article|blockquote)\b[^<>]*>", re.I)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr br blockquote section article pre dt dd figcaption td th table ul ol".split()
)
_PAGE = frozenset("nav footer aside form button select head script style header figure".split())


def read(data: bytes, source: str) -> Article:
    """The article in an HTML file. Raises UnreadableInput with code no_text, or as decoding.decode does."""
    page, encoding = decode(data, source, html=True)
    page = _DROPPED.sub(" ", page)
    tree = _parse(page)
    found = {} if tree is None else _extracted(tree)
    content = found.get("text") or ("" if tree is None else _plain_text(tree)) or _without_tags(page)
    if not content:
        raise UnreadableInput(f"{source}: no text in this HTML", "no_text")
    title = found.get("title")
    if title and " ".join(title.split()).casefold() not in " ".join(content[:2000].split()).casefold():
        content = f"{title}\n\n{content}"
    return text.article(
        content,
        source,
        encoding=encoding,
        title=title,
        outlet=found.get("sitename"),
        byline=found.get("author"),
        published=found.get("date"),
    )


def plain(markup: str) -> str:
    """The text of a piece of HTML, without choosing among its parts."""
    page = _DROPPED.sub(" ", markup)
    tree = _parse(page)
    return ("" if tree is None else _plain_text(tree)) or _without_tags(page)


def _parse(page: str) -> HtmlElement | None:
    """The tree, or None where libxml2 gives up, as it does on a nesting of 256 and more."""
    from lxml import etree, html

    page = _LONG_TAG.sub(r"<\1>", page).replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return None if any("depth" in error.message for error in parser.error_log) else tree


def _without_tags(page: str) -> str:
    """The text of a page that has no tree."""
    bare = entities.unescape(_TAG.sub(" ", _BLOCK_TAG.sub("\n", page)))
    return normalise("\n\n".join(line for raw in bare.split("\n") if (line := " ".join(raw.split()))))


def _extracted(tree: HtmlElement) -> dict[str, Any]:
    """What trafilatura finds, or nothing where the page is too large or too deep for it."""
    if _is_too_much(tree):
        return {}
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # whatever it stumbles over in someone's page, the plain pass still reads it
        return {}
    found = document.as_dict() if isinstance(document, Document) else {}
    return {key: normalise(value) for key, value in found.items() if isinstance(value, str) and value.strip()}


def _is_too_much(tree: HtmlElement) -> bool:
    depth = count = 0
    stack = [(tree, 1)]
    while stack:
        element, level = stack.pop()
        depth, count = max(depth, level), count + 1 + len(element.attrib)
        if depth > MAX_HTML_DEPTH or count > MAX_HTML_ELEMENTS:
            return True
        stack += [(child, level + 1) for child in element]
    return False


def _plain_text(tree: HtmlElement) -> str:
    """The text of the tree with a line for each block, without menus and forms."""
    from lxml import etree

    pieces: list[str] = []
    skipped = None

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is None and tag in _PAGE:
                skipped = element
            if skipped is None:
                pieces += ["\n" if tag in _BLOCKS else "", element.text or ""]
        else:
            if skipped is element:
                skipped = None
            if skipped is None:
                pieces += ["\n" if tag in _BLOCKS else "", element.tail or ""]
    lines = ("".join(pieces)).split("\n")
    return normalise("\n\n".join(line for raw in lines if (line := " ".join(raw.split()))))
