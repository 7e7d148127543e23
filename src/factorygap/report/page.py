"""Templates to one self-contained page that runs nothing but our own script.

Articles are escaped by Jinja's autoescape; the content security policy allows our style and script by hash only,
so that even a hole in the escaping could run nothing and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from factorygap.printing import json_safe, visible

HERE = Path(__file__).parent


def render(template: str, scripts: tuple[str, ...], **values: Any) -> str:
    """The page of ``templates/<template>`` with the style sheet and ``static/<scripts>`` inside."""
    style = _static("style.css")
    script = "\n".join(_static(name) for name in scripts)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'self'"
    )
    page: str = _environment().get_template(template).render(style=style, script=script, policy=policy, **values)
    return page


def data_block(value: Any) -> str:
    """JSON to stand inside a ``<script type="application/json">``: nothing in it can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return json_safe(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    return environment


@cache
def _static(name: str) -> str:
    return (HERE / "static" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
