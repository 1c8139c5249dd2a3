"""Writes constraints.txt: the newest releases of all that careerplan needs, once the checks pass.

Run `python .ci/constraints.py`. It installs careerplan with the newest releases in a fresh
environment, runs every check there, and keeps their exact versions only if all of them pass.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """\
# The exact versions that the checks passed with. Made by `python .ci/constraints.py`.
"""


def main() -> None:
    """Install, check, and write the file; end with the exit code of the checks."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if os.name == "nt" else "bin", "python")
        pip = [python, "-m", "pip"]
        subprocess.run([*pip, "install", "--quiet", "--editable", f"{ROOT}[dev,spark]"], check=True)
        checks = subprocess.run([python, "-m", "pytest", *sys.argv[1:]], cwd=ROOT, check=False)
        if checks.returncode:
            sys.exit(checks.returncode)
        freeze = [*pip, "freeze", "--exclude", "careerplan"]
        versions = subprocess.run(freeze, capture_output=True, check=True).stdout.decode()
    lines = [line for line in versions.splitlines() if "==" in line]
    text = HEAD + "".join(f"{line}\n" for line in lines)
    (ROOT / "constraints.txt").write_text(text, encoding="utf-8", newline="\n")
    print(f"constraints.txt has {len(lines)} versions.")


if __name__ == "__main__":
    main()
