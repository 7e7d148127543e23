"""The closed vocabularies of ``factorygap/1``, the span-group keys and the extension names: each word once."""

from typing import Any, Literal, get_args

FacilityType = Literal[
    "factory", "mill", "mine", "refinery", "smelter", "power_station", "shipyard", "farm", "fishery",
    "workshop", "complex", "unit", "other",
]  # fmt: skip
MentionKind = Literal["name", "nominal", "pronoun"]
ProductRole = Literal["made", "planned"]
LevelKind = Literal[
    "duty_cycle", "utilisation", "operating_rate", "rate", "volume", "change", "plan_fulfilment", "status"
]
Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "range"]
Status = Literal["halted", "near_halt", "reduced", "normal", "increased", "started", "resumed", "not_started"]
Modality = Literal["actual", "planned", "capacity", "hypothetical"]
Topic = Literal["quality", "supply", "construction", "inputs", "management", "livelihood"]
GapTopic = Literal["output", "quality", "supply", "construction", "inputs", "management", "livelihood"]
Polarity = Literal["positive", "negative", "neutral"]
ActorCategory = Literal[
    "leader", "party", "government", "ministry", "local_government", "prosecution", "security", "military",
    "inspection", "regulator", "state_media", "company", "management", "union", "association", "foreign",
    "international",
]  # fmt: skip
ActorLevel = Literal["national", "provincial", "county", "city", "site", "foreign"]
VoiceKind = Literal[
    "official", "state_media", "company", "management", "inspector", "resident", "worker", "anonymous_source",
    "analyst", "report", "outlet",
]  # fmt: skip
Side = Literal["official", "ground", "outlet"]
Verdict = Literal["contradicted", "consistent", "admitted", "official_only", "ground_only"]

SIDE_OF_VOICE: dict[VoiceKind, Side] = {
    "official": "official",
    "state_media": "official",
    "company": "official",
    "management": "official",
    "inspector": "ground",
    "resident": "ground",
    "worker": "ground",
    "anonymous_source": "ground",
    "analyst": "ground",
    "report": "ground",
    "outlet": "outlet",
}
"""The side a kind of voice stands on unless the text says otherwise (contract.md, voice)."""

# doc.spans keys and doc._ names are the same words.
FACILITIES = "facilities"
PRODUCTS = "products"
ACTORS = "official_actors"
VOICES = "voices"
OUTPUT_LEVELS = "output_levels"
CLAIMS = "claims"
GAPS = "gaps"
LAYERS = (FACILITIES, PRODUCTS, ACTORS, VOICES, OUTPUT_LEVELS, CLAIMS, GAPS)

ARTICLE = "article"
"""``doc._.article``: what is known of the article outside its sentences (layers.Context)."""


def words(vocabulary: object) -> tuple[Any, ...]:
    """The members of one of the vocabularies above, in their order."""
    return get_args(vocabulary)
