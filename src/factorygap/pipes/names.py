"""Runs of capitalised tokens that make one name. Pure functions over tokens."""

from __future__ import annotations

from spacy.tokens import Doc, Token

PARTICLES = frozenset(
    ["de", "du", "des", "di", "della", "del", "da", "do", "dos", "la", "le", "van", "von", "der", "den", "al", "el",
     "bin", "ibn", "ben", "of", "&", "y", "e"]
)  # fmt: skip
HONORIFICS = frozenset(
    ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "comrade", "engineer", "prof.", "professor"]
)


def is_name_word(token: Token) -> bool:
    """Capitalised and no ordinary word that merely opens a sentence."""
    if not token.text[:1].isupper() or token.lower_ in HONORIFICS:
        return False
    if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"):
        return False
    return token.pos_ == "PROPN" or (token.pos_ in ("NOUN", "ADJ", "X", "VERB", "ADP") and not token.is_sent_start)


def run_right(doc: Doc, start: int, limit: int = 6) -> int:
    """Where the name that begins at ``start`` ends (exclusive); ``start`` itself if no name begins there."""
    end = start
    while end < len(doc) and end - start < limit + 2:
        token = doc[end]
        if is_name_word(token) and token.pos_ in ("PROPN", "X", "NOUN", "ADJ"):
            end += 1
        elif (
            end > start
            and token.text == "-"
            and end + 1 < len(doc)
            and not token.whitespace_
            and not doc[end - 1].whitespace_
        ):
            end += 2
        elif end > start and token.lower_ in ("al", "el") and end + 2 < len(doc) and doc[end + 1].text == "-":
            end += 3
        elif (
            end > start
            and token.lower_ in PARTICLES - {"of", "&"}
            and token.is_lower
            and end + 1 < len(doc)
            and is_name_word(doc[end + 1])
        ):
            end += 1
        else:
            break
    return end


def run_left(doc: Doc, last: int, limit: int = 6) -> int:
    """Where the name that ends with token ``last`` begins; ``last + 1`` if that is no name word."""
    start = last + 1
    floor = doc[last].sent.start
    while start > floor and last + 1 - start < limit + 2:
        token = doc[start - 1]
        if is_name_word(token):
            start -= 1
        elif (
            start <= last
            and token.text == "-"
            and start - 2 >= floor
            and not token.whitespace_
            and doc[start - 2].text[:1].isupper()
        ) or (
            start <= last
            and ((token.lower_ in PARTICLES and token.lower_ != "of") or token.text == "&")
            and start - 2 >= floor
            and is_name_word(doc[start - 2])
        ):
            start -= 2
        elif (
            token.is_alpha
            and start == last + 1
            and token.is_lower
            and start - 3 >= floor
            and doc[start - 2].text == "-"
            and not doc[start - 2].whitespace_
        ):
            start -= 3
        else:
            break
    return start
