"""The caps and deadlines, each once, with its reason. Users set two of them: ``--max-bytes`` and ``--max-seconds``."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 10_000_000
"""Largest input, in bytes: several times a long novel or the heaviest news page; what is larger is no article."""

MAX_SECONDS = 30.0
"""Longest time for one article: some 800 kB of prose at the base model's speed on a slow core."""

FASTEST = 60_000
"""Characters a second that the pipeline reads on no machine we know. A text that would need more time than it may have
even so is refused at once, rather than after that time."""

MAX_MEMORY = 1_500_000_000
"""Memory of the whole process tree, in bytes."""

LEAST_MEMORY = 700_000_000
"""Bytes of data that a process that reads articles may always use: the model, and room for one long article."""

MAX_SECTION = 20_000
"""Characters that the parser reads at once. Its memory grows with the text: 1 MB of prose in one piece takes over 1 GB.
Twenty thousand characters are ten news articles, so an ordinary article is always one section."""

MAX_WORD = 100
"""Longest run without white space that is kept whole, in characters; no word of a news text is longer."""

MAX_SYMBOLS = 4
"""Longest run of symbols that is kept: an ellipsis and a quotation mark. The tokenizer's time grows with the square."""

MAX_SENTENCE = 300
"""Tokens without the end of a sentence after which one begins all the same, as in tables and lists; the longest
sentence of news prose has some 150. What looks through a sentence for each of its words takes the square of its length.
"""

MAX_REPEATS = 8
"""Times that the same few words are kept where they come again and again, as in a menu that was torn into one line: no
sentence does so, and the parser and every list of measures would take them one by one."""

REPEATED_WORDS = 4
"""Most words that are looked for again and again."""

MAX_LINES = 20_000
"""Lines up to which a page is searched for its article, within a second; a text of more is no page but all article."""

MAX_CHROME = 1_000
"""Characters up to which a line can be page chrome; longer ones are prose, whatever expressions would find in them."""

MAX_HTML_DEPTH = 200
"""Nesting that trafilatura still reads; past some 250 it gives nothing."""

MAX_HTML_ELEMENTS = 50_000
"""Elements and attributes that trafilatura reads in a few seconds; larger pages are read in one plain pass."""

MAX_HTML_TAG = 2_000
"""Characters in one tag. libxml2 compares each attribute with all before it: 80,000 of them take most of a minute."""


@dataclass(frozen=True)
class Limits:
    """What one article may take: ``max_bytes`` of input, ``max_seconds`` of time."""

    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS


DEFAULT = Limits()
