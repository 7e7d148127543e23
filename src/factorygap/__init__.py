"""FactoryGap reads news articles and tabulates factories: what they make, how much they run, who says so."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["Article", "Record", "extract", "extract_many", "load"]

_HOME = {
    "load": "pipeline",
    "extract": "pipeline",
    "extract_many": "pipeline",
    "Record": "records",
    "Article": "records",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
