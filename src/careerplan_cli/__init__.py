"""See where a school district's career and skills training programs stand, and what to do next.

The public library is what `__all__` names; docs/api.md describes it. Each name is imported when it
is first asked for, so that the command starts fast.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerplan_cli.api import (
        load_content,
        make_report,
        read_answers,
        read_records,
        score,
        summarize,
        write_results,
    )

__version__ = "0.1.0"

__all__ = [
    "load_content",
    "make_report",
    "read_answers",
    "read_records",
    "score",
    "summarize",
    "write_results",
]


def __getattr__(name: str) -> object:
    """Return one of the functions of the public library."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from careerplan_cli import api

    return getattr(api, name)


def __dir__() -> list[str]:
    """Return the names of the package, those of the public library among them."""
    return sorted({*globals(), *__all__})
