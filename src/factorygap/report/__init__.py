"""HTML pages from records: one self-contained file each, that opens offline and runs nothing from an article."""

from factorygap.report.article import article_page

__all__ = ["article_page"]
