"""What there is to read: complete, plain, and with its sources."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from formcheck import safety
from formcheck.learn.topics import Topic, all_topics, grouped, learn_words, sources_of
from formcheck.words import speaking
from tests.support.reading import reading_ease, reading_grade
from tests.support.translations import LANGUAGES

#: School grade of a reading age of ten.
_PLAIN = 5.0
#: What the formula of Flesch calls easy.
_EASY = 80.0
#: Words that frighten, blame or hurt people with back pain, or are taken for something else.
_HARMFUL = (
    "wear and tear",
    "degenerat",
    "crumbl",
    "instab",
    "unstable",
    "trapped",
    "pinched",
    "chronic",
    "acute",
    "rupture",
    "torn",
    "damage",
    "fail",
    "missed",
    "non-compliant",
    "your fault",
    "cure",
)


def _sentences(topic: Topic) -> str:
    lines = [line for part in topic.parts for line in (*part.text, *part.items)]
    return " ".join(line if line[-1] in ".:?!" else f"{line}." for line in lines)


def _figure(topic: Topic, what: str, language: str) -> float:
    figure = learn_words(language).find(f"topics.{topic.name}.{what}")
    assert isinstance(figure, float)
    return figure


def _heads(topic: Topic) -> str:
    return " ".join((topic.title, topic.about, *(part.heading for part in topic.parts)))


@pytest.mark.parametrize("topic", all_topics().values(), ids=lambda topic: topic.name)
def test_a_child_of_ten_can_read_it(topic: Topic) -> None:
    grade = reading_grade(_sentences(topic))
    assert grade <= _PLAIN
    assert _figure(topic, "reading_grade", "en") == pytest.approx(grade, abs=0.05)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", all_topics())
def test_translations_are_as_easy(name: str, language: str) -> None:
    topic = all_topics(language)[name]
    ease = reading_ease(_sentences(topic), language)
    assert ease >= _EASY
    assert _figure(topic, "reading_ease", language) == pytest.approx(ease, abs=0.05)


@pytest.mark.parametrize("topic", all_topics().values(), ids=lambda topic: topic.name)
def test_no_word_frightens_or_blames(topic: Topic) -> None:
    text = f"{_heads(topic)} {_sentences(topic)}".lower()
    assert [word for word in _HARMFUL if re.search(rf"\b{word}", text)] == []


@pytest.mark.parametrize("topic", all_topics().values(), ids=lambda topic: topic.name)
def test_every_part_says_something_and_where_it_is_known_from(topic: Topic) -> None:
    assert topic.parts
    for part in topic.parts:
        assert part.text or part.items
        assert part.sources


def test_every_source_has_an_address_and_is_used() -> None:
    file = resources.files("formcheck.learn") / "sources.toml"
    known = tomllib.loads(file.read_text(encoding="utf-8"))
    used = sources_of(all_topics().values())
    own_rule = learn_words().text("page.own_rule")
    titles = {table["title"] for table in known.values()}
    assert {source.title for source in used} == titles | {own_rule}
    without = [source.title for source in used if not source.address.startswith("http")]
    # Our own rules of thumb say that they are no more than that.
    assert without == [own_rule]


def test_all_topics_stand_in_a_group_and_in_one_order() -> None:
    topics = all_topics()
    in_groups = [topic for _, members in grouped(topics.values()) for topic in members]
    assert in_groups == list(topics.values())
    assert set(learn_words().texts("groups")) == {topic.group for topic in in_groups}


def test_a_group_without_a_topic_is_left_out() -> None:
    topic = all_topics()["habit"]
    assert grouped([topic]) == [(learn_words().text("groups.going_on"), [topic])]


def test_a_source_that_serves_twice_is_named_once() -> None:
    topics = [all_topics()["disc"], all_topics()["scans"], all_topics()["disc"]]
    found = sources_of(topics)
    assert len(found) == len(set(found))
    assert found[: len(sources_of(topics[:1]))] == sources_of(topics[:1])


def test_who_asks_for_help_sees_the_warning_signs() -> None:
    assert [topic.name for topic in all_topics().values() if topic.shows_warning_signs] == ["help"]
    assert safety.urgent()


def test_a_language_without_pages_reads_them_in_english() -> None:
    english = all_topics()
    with speaking("xx"):
        assert all_topics() == english
