"""What keys and buttons ask for, by name; those of a choice may carry an argument after a colon."""

from __future__ import annotations

STOP = "stop"
PAUSE = "pause"
RESTART = "restart"
NEXT = "next"
QUIT = "quit"
HELP = "help"
BACK = "back"
CONTINUE = "continue"
RED_FLAG = "red_flag"
FINISH = "finish"
MENU = "menu"

#: Keys that mean the same everywhere.
EVERYWHERE = {"s": STOP, "q": QUIT, "h": HELP}
#: Keys that mean this while a person is placed or exercises.
WATCHING = {"space": PAUSE, "r": RESTART, "n": NEXT, "escape": BACK, "backspace": BACK}


def with_argument(action: str, argument: str | int) -> str:
    """Return an action that carries an argument, for example ``pain:7``."""
    return f"{action}:{argument}"


def split(action: str) -> tuple[str, str]:
    """Return the name and the argument of an action; the argument may be empty."""
    name, _, argument = action.partition(":")
    return name, argument
