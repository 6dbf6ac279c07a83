"""A therapist and a patient on two computers that have nothing, and what they hand each other.

The plan is made in the therapist's page and taken in at the patient's, done in front of the camera,
and reported; the answer goes back. Files that are not to be taken in come in between. All of it
in German: what is left in English shows.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from formcheck.history.store import Store
from formcheck.words import read_words
from tests.e2e.command import Command, empty_home
from tests.e2e.live_session import answer_and_close, exercising, read_the_pages
from tests.e2e.reviewing import read_entrance
from tests.support.chromium import Page, find_chromium
from tests.support.directed_camera import DirectedCamera
from tests.support.downloads import download
from tests.support.exchange import everything, rewrite
from tests.support.exchange_pages import MESSAGE_ROW, drop, shown, submit, told
from tests.support.mjpeg_server import compress
from tests.support.sample_film import RATE, Film
from tests.support.words_of_pages import foreign_words
from tests.support.x_screen import has_x_screen, x_screen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool"),
]

#: Moments of the film: lying still before, and after two repetitions.
_BEFORE_S, _AFTER_TWO_S = 0.5, 9.8
_MAKE = "form[action$=make] button"
_REFUSED = re.compile(r"status of (400|409)")
_PATIENT, _ANOTHER = "A-1047", "B-2"


@dataclass(frozen=True)
class Words:
    """What two people write in their language."""

    begin: str
    question: str
    answer: str


_LANGUAGE = "de"
_WRITTEN = Words("Zwei genügen.", "Ist das Becken hier tief genug?", "Ja. Lassen Sie es dort.")


@dataclass
class Computer:
    """Somebody's own computer: a home directory, formcheck open in a browser."""

    command: Command
    language: str
    address: str
    page: Page
    look: Look

    @property
    def store(self) -> Path:
        """Where the history is without anybody having named a place."""
        return self.command.folder.parent / "data" / "formcheck" / "history.sqlite3"

    def go(self, path: str) -> None:
        """Open a page, and look at it."""
        self.page.visit(f"{self.address}{path}")
        self.see(path)

    def see(self, name: str) -> None:
        """Find that all that is shown is in one language."""
        assert foreign_words(self.page, self.language) == [], name
        self.look(self.page, f"{self.language}-{self.command.folder.parent.name}{name}")

    def holds(self) -> list[str]:
        """Return all that the history holds."""
        with Store.open(self.store) as store:
            return everything(store)


Look = Callable[[Page, str], None]


def _say(package: str, language: str, key: str, **values: object) -> str:
    return read_words(f"formcheck.{package}", language).text(key, **values)


@contextmanager
def _computer(formcheck: Command, name: str, language: str, look: Look) -> Iterator[Computer]:
    """Give a computer with an empty home that speaks a language, formcheck open on it."""
    home = formcheck.folder / name
    (home / "here").mkdir(parents=True)
    own = {**empty_home(home), "LANGUAGE": language}
    there = {
        key: value for key, value in formcheck.environment.items() if key != "FORMCHECK_LANGUAGE"
    }
    command = Command(home / "here", there | own)
    process = command.start("home", "--no-browser")
    try:
        with Page(home / "profile", timeout_s=120.0) as page:
            entrance = read_entrance(process)
            page.visit(entrance, "!!document.querySelector('.doors form')")
            root = re.match(r"http://[^/]+/[^/]+", str(page.evaluate("location.href")))
            assert root is not None
            yield Computer(command, language, root.group(), page, look)
            # A browser complains of each file that is refused.
            assert [told for told in page.complaints if not _REFUSED.search(told)] == []
    finally:
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert complaint == ""


@dataclass
class _Play:
    """What both do, one after the other."""

    clinic: Computer
    home: Computer
    files: Path
    words: Words
    place: str = "/patients/1"

    @property
    def language(self) -> str:
        return self.home.language

    def make_plan(self) -> Path:
        """Add a patient, prescribe two press ups, write a message, and save the file."""
        clinic, page = self.clinic, self.clinic.page
        clinic.see("/whom")
        submit(page, ".doors form:has([value=others])", {}, "!!document.querySelector('#exercise')")
        self._add(_PATIENT)
        clinic.see("/plan")
        page.evaluate("document.querySelector('[name=\"prone_press_up.enabled\"]').click()")
        dose = {"prone_press_up.reps": "2", "prone_press_up.hold_s": "1"}
        submit(page, "form[action$='/plan']", dose, "!!document.querySelector('h1')")
        clinic.go(f"{self.place}/plan")
        return self._write_and_make(clinic, self.words.begin)

    def _add(self, label: str) -> None:
        self.clinic.go("/")
        is_plan = "location.pathname.endsWith('/plan')"
        submit(self.clinic.page, "form[action$='/patients']", {"label": label}, is_plan)

    def _write_and_make(self, computer: Computer, text: str, place: str = "") -> Path:
        """Write a message, and save the file that takes it to the other side."""
        place = place or self.place
        computer.go(f"{place}/messages")
        submit(computer.page, ".message-form", {"text": text}, MESSAGE_ROW)
        computer.see("/written")
        return self._make(computer, place)

    def _make(self, computer: Computer, place: str = "") -> Path:
        computer.go(f"{place or self.place}/exchange")
        return download(computer.page, _MAKE, self.files)

    def take_plan(self, plan: Path) -> None:
        """Say that it is for oneself, and drop the file on the first page."""
        home = self.home
        home.see("/whom")
        submit(home.page, ".doors form:has([value=me])", {}, "!!document.querySelector('#letters')")
        drop(home.page, plan)
        home.see("/taken")
        assert _say("exchange", self.language, "taken.plan_new", version=1) in told(home.page)

    def exercise(self, display: str, film: Film) -> str:
        """Do the set of the plan in front of the camera; it hurts more than before."""
        camera = DirectedCamera(compress(film), RATE)
        words = ["--patient", "Me", "--record", "--camera"]
        with camera, exercising(self.home.command, display, *words, camera.address) as session:
            hand = session.window()
            read_the_pages(hand)
            camera.play_to(_BEFORE_S)
            session.wait_for(".recording-*")
            camera.play_to(_AFTER_TWO_S)
            camera.wait_until(_AFTER_TWO_S)
            time.sleep(2.0)
            if not any(session.out.glob("[!.]*")):
                # It has ended by itself, unless the computer is too busy to see what is done.
                hand.key("n")
            session.wait_for("[!.]*/result.json")
            ended = answer_and_close(session, hand, pain=6)
        assert (ended.exit_code, ended.stderr) == (0, "")
        return ended.stdout

    def report(self) -> Path:
        """Read the message, ask about a moment of the set, and save the file."""
        home = self.home
        home.go("/home")
        home.go(f"{self.place}/progress")
        home.go("/sets/1")
        home.go(f"{self.place}/messages?set=1&time=3")
        assert self.words.begin in shown(home.page)
        submit(home.page, ".message-form", {"text": self.words.question}, MESSAGE_ROW)
        return self._make(home)

    def answer(self, report: Path) -> None:
        """Take the report in; see the flag and the question on the first page."""
        clinic, page = self.clinic, self.clinic.page
        clinic.go("/home")
        drop(page, report)
        clinic.see("/taken")
        assert read_words("formcheck.exchange", self.language).count("taken.sets", 1) in told(page)
        clinic.go("/")
        seen = shown(page)
        for flag in ("pain_up", "answer_owed"):
            assert _say("review.web", self.language, f"flags.{flag}") in seen, flag
        for path in ("/sets/1", f"{self.place}/progress", f"{self.place}/sets"):
            clinic.go(path)

    def read_answer(self, answer: Path) -> None:
        """Drop the answer on the first page, and read it."""
        home = self.home
        home.go("/home")
        drop(home.page, answer)
        assert read_words("formcheck.exchange", self.language).count("taken.messages", 1) in told(
            home.page
        )
        home.go(f"{self.place}/messages")
        assert self.words.answer in shown(home.page)

    def refuse(self, path: Path, key: str) -> None:
        """Drop a file at home that is not to be taken in: told in a line, nothing is changed."""
        before = self.home.holds()
        drop(self.home.page, path)
        self.home.see(f"/refused-{key}")
        assert _say("exchange", self.language, key, name=path.name) in told(self.home.page)
        assert self.home.holds() == before


def _half(path: Path) -> Path:
    half = path.with_stem(f"{path.stem}-half")
    data = path.read_bytes()
    half.write_bytes(data[: len(data) // 2])
    return half


def _tampered(path: Path) -> Path:
    tampered = path.with_stem(f"{path.stem}-tampered")
    tampered.write_bytes(path.read_bytes())
    rewrite(tampered, "content.json", b"{}")
    return tampered


def play(
    language: str,
    formcheck: Command,
    display: str,
    film: Film,
    look: Look = lambda _page, _name: None,
) -> None:
    """Play it from two empty homes; ``look`` is called wherever there is something to see."""
    files = formcheck.folder / "files"
    files.mkdir()
    with (
        _computer(formcheck, "clinic", language, look) as clinic,
        _computer(formcheck, "home", language, look) as home,
    ):
        played = _Play(clinic, home, files, _WRITTEN)
        plan = played.make_plan()
        played.take_plan(plan)
        said = played.exercise(display, film)
        title = read_words("formcheck.exercises.prone_press_up", language).text("title")
        assert said.startswith(title), said
        report = played.report()
        played.answer(report)
        older = played._make(clinic)
        answer = played._write_and_make(clinic, played.words.answer)
        played._add(_ANOTHER)
        foreign = played._write_and_make(clinic, played.words.begin, "/patients/2")
        home.go("/home")
        played.refuse(_half(answer), "refused.half")
        played.refuse(_tampered(answer), "refused.damaged")
        played.refuse(foreign, "refused.foreign")
        played.refuse(plan, "taken.known")
        played.read_answer(answer)
        home.go("/home")
        played.refuse(older, "refused.older")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_screen("1366x768") as name:
        yield name


def test_from_two_empty_homes(formcheck: Command, display: str, film: Film) -> None:
    play(_LANGUAGE, formcheck, display, film)
