"""Numbers, fractions, bounds, units and periods: pure functions over a text's atoms. No model, no factories."""

from factorygap.quantity.atoms import Atom, atoms
from factorygap.quantity.measure import Measure
from factorygap.quantity.measures import measures, read_measure
from factorygap.quantity.numbers import Number, read_number
from factorygap.quantity.units import DAYS_IN, Unit, Units, read_interval, read_period

__all__ = [
    "DAYS_IN",
    "Atom",
    "Measure",
    "Number",
    "Unit",
    "Units",
    "atoms",
    "measures",
    "read_interval",
    "read_measure",
    "read_number",
    "read_period",
]
