"""What people read stands in word files: no template and no script holds a sentence of its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import formcheck

_ROOT = Path(formcheck.__file__).parent
_TEMPLATES = sorted(_ROOT.rglob("templates/*.html"))
_SCRIPTS = sorted([*_ROOT.rglob("static/*.js"), *_ROOT.rglob("templates/*.js")])

#: What is the same in every language: names, keys, commands, units.
_SAME_EVERYWHERE = re.compile(
    r"formcheck( evaluate)?|Space|Enter|Esc|Home|End|Ctrl|Shift|Page|up|down|MB|Patient/123"
)
#: A class, which the page's frame takes from a block.
_WIDTH = "{% block width %}wide{% endblock %}"
_SAID_IN = ("aria-label", "title", "alt", "placeholder", "label")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: A sentence or a few words, as against a name, a class or an address.
_SENTENCE = re.compile(r"^[\"'`]?[A-Z][a-z]+( [a-z]|[.:?!…][\"'`]?$)|^[\"'`]?[a-z]+ [a-z]+ [a-z]+ ")


class _Literal(HTMLParser):
    """Text that stands in a template outside of what it calls for."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = 0
        self.feed(template)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in ("style", "script", "kbd")
        self.found += [value or "" for name, value in attrs if name in _SAID_IN]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("style", "script", "kbd")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def literal_text(template: str) -> list[str]:
    """Return the words of a template that are not called for."""
    template = template.replace(_WIDTH, "")
    called_for = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
    found = _Literal(called_for.sub(" ", template)).found
    quoted = re.findall(r'"([^"{}]*)"', " ".join(called_for.findall(template)))
    found += [text for text in quoted if _SENTENCE.search(text)]
    left = (_SAME_EVERYWHERE.sub(" ", text) for text in found)
    return [" ".join(text.split()) for text in left if _WORD.search(text)]


def literal_sentences(script: str) -> list[str]:
    """Return the strings of a script that are sentences."""
    code = re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)
    strings = re.findall(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`', code)
    return [text for text in strings if _SENTENCE.search(text)]


def _name(file: Path) -> str:
    return str(file.relative_to(_ROOT))


@pytest.mark.parametrize("file", _TEMPLATES, ids=_name)
def test_no_template_holds_a_text(file: Path) -> None:
    assert literal_text(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", _SCRIPTS, ids=_name)
def test_no_script_holds_a_sentence(file: Path) -> None:
    assert literal_sentences(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p>{{ say("a") }}</p>', []),
        ('<p title="Move it">{{ x }}</p>', ["Move it"]),
        ("<p>{% if a %}No set{% endif %} <kbd>Space bar</kbd></p>", ["No set"]),
        ('{{ "as you like" if own else "" }}', []),
        ('{{ "As you like" if own else "" }}', ["As you like"]),
        ("<style>p { color: red }</style>formcheck 1 ·", []),
    ],
)
def test_texts_are_found_in_templates(template: str, found: list[str]) -> None:
    assert literal_text(template) == found


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('say("Moved.")', ['"Moved."']),
        ("tell(`Note at ${moment}`)", ["`Note at ${moment}`"]),
        ('make("p", { class: "badge done" })  // Says so.', []),
        ('listen("ArrowLeft", "Control+z")', []),
    ],
)
def test_sentences_are_found_in_scripts(script: str, found: list[str]) -> None:
    assert literal_sentences(script) == found
