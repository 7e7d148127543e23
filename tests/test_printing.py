"""Nothing printed can drive a terminal, and JSON keeps its value."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factorygap.printing import json_safe, one_line, visible
from factorygap.store.csv_tables import safe

any_text = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – text’s", "plain – text’s"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x1b]8;;http://x\x07link", "\\x1b]8;;http://x\\x07link"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202edcba", "abc\\u202edcba"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("two\nlines\tand tabs", "two\nlines\tand tabs"),
        ("return\r", "return\\x0d"),
    ],
)
def test_unsafe_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(any_text)
def test_no_control_character_is_left(text: str) -> None:
    printed = one_line(text)
    assert not [c for c in printed if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in printed if unicodedata.bidirectional(c) in ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI")]


@given(any_text)
def test_json_keeps_its_value(text: str) -> None:
    dumped = json.dumps(text, ensure_ascii=False)
    assert json.loads(json_safe(dumped)) == text
    assert not [c for c in json_safe(dumped) if unicodedata.category(c) in ("Cc", "Cs")]


@given(st.sampled_from(["", "=", "\t+", " -", "\u200b@", "\r=", "\uff1d"]), any_text)
def test_no_cell_of_a_table_computes_or_drives(start: str, text: str) -> None:
    cell = safe(start + text)
    assert visible(cell) == cell
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert cell[:1] not in ("\t", "\r", "\n")
    assert cell in (visible(start + text), "'" + visible(start + text))
