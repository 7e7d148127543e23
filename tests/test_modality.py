"""Fact, plan, guess or capacity: the words in brackets are a level, the mark is its modality."""

from __future__ import annotations

import marked
import pytest
from spacy.language import Language

from factorygap.pipes.modality import modality_of

SENTENCES = """
The mill [closed]{actual} in May.
The mill has [closed]{actual}.
The mill is [running normally]{actual}.
It produced [300 tons]{actual} in May.
The furnaces have been [cold]{actual} since 2022.
After the [closure]{actual} of the mill they will move away.
Residents will suffer because of the [shutdown]{actual}.
He said the mill had [closed]{actual}.
They used to make [300 tons]{actual} a month.
The fire forced it to [close]{actual}.
Workers continued to [produce]{actual} steel.
The mill managed to [restart]{actual}.
The mill has yet to [start production]{actual}.
The idled furnaces, [cold]{actual} for years, will be scrapped.
The plant at Ono, [dark]{actual} since the earthquake, will resume work in April.
There are fears that the yard will [close]{hypothetical}.
Without the order the yard would [close]{hypothetical}.
The mill will [close]{planned} in May.
The mill is to [close]{planned}.
The mill is due to [restart]{planned} on Monday.
The company plans to [raise output]{planned}.
The company said it would [close]{planned} the mill.
The mill was ordered to [close]{planned}.
Workers were urged to [normalise production]{planned}.
The aim is to produce [300 tons]{planned} a day.
They need coal to [restart]{planned} the kiln.
The planned [closure]{planned} was put off.
A [restart]{planned} is expected in May.
The plant is set to make [40 cars]{planned} an hour.
The plan calls for [300 tons]{planned} of soap.
It set a target of [300 tons]{planned} a month.
The mill must [produce]{planned} more.
Let us [increase production]{planned}!
Increase [coal output]{planned}!
The mill [closes]{planned} next month.
They will stay until the mill [closes]{planned}.
There are [no plans to close]{hypothetical} the mill.
The owner has [no intention of closing]{hypothetical} the mill.
The mill is [not expected to reopen]{planned} before June.
The unit is [not due to return]{planned} until July.
The mill could [close]{hypothetical}.
The mill may [close]{hypothetical}.
If the mill [closes]{hypothetical}, the town will die.
The mill will [close]{hypothetical} if prices fall.
The mill would [close]{hypothetical} if prices fell.
The owner threatened to [close]{hypothetical} the mill.
The company is considering [closing]{hypothetical} the mill.
Analysts expect output to [fall]{hypothetical}.
Traders said production might [drop]{hypothetical}.
The company denied that the mill had [closed]{hypothetical}.
It is not true that the mill is [idle]{hypothetical}.
The minister dismissed reports that output had [fallen]{hypothetical}.
The threat of [closure]{hypothetical} hangs over the mill.
Unless ore arrives, the furnace will be [shut down]{hypothetical}.
The mill can make [300 tons]{capacity} a day.
The mill is able to make [300 tons]{capacity} a day.
The mill is capable of making [300 tons]{capacity} a day.
The mill was designed to make [300 tons]{capacity} a day.
The mill has a capacity of [300 tons]{capacity} a day.
""".strip().splitlines()


@pytest.mark.parametrize("line", SENTENCES)
def test_modality(nlp: Language, line: str) -> None:
    sentence = marked.read(line)
    doc = marked.parse(nlp, sentence, published="2024-05-06")
    ((start, end, words),) = sentence.spans
    span = doc.char_span(start, end)
    assert (modality_of(doc, span.start, span.end),) == words
