"""Reading a noun phrase around its head by tokens: where it begins, its determiner, owner, numbers and place.

The parser is asked only about single words, since it often misreads names ("Pyongyang Electric Cable General Factory").
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from factorygap.pipes.facility_heads import HYPHENS
from factorygap.places import region

Range = tuple[int, int]

POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
POSSESSIVE_PRONOUNS = frozenset(["its", "their", "his", "her", "our", "my", "your", "whose"])
OWNED = frozenset([*POSSESSIVE_PRONOUNS, "'s"])
DEFINITE = frozenset(["the", "this", "that", "these", "those", "both", "'s"]) | POSSESSIVE_PRONOUNS
INDEFINITE = frozenset(["a", "an", "another", "one", "any", "no", "each", "every", "some"])
COLLECTIVE = frozenset(
    ["many", "several", "some", "most", "all", "other", "more", "various", "few", "numerous", "such", "any", "certain",
     "dozen", "dozens", "hundreds", "thousands", "countless", "individual", "different"]
)  # fmt: skip
NUMBER_SIGNS = frozenset(["no", "no.", "nos", "nos.", "number", "nr", "#", "unit"])
NUMBER = re.compile(
    r"\d{1,4}[A-Za-z]?|[A-Z]\d{1,2}|[IVX]{1,4}|[A-H]|one|two|three|four|five|six|seven|eight|nine|ten", re.I
)
ORDINALS = {
    w: str(n) for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
NUMBER_WORDS = {w: str(n) for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
INNER = frozenset(["compound", "nmod", "amod", "poss"])
INNER_OWNERS = frozenset(
    ["women", "children", "soldiers", "workers", "men", "people", "veterans", "students", "ladies", "miners"]
)


def left_edge(doc: Doc, first: int, head: int, lowest: int) -> int:
    """Where the noun phrase that ends in ``doc[head]`` begins, its determiner and owner left out."""
    i = first
    while i > lowest:
        if _belongs(doc, i - 1, head):
            i -= 1
            continue
        jump = _jump(doc, i, head, lowest)
        if jump is None:
            break
        i = jump
    while i < first and (doc[i].is_punct or doc[i].lower_ in ("and", "or")):
        i += 1
    return i


def _belongs(doc: Doc, i: int, head: int) -> bool:
    """Whether the token is a plain part of the phrase: an adjective, noun, number, hyphen before its head."""
    token = doc[i]
    if token.text in HYPHENS:
        return not token.whitespace_ and i > 0 and not doc[i - 1].whitespace_
    if token.text in ("/", "&") or token.lower_ in NUMBER_SIGNS:
        return True
    if token.text == ".":
        return i > 0 and doc[i - 1].lower_ in NUMBER_SIGNS
    if _is_determiner(token) or token.is_space:
        return False
    begins = token.text[0].isupper() or (token.like_num and i > 0 and doc[i - 1].text[0].isupper())
    named = begins and (doc[i + 1].text[0].isupper() or doc[i + 1].like_num) and doc[head].text[0].isupper()
    if token.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") and not named:
        return token.pos_ == "ADJ" and token.head.i <= head and token.lower_ not in COLLECTIVE
    if token.pos_ == "PROPN" or (token.pos_ == "PRON" and token.text[0].isupper()):
        return True
    if token.like_num:
        return named or token.head.i <= head or (i > 0 and doc[i - 1].lower_ in NUMBER_SIGNS)
    if token.pos_ in ("NOUN", "ADJ", "X", "ADV") or token.tag_ in ("VBN", "VBG"):
        inner = i < token.head.i and (token.head.i <= head or token.dep_ in INNER)
        return named or inner or (token.dep_ == "conj" and token.head.i < i and token.pos_ != "ADV")
    return False


def _is_determiner(token: Token) -> bool:
    """Not the "My" of "Phu My"."""
    known = token.lower_ in DEFINITE or (token.lower_ in INDEFINITE and token.lower_ != "one")
    return known and (token.is_sent_start or token.text[0].islower() or token.lower_ not in POSSESSIVE_PRONOUNS)


def _jump(doc: Doc, i: int, head: int, lowest: int) -> int | None:
    """Past "and", a comma, "of" or an inner possessive to more words of the phrase; None where it begins."""
    if i - 2 < lowest:
        return None
    joint, before, after = doc[i - 1], doc[i - 2], doc[i]
    if joint.lower_ in ("and", "or") and before.text == "," and i - 3 >= lowest:
        before = doc[i - 3]
    capital = before.text[0].isupper() and before.pos_ in ("PROPN", "NOUN", "ADJ")
    if joint.lower_ in ("and", "or"):
        if before.like_num and (after.like_num or after.lower_ in NUMBER_SIGNS):
            return before.i + 1
        linked = before.head.i > before.i and before.head.i <= head and not before.is_punct
        listed = capital and (after.text[0].isupper() or after.lower_ == "other")
        return before.i + 1 if linked or listed else None
    if joint.text == ",":
        in_list = any(t.lower_ in ("and", "or") for t in doc[i:head])
        state = region(after.text) is not None or region(before.text) is not None
        linked = in_list and before.pos_ in ("NOUN", "ADJ") and before.head.i > i and before.head.i <= head
        return i - 1 if (capital and (in_list or state)) or linked else None
    if joint.text in POSSESSIVE and joint.tag_ == "POS" and doc[head].text[0].isupper() and after.text[0].isupper():
        return i - 2 if before.lower_ in INNER_OWNERS else None
    if joint.lower_ == "of" and before.pos_ == "PROPN" and after.pos_ == "PROPN" and doc[head].text[0].islower():
        return i - 1
    return None


def determiner(doc: Doc, left: int) -> tuple[str | None, Range | None]:
    """The determiner before ``doc[left]`` in lower case, ``"'s"`` for an owner, and the owner's range."""
    i = left - 1
    while i >= 0 and doc[i].lower_ in COLLECTIVE and doc[i].lower_ not in INDEFINITE:
        i -= 1
    if i < 0:
        return None, None
    token = doc[i]
    if token.text in POSSESSIVE and i > 0 and token.tag_ == "POS":
        return "'s", _owner(doc, i)
    if token.lower_ in DEFINITE or token.lower_ in INDEFINITE:
        return token.lower_, None
    return None, None


def _owner(doc: Doc, end: int) -> Range:
    start = end
    lowest = doc[end].sent.start
    while start > lowest:
        token = doc[start - 1]
        name = token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM") or token.text in HYPHENS or token.text in ("&", "/")
        joint = token.lower_ in ("of", "de", "and") and start - 2 >= lowest and token.ent_iob_ == "I"
        if not (name or joint):
            break
        start -= 1
    return start, end


def numbers_after(doc: Doc, last: int) -> tuple[int, list[str]]:
    """Where the phrase ends, and the numbers behind its head: "Unit 1", "shops Nos. 1 and 2", "Plant-II"."""
    i = last
    close = i < len(doc) and doc[i].text in HYPHENS and not doc[i - 1].whitespace_
    if close:
        i += 1
    signed = i < len(doc) and doc[i].lower_ in NUMBER_SIGNS
    if signed:
        i += 1
        i += i < len(doc) and doc[i].text == "."
    sure = signed or close
    if i >= len(doc) or not _is_number(doc, i, doc[last - 1], sure):
        return last, []
    numbers = [doc[i].text]
    i += 1
    while i + 1 < len(doc) and doc[i].lower_ in ("and", ",", "&"):
        after = i + 1
        if signed and doc[after].lower_ in NUMBER_SIGNS:  # "No. 6 and No. 7"
            after += 1
            after += after < len(doc) and doc[after].text == "."
        if after >= len(doc) or not _is_number(doc, after, doc[last - 1], sure):
            break
        numbers.append(doc[after].text)
        i = after + 1
    return i, [NUMBER_WORDS.get(n.lower(), n.upper()) for n in numbers]


def _is_number(doc: Doc, i: int, head: Token, sure: bool) -> bool:
    token = doc[i]
    if not NUMBER.fullmatch(token.text) or token.ent_type_ in ("MONEY", "PERCENT"):
        return False
    year = len(token.text) == 4 and token.text[:2] in ("18", "19", "20")
    if not sure and (year or (token.text.isalpha() and not (head.text[0].isupper() and token.text[0].isupper()))):
        return False
    if not sure and (token.text == "I" or token.text == "A"):
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is not None and not sure:
        counts = after.tag_ == "NNS" and head.text.islower()
        return after.lower_ not in ("percent", "per", "pct", "%", "times", "-", "to") and not counts
    return True


def numbers_before(words: list[Token], *, ordinals: bool) -> list[str]:
    """ "No. 3 blast furnace", "No. 1 and No. 2 kilns", "number one line", "second potline"."""
    numbers: list[str] = []
    signed = False
    for word in words:
        signed = signed or word.lower_ in NUMBER_SIGNS
        if ordinals and word.lower_ in ORDINALS:
            numbers.append(ORDINALS[word.lower_])
        elif signed and NUMBER.fullmatch(word.text):
            numbers.append(NUMBER_WORDS.get(word.lower_, word.text.upper()))
    return numbers
