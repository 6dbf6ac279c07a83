"""The first page: for whom, its doors, and that a person alone is never called a patient."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formcheck import safety
from formcheck.history.films.film import Progress
from formcheck.plan.smaller import Smaller
from formcheck.review.web.exercising import Exercise, Exercising
from formcheck.review.web.server import HOME
from formcheck.words import choice, speaking
from tests.support.films import add_film
from tests.support.review_site import ReviewSite, running_site


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewSite]:
    with running_site(tmp_path_factory.mktemp("own")) as site:
        site.store.patients.rename(site.patient_id, "Me")
        site.therapist.post_form("/home/whom", {"whom": "me"})
        yield site


class _Shown(HTMLParser):
    """What people see or hear of a page, apart from addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = ("aria-label", "title", "alt", "placeholder")
        self.words += [value or "" for name, value in attrs if name in told]


def test_home_shows_three_doors_and_the_red_flags(site: ReviewSite) -> None:
    page = site.therapist.get("/home").text
    doors = re.findall(r'class="door-name">([^<]+)<', page)
    assert doors == ["Exercise now", "Look at a film", "Patients"]
    assert all(words in page for words in safety.urgent())
    assert "Nothing you choose here leaves this computer" in page


def test_a_person_alone_is_never_called_a_patient(own_site: ReviewSite) -> None:
    site = own_site
    one, mine = f"/sets/{site.set_id}", f"/patients/{site.patient_id}"
    pages = ["/home", "/home?ask", "/learn", "/learn/knee_hug", "/nowhere", one, f"{one}/print"]
    pages += [f"{mine}/{name}" for name in ("sets", "progress", "plan", "sheet", "more")]
    pages += [f"{mine}/progress/print", f"{one}/share"]
    for path in pages:
        answer = site.therapist.get(path)
        words = " ".join(_Shown(answer.text).words)
        assert "patient" not in words.lower(), (path, words)
    assert 'class="door-name">How I am doing<' in site.therapist.get("/home").text


def test_the_language_that_is_chosen_is_kept(
    site: ReviewSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path)
    monkeypatch.setenv("FORMCHECK_LANGUAGE", "en")
    page = site.therapist.get("/home").text
    assert '<html lang="en">' in page
    assert '<option value="de" lang="de">Deutsch</option>' in page
    assert site.therapist.post_form("/home/language", {"language": "xx"}).status == 400
    with speaking("en"):
        assert site.therapist.post_form("/home/language", {"language": "de"}).status == 303
        assert choice.kept_language() == "de"
        assert '<html lang="de">' in site.therapist.get("/home").text


def test_at_the_first_time_it_is_asked_for_whom(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        site.store.patients.delete(site.patient_id)
        page = site.therapist.get("/home").text
        assert "Who will exercise?" in page
        assert "patient" not in " ".join(_Shown(page).words).lower()
        assert all(words in page for words in safety.urgent())
        assert site.therapist.post_form("/home/whom", {"whom": "x"}).status == 400
        answer = site.therapist.post_form("/home/whom", {"whom": "me"})
        assert (answer.status, answer.headers["location"]) == (303, f"{site.keys.root}/home")
        assert "How I am doing" in site.therapist.get("/home").text
        site.therapist.put_film("/films/new?name=a.mp4&label=B")
        assert [line.patient.label for line in site.store.patients.overviews()] == ["Me"]


def test_the_entrance_leads_where_it_was_opened_for(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        site.application.first_page = HOME
        answer = site.stranger.get(f"/enter?token={site.keys.token}")
        assert f"url={site.keys.root}/home" in answer.text


def _live(script: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", script, *arguments]


def _exercising(tmp_path: Path, script: str) -> Exercising:
    return Exercising(tmp_path / "history.sqlite3", lambda *told: _live(script, *told))


def _end(exercising: Exercising) -> Exercise:
    end_s = time.monotonic() + 60
    while exercising.now.running:
        assert time.monotonic() < end_s
        time.sleep(0.02)
    return exercising.now


def test_exercising_is_started_for_a_patient_and_leaves_no_second_copy(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = f"import sys; open({str(told)!r}, 'w').write('\\n'.join(sys.argv[1:]))"
    exercising = _exercising(tmp_path, script)
    assert exercising.start("-Anna", "first-set").running
    assert _end(exercising) == Exercise()
    command, out, folder, store, path, patient, *smaller = told.read_text().splitlines()
    assert smaller == ["--smaller", "first-set"]
    assert (command, out, store) == ("live", "--out", "--store")
    assert path == str(tmp_path / "history.sqlite3")
    assert patient == "--patient=-Anna"
    end_s = time.monotonic() + 60
    while Path(folder).exists():
        assert time.monotonic() < end_s
        time.sleep(0.02)


def test_why_it_cannot_be_started_is_told_in_the_words_of_the_command(tmp_path: Path) -> None:
    script = (
        "import sys; print('Warning: odd', 'Error: There is no camera.', 'Connect one.', "
        "sep=chr(10), file=sys.stderr); sys.exit(5)"
    )
    exercising = _exercising(tmp_path, script)
    exercising.start(None)
    assert _end(exercising) == Exercise(message="There is no camera.", hint="Connect one.")


def test_one_session_at_a_time(tmp_path: Path) -> None:
    started = tmp_path / "started"
    script = (
        f"import time, pathlib; p = pathlib.Path({str(started)!r});"
        "p.write_text(p.read_text() + 'x' if p.exists() else 'x');"
        f"q = pathlib.Path({str(tmp_path / 'end')!r})\n"
        "while not q.exists(): time.sleep(0.02)"
    )
    exercising = _exercising(tmp_path, script)
    exercising.start(None)
    assert exercising.start(None).running
    (tmp_path / "end").touch()
    assert _end(exercising) == Exercise()
    assert started.read_text() == "x"


def test_the_page_starts_it_and_says_how_it_is(site: ReviewSite, tmp_path: Path) -> None:
    started: list[str | None] = []

    class Noting(Exercising):
        def start(self, label: str | None, smaller: Smaller | None = None) -> Exercise:
            assert smaller is None
            started.append(label)
            return Exercise(running=True)

    site.application.exercising = Noting(tmp_path / "x")
    label = site.store.patients.get(site.patient_id).label
    assert site.therapist.post_json("/home/exercise", {"patient": site.patient_id}).status == 200
    assert site.therapist.post_json("/home/exercise", {"patient": None}).status == 200
    assert started == [label, None]
    for wrong in ({"patient": "1"}, {"patient": True}, {"patient": [1]}):
        assert site.therapist.post_json("/home/exercise", wrong).status == 400
    assert site.therapist.post_json("/home/exercise", {"patient": 99}).status == 404
    state = site.therapist.get("/home/exercise.json").json
    assert state == {"running": False, "message": "", "hint": ""}


def test_it_is_closed_from_the_page(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        answer = site.therapist.post_form("/home/leave", {})
        assert "formcheck is closed" in answer.text
        end_s = time.monotonic() + 60
        while not site.server.should_exit:
            assert time.monotonic() < end_s
            time.sleep(0.02)


def test_it_ends_by_itself_only_when_nobody_looks_and_nothing_is_scored(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        film = add_film(site.store, site.store.patients.get(site.patient_id))
        site.server.idle_end_s = 0.0
        assert site.application.worker.is_busy()
        assert not site.server.is_left_alone()
        site.store.films.note(film, Progress(state="done"))
        assert site.server.is_left_alone()
        site.server.idle_end_s = 600.0
        assert not site.server.is_left_alone()
        site.server.idle_end_s = None
        assert not site.server.is_left_alone()
