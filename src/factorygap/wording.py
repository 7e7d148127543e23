"""How a level and a speaker are put into words: shared by the terminal, the report and the briefs."""

from __future__ import annotations

from factorygap.records import OutputLevel, Quantity, Voice

_BOUND_SIGN = {
    "exact": "",
    "range": "",
    "about": "≈ ",
    "at_least": "≥ ",
    "at_most": "≤ ",
    "more_than": "> ",
    "less_than": "< ",
}
_SHARE_OF = {
    "duty_cycle": "of the time",
    "utilisation": "of capacity",
    "operating_rate": "of the units",
    "plan_fulfilment": "of plan",
}


def level_value(level: OutputLevel) -> str:
    """The normalised value in words: "≈ 23% of the time", "3,000 pair", "−40%"; empty for words alone."""
    parts = []
    if level.fraction is not None:
        parts.append(f"{_percent(level.fraction)} {_SHARE_OF.get(level.kind, '')}".strip())
    if level.change is not None:
        parts.append(f"{'+' if level.change > 0 else '−' if level.change < 0 else '±'}{_percent(abs(level.change))}")
    if level.quantity is not None and (level.fraction is None or level.kind not in _SHARE_OF):
        parts.append(quantity_words(level.quantity))
    words = ", ".join(part for part in parts if part)
    return _BOUND_SIGN[level.bound] + words if words else ""


def quantity_words(quantity: Quantity) -> str:
    """ "500 ton per year", "40–50 wafer per day"."""
    if quantity.low is not None and quantity.high is not None:
        amount = f"{_number(quantity.low)}–{_number(quantity.high)}"
    elif quantity.value is not None:
        amount = _number(quantity.value)
    else:
        return ""
    per = f"per {quantity.per}" if quantity.per else None
    return " ".join(part for part in (amount, quantity.unit, per) if part)


def speaker(voice: Voice) -> str:
    """Who says it, with who passed it on: "the minister (via state media)"."""
    if voice.name is None:
        return ""
    relays = [name for name in voice.chain if name != voice.name]
    return voice.name + (f" (via {', '.join(relays)})" if relays else "")


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".rstrip("0").rstrip(".") + "%"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
