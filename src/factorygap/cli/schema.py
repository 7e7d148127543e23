"""``factorygap schema``: the JSON Schema of a record."""

from __future__ import annotations

EXAMPLES = "[bold]Example[/bold]\n\nfactorygap schema > factorygap-1.schema.json"


def command() -> None:
    """Print the JSON Schema of a record (factorygap/1)."""
    import json

    from factorygap.records import json_schema

    print(json.dumps(json_schema(), indent=2))
