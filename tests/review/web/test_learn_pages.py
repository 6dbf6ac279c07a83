"""What there is to know about backs, as pages, as a booklet and on the sheet."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from formcheck import safety
from formcheck.learn.topics import Topic, all_topics, sources_of
from tests.support.review_site import ReviewSite

_TOPICS = all_topics()


def _says_all(page: str, topic: Topic) -> bool:
    lines = [line for part in topic.parts for line in (part.heading, *part.text, *part.items)]
    return all(str(escape(line)) in page for line in lines)


@pytest.mark.parametrize("name", _TOPICS)
def test_each_topic_has_a_page_with_its_sources(name: str, site: ReviewSite) -> None:
    page = site.therapist.get(f"/learn/about/{name}").text
    assert _says_all(page, _TOPICS[name])
    for source in sources_of([_TOPICS[name]]):
        assert str(escape(source.title)) in page
        assert str(escape(source.address)) in page


def test_the_page_of_help_begins_with_the_warning_signs(site: ReviewSite) -> None:
    page = site.therapist.get("/learn/about/help").text
    first = _TOPICS["help"].parts[0].heading
    assert all(page.index(str(escape(sign))) < page.index(first) for sign in safety.urgent())
    assert str(escape(safety.urgent()[0])) not in site.therapist.get("/learn/about/sleep").text


def test_the_booklet_holds_all_of_it(site: ReviewSite) -> None:
    page = site.therapist.get("/learn/booklet").text
    assert all(_says_all(page, topic) for topic in _TOPICS.values())
    for source in sources_of(_TOPICS.values()):
        assert (
            len(
                re.findall(f'<li id="source-[0-9]+">[^>]*>?{re.escape(escape(source.title))}', page)
            )
            == 1
        )


def test_each_part_leads_to_its_sources(site: ReviewSite) -> None:
    page = site.therapist.get("/learn/booklet").text
    listed = [
        (number, text) for number, text in re.findall(r'<li id="source-(\d+)">(.*?)</li>', page)
    ]
    assert [int(number) for number, _ in listed] == [*range(1, len(listed) + 1)]
    parts = [part for topic in _TOPICS.values() for part in topic.parts]
    marked = page.split('<sup class="from">')[1:]
    assert len(marked) == len(parts)
    for part, marks in zip(parts, marked, strict=True):
        numbers = re.findall(r'href="#source-(\d+)"', marks.split("</sup>")[0])
        texts = [dict(listed)[number] for number in numbers]
        assert all(
            str(escape(s.title)) in text for s, text in zip(part.sources, texts, strict=True)
        )


def test_an_exercise_prints_its_sources(site: ReviewSite) -> None:
    # What is folded up is not printed.
    for path in ("/learn", "/learn/knee_hug"):
        page = site.therapist.get(path).text
        assert '<section class="sources">' in page
        assert "<details" not in page.split("<main")[1].split("</main>")[0]


def test_the_list_leads_to_every_topic(site: ReviewSite) -> None:
    page = site.therapist.get("/learn").text
    assert all(f"/learn/about/{name}" in page for name in _TOPICS)
    assert "/learn/booklet" in page


def test_the_therapist_chooses_what_is_printed_with_the_sheet(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}"
    fields = {
        "pelvic_tilt.enabled": "1",
        "pelvic_tilt.days": ["mon"],
        "lessons": ["habit", "disc"],
        "based_on": "0",
    }
    assert site.therapist.post_form(f"{path}/plan", fields).status == 303
    saved = site.store.plans.get(site.patient_id)
    assert saved is not None
    # In the order of the booklet, whatever order they were ticked in.
    assert saved.plan.lessons == ["disc", "habit"]
    plan = site.therapist.get(f"{path}/plan").text
    assert plan.count('name="lessons"') == len(_TOPICS)
    assert 'value="habit" checked' in plan
    assert 'value="sleep" checked' not in plan
    sheet = site.therapist.get(f"{path}/sheet").text
    assert _says_all(sheet, _TOPICS["habit"])
    assert not _says_all(sheet, _TOPICS["sleep"])
    assert str(escape(sources_of([_TOPICS["habit"]])[0].address)) in sheet


def test_a_plan_file_names_pages_that_there_are(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}/plan/file"
    text = 'schema_version = 1\nlessons = ["{}"]\n'
    wrong = site.therapist.post_form(path, {"text": text.format("yoga"), "based_on": "0"})
    assert wrong.status == 400
    assert "There is no page &#39;yoga&#39; to read." in wrong.text
    assert site.store.plans.get(site.patient_id) is None
    right = site.therapist.post_form(path, {"text": text.format("sleep"), "based_on": "0"})
    assert right.status == 303
