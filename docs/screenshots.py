"""Makes the pictures of the README with a headless Chromium: python docs/screenshots.py"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from factorygap.pipeline import extract_many, load
from factorygap.reading import read
from factorygap.report import article_page, corpus_page

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
ARTICLES = sorted(
    path
    for folder in ("samples", "evaluation/tuning/texts")
    for path in (ROOT / folder).iterdir()
    if path.is_file() and path.name != "README.md"
)


def main() -> None:
    records = list(extract_many(map(read, map(str, ARTICLES)), load()))
    shown = next(record for record in records if record.article.source.endswith("county-factory.txt"))
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 1500})
        for name, html in (("article", article_page(shown)), ("corpus", corpus_page(records))):
            file = Path(folder) / f"{name}.html"
            file.write_text(html, encoding="utf-8")
            page.goto(file.as_uri())
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
