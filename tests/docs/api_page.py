"""The page of the Python interface, made from its docstrings: ``python -m tests.docs.api_page``."""

from __future__ import annotations

import inspect
import re
from typing import Any

import formcheck

_HEAD = """# The Python interface

Made from the docstrings by `python -m tests.docs.api_page > docs/api.md`. How to begin stands in
[python.md](python.md). Shapes stand in brackets, `F` is the number of frames; moments are seconds
after the first frame; the unit is the end of a name. `import formcheck as fc` loads nothing until
it is used."""

#: Headings, and the names below each; errors follow by themselves.
_GROUPS = {
    "Scoring and reading": ("score", "score_many", "read_results", "follow"),
    "What comes back": ("ClipScore", "ScoreSet", "FollowedFrame", "Result"),
    "With all that is measured": (
        "score_clip",
        "score_exercises",
        "ScoredClip",
        "ScoreOptions",
    ),
    "Exercises and thresholds": (
        "exercise_names",
        "get_exercise",
        "Exercise",
        "read_settings",
        "Settings",
    ),
}

#: Sections of a docstring that are lists of names.
_LISTS = ("Parameters", "Attributes", "Returns", "Yields", "Raises")


def render() -> str:
    """Return the page."""
    named = {name for names in _GROUPS.values() for name in names}
    errors = sorted(
        name for name in formcheck.__all__ if name not in named and not name.startswith("__")
    )
    parts = [_HEAD]
    for heading, names in _GROUPS.items():
        parts.append(f"## {heading}")
        parts += [_describe(name, getattr(formcheck, name)) for name in names]
    parts.append("## Errors")
    parts.append("All carry `message`, `hint` and `exit_code`.")
    rows = [f"| `{name}` | {_first(getattr(formcheck, name))} |" for name in errors]
    parts.append("\n".join(["| error | when |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _describe(name: str, value: Any) -> str:
    call = f"{name}{_signature(value)}" if inspect.isfunction(value) else name
    parts = [f"### `{name}`", f"```python\n{call}\n```", _markdown(inspect.getdoc(value) or "")]
    if inspect.isclass(value) and value.__module__.startswith("formcheck.notebook"):
        parts += [
            f"**`.{own}{_signature(member) if inspect.isfunction(member) else ''}`** "
            f"{_markdown(inspect.getdoc(member) or '')}"
            for own, member in vars(value).items()
            if not own.startswith("_") and (inspect.isfunction(member) or _is_property(member))
        ]
    return "\n\n".join(parts)


def _is_property(member: object) -> bool:
    return isinstance(member, property)


def _signature(function: Any) -> str:
    """Return a signature as it would be written, a parameter a line where it is long."""
    parts, after_star = [], False
    signature = inspect.signature(function)
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not after_star:
            parts.append("*")
            after_star = True
        stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parts.append(f"{stars}{parameter.name}: {parameter.annotation}{default}")
    line = f"({', '.join(parts)}) -> {signature.return_annotation}"
    if len(line) < 80:
        return line
    return "(\n    " + ",\n    ".join(parts) + f",\n) -> {signature.return_annotation}"


def _first(value: Any) -> str:
    return _inline((inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " "))


def _markdown(doc: str) -> str:
    """Turn a numpydoc docstring into Markdown: headings bold, parameters as a list."""
    lines: list[str] = []
    source = doc.splitlines()
    in_list = False
    for line, below in zip(source, [*source[1:], ""], strict=True):
        if re.fullmatch(r"-{3,}", below):
            in_list = line in _LISTS
            lines.append(f"**{line}**")
        elif re.fullmatch(r"-{3,}", line):
            lines.append("")
        elif line.startswith((">>>", "...")):
            lines.append("    " + line.removesuffix("  # doctest: +SKIP"))
        elif in_list and line and not line.startswith(" "):
            name, _, kind = line.partition(" : ")
            lines.append(f"- `{name.replace('`', '')}`" + (f" : {_inline(kind)}" if kind else ""))
        elif in_list and line:
            lines.append(f"  {_inline(line.strip())}")
        else:
            lines.append(_inline(line))
    return "\n".join(lines).strip()


def _inline(text: str) -> str:
    text = text.replace("``", "`")
    return re.sub(r"`formcheck\.(?:\w+\.)*(\w+)`", r"`\1`", text).replace("*", r"\*")


if __name__ == "__main__":
    print(render(), end="")
