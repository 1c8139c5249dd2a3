"""See where a school district's career and skills training programs stand, and what to do next."""

__version__ = "0.1.0"
