"""The program's door: a command goes to the command line, anything else opens the window.

The program starts itself as the local model's worker too: nothing of the rest is loaded there.
"""

import logging
import sys
from itertools import pairwise

_ABOUT = frozenset({"-h", "--help", "--version"})
_WORKER = ["llm-worker"]
_WITHOUT_VALUE = frozenset({"--temp-basedir", "--replay", "--smoke", "--raise"})


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; Qt is loaded for the window alone."""
    # A log that a full disk refuses is no news for the agent's terminal.
    logging.raiseExceptions = False
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == _WORKER:
        from aparte.llm import worker  # noqa: PLC0415 - llama.cpp only for the worker

        return worker.main()
    if names_a_command(arguments) and not opens_a_contact(arguments):
        from aparte import cli  # noqa: PLC0415 - each door is loaded only when chosen

        return cli.main(arguments)
    from aparte import app  # noqa: PLC0415 - Qt only for the window

    return app.main(arguments)


def names_a_command(arguments: list[str]) -> bool:
    """Whether a bare word, which is no option's value, or a question on the program stands there."""
    before = ""
    for argument in arguments:
        follows_option = before.startswith("-") and before not in _WITHOUT_VALUE and "=" not in before
        if argument in _ABOUT or not (argument.startswith("-") or follows_option):
            return True
        before = argument
    return False


def opens_a_contact(arguments: list[str]) -> bool:
    """Whether `contact open` stands there: the one command that is the window's."""
    return ("contact", "open") in pairwise(arguments) and not _ABOUT.intersection(arguments)


if __name__ == "__main__":
    sys.exit(main())
