"""What a content pack says of itself."""

from dataclasses import dataclass

from careerplan_cli.model.fields import Id, Label, Language


@dataclass(frozen=True, kw_only=True)
class PackSettings:
    """The pack's name, the language of its texts, and the instrument that comes first.

    Without a name the pack goes by that of its folder. The instrument that comes first is the one
    that is asked, scored and written where none is named.
    """

    name: Label | None = None
    language: Language = "en-CA"
    first: Id | None = None
