"""The report of 5,000 articles in a headless Chromium: size, seconds to open, seconds to filter.

python benchmarks/report_page.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from test_report import many

from factorygap.report import corpus_page

ARTICLES = 5000


def main() -> None:
    start = time.perf_counter()
    html = corpus_page(many(ARTICLES))
    print(f"{ARTICLES} articles: page of {len(html.encode()) / 1e6:.1f} MB made in {time.perf_counter() - start:.1f} s")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_selector("#gaps .gap")
        print(f"opens in {time.perf_counter() - start:.2f} s")
        start = time.perf_counter()
        page.fill("[name=text]", "plant77")
        page.wait_for_selector("#count:not(:has-text('900 facilities'))")
        print(f"filters in {time.perf_counter() - start:.2f} s")
        browser.close()


if __name__ == "__main__":
    main()
