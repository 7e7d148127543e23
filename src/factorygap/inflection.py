"""English inflections of one word: what a word-list entry stands for. Pure functions, no model."""

from __future__ import annotations

from functools import cache

_IRREGULAR = {
    form: tuple(group.split())
    for group in (
        "be is are was were been being", "have has had having", "do does did done doing", "go goes went gone going",
        "run runs ran running", "fall falls fell fallen falling", "rise rises rose risen rising",
        "grow grows grew grown growing", "grind grinds ground grinding", "shut shuts shutting", "cut cuts cutting",
        "put puts putting", "hit hits hitting", "set sets setting", "let lets letting", "get gets got gotten getting",
        "make makes made making", "come comes came coming", "become becomes became becoming", "take takes took taken taking",
        "give gives gave given giving", "keep keeps kept keeping", "bring brings brought bringing",
        "sell sells sold selling", "tell tells told telling", "say says said saying", "lose loses lost losing",
        "leave leaves left leaving", "see sees saw seen seeing", "send sends sent sending", "stand stands stood standing",
        "begin begins began begun beginning", "break breaks broke broken breaking", "freeze freezes froze frozen freezing",
        "speak speaks spoke spoken speaking", "find finds found finding", "hold holds held holding",
        "lie lies lay lain lying", "lay lays laid laying", "lead leads led leading", "meet meets met meeting",
        "sink sinks sank sunk sinking", "shrink shrinks shrank shrunk shrinking", "slide slides slid sliding",
        "spring springs sprang sprung springing", "stick sticks stuck sticking", "win wins won winning",
        "build builds built building", "buy buys bought buying", "pay pays paid paying", "know knows knew known knowing",
        "show shows showed shown showing", "write writes wrote written writing", "throw throws threw thrown throwing",
        "draw draws drew drawn drawing", "drive drives drove driven driving", "dig digs dug digging",
        "feed feeds fed feeding", "burn burns burned burnt burning", "light lights lit lighted lighting",
        "think thinks thought thinking", "teach teaches taught teaching", "deal deals dealt dealing",
        "stop stops stopped stopping", "drop drops dropped dropping", "idle idles idled idling",
        "man men", "woman women", "foot feet", "half halves", "shelf shelves",
    )
    for form in group.split()[:1]
}  # fmt: skip
_DOUBLING = frozenset(
    "stop drop slip trim ship plan step slam scrap skip cram plug pan tap dip nod cap ram admit commit permit refer "
    "occur ban hum jam rot spot plot slot top".split()
)


@cache
def forms(word: str) -> tuple[str, ...]:
    """``word`` and its regular or irregular inflections, as a verb and as a noun, the word itself first."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.isalpha() or len(word) < 3:
        return (word,)
    if word.endswith("y") and word[-2] not in "aeiou":
        stem = word[:-1]
        made = [stem + "ies", stem + "ied", word + "ing"]
    elif word.endswith("e"):
        ing = word + "ing" if word.endswith(("ee", "oe", "ye")) else word[:-1] + "ing"
        made = [word + "s", word + "d", ing]
    elif word in _DOUBLING:
        made = [word + "s", word + word[-1] + "ed", word + word[-1] + "ing"]
    else:
        plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
        made = [plural, word + "ed", word + "ing"]
    return (word, *made)
