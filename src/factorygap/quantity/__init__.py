"""Numbers, fractions, bounds, units and periods: pure functions over a text's atoms. No model, no factories."""

from factorygap.quantity.atoms import Atom, atoms
from factorygap.quantity.measures import Measure, measures, read_measure
from factorygap.quantity.numbers import Number, read_number
from factorygap.quantity.units import DAYS_IN, Unit, Units, read_period

__all__ = [
    "DAYS_IN",
    "Atom",
    "Measure",
    "Number",
    "Unit",
    "Units",
    "atoms",
    "measures",
    "read_measure",
    "read_number",
    "read_period",
]
