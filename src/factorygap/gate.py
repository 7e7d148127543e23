"""Relevance before the parser runs: does the article speak of a production facility's work at all?"""

from __future__ import annotations

from factorygap.records import Article


def is_open(article: Article) -> bool:
    """Whether the article is worth parsing."""
    return bool(article.text)
