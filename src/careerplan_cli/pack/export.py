"""Writes a content pack into a folder, ready to edit, with its JSON Schemas beside it."""

from pathlib import Path

from careerplan_cli.atomic import replace
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.schema.json_schema import KINDS, kind_of, schema_text


def exported(pack: ContentPack) -> dict[str, str]:
    """Return each file to write, by its name in the folder, with its text.

    Content files begin with the line that tells editors (those with the YAML language server,
    such as VS Code) which schema they follow.
    """
    files = {f"schema/{kind}.json": schema_text(kind) for kind in KINDS}
    for name in pack.file_names():
        up, kind = "../" * name.count("/"), kind_of(name)
        line = f"# yaml-language-server: $schema={up}schema/{kind}.json\n" if kind else ""
        files[name] = line + (pack.folder / name).read_text(encoding="utf-8")
    return files


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write files by their names in a folder, making it and the folders in it where they lack.

    Raise `OSError` when that fails.
    """
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, text)
