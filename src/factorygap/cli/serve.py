"""``factorygap serve``: the report over a live store, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = "[bold]Example[/bold]\n\nfactorygap serve plants.sqlite --port 8080"


def command(
    source: Annotated[Path, typer.Argument(help="A store.", metavar="STORE")],
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.", min=0, max=65535)] = 8765,
) -> None:
    """Serve the report of a store with search on 127.0.0.1 until interrupted (needs factorygap\\[serve])."""
    from wsgiref.simple_server import make_server

    from factorygap import store
    from factorygap.cli.progress import complain
    from factorygap.errors import FactoryGapError

    try:
        from factorygap.report.server import HOST, application

        app = application(source)
    except ModuleNotFoundError as error:
        raise FactoryGapError(f"serve needs {error.name}: pip install 'factorygap[serve]'") from error
    next(iter(store.read(source)), None)
    with make_server(HOST, port, app) as server:
        complain(f"http://{HOST}:{server.server_port}/ shows {source}; Ctrl+C stops")
        server.serve_forever()
