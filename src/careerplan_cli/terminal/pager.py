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
    return text.count("\n") >= console.height and bool(command) and _page(command, text)


def pager_command(environment: Mapping[str, str]) -> list[str]:
    """Return the pager's command and its arguments; empty when there is none to use.

    The variable PAGER names it; without one it is `less`, where that is installed. A PAGER that
    is empty or `cat` asks for none.
    """
    wanted = environment.get("PAGER")
    if wanted is None:
        return ["less"] if shutil.which("less") else []
    words = shlex.split(wanted, posix=os.name == "posix")
    return [] if words in ([], ["cat"]) or not shutil.which(words[0]) else words


def _page(command: list[str], text: str) -> bool:
    """Hand `text` to the pager and wait for it to end; return whether it could be started."""
    # As git sets them: show colours, leave the text on the screen, end at once if it all fits.
    # The prompt tells how to go on and how to leave.
    settings = {"LESS": "FRXPs space goes on, q leaves$", "LV": "-c", "LESSCHARSET": "utf-8"}
    environment = settings | os.environ
    try:
        pager = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=environment,
        )
    except OSError:
        return False
    try:
        pager.communicate(text)
    except KeyboardInterrupt:
        # Ctrl-C is the pager's own to deal with.
        pager.wait()
    return True
