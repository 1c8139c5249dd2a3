"""Shows long text through the user's pager, as git does."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping

from careerplan_cli.forms.console import make_console


def page(text: str) -> bool:
    """Show text in the pager if it is longer than the terminal; return whether it was shown."""
    console = make_console()
    command = pager_command(os.environ) if console.is_terminal else []
    if not command or text.count("\n") < console.height:
        return False
    # As git sets them: show colours, leave the text on the screen, end at once if it all fits.
    # The prompt tells how to go on and how to leave.
    settings = {"LESS": "FRXPsSpace for more, q to quit$", "LV": "-c", "LESSCHARSET": "utf-8"}
    try:
        pager = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=settings | os.environ,
        )
    except OSError:
        return False
    try:
        pager.communicate(text)
    except KeyboardInterrupt:
        # Ctrl-C is the pager's own to deal with.
        pager.wait()
    return True


def pager_command(environment: Mapping[str, str]) -> list[str]:
    """Return the pager's command and its arguments; empty when there is none to use.

    The variable PAGER names it; without one it is `less`, where that is installed. A PAGER that
    is empty or `cat` asks for none, and one that is no command gives none.
    """
    try:
        words = shlex.split(environment.get("PAGER", "less"), posix=os.name == "posix")
    except ValueError:  # a quote that is not closed: no command
        return []
    return [] if words in ([], ["cat"]) or not shutil.which(words[0]) else words
