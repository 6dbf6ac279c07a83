"""What templates call for their words: short, and escaped."""

from __future__ import annotations

from jinja2 import Environment

from formcheck.words import Words
from formcheck.words.in_templates import template_words

_WORDS = Words(
    {
        "door": "Films & more",
        "from": "From {folder} <now>",
        "first": "Begin on the {begin}first page{end}.",
        "sets": {"one": "{number} set", "other": "{number} sets"},
        "signs": ["one", "two"],
    }
)


def _render(template: str, **shown: object) -> str:
    environment = Environment(autoescape=True)
    environment.globals |= template_words(_WORDS)
    return environment.from_string(template).render(**shown)


def test_texts_are_escaped_with_whatever_is_filled_in() -> None:
    assert _render('{{ say("door") }}') == "Films &amp; more"
    assert _render('{{ say("from", folder=f) }}', f="a<b") == "From a&lt;b &lt;now&gt;"


def test_markup_that_is_filled_in_stays_and_its_sentence_is_escaped() -> None:
    link = '{{ say("first", **inside("a", href=place, class_="quiet")) }}'
    assert _render(link, place='/"home') == (
        'Begin on the <a href="/&#34;home" class="quiet">first page</a>.'
    )
    strong = '{% set f %}<strong>{{ name }}</strong>{% endset %}{{ say("from", folder=f) }}'
    assert _render(strong, name="<x>") == "From <strong>&lt;x&gt;</strong> &lt;now&gt;"


def test_numbers_choose_their_text() -> None:
    assert _render('{{ say_count("sets", 1) }}, {{ say_count("sets", 2) }}') == "1 set, 2 sets"


def test_lists_and_the_language() -> None:
    assert _render('{{ say_lines("signs") | join }}-{{ language() }}') == "onetwo-en"
