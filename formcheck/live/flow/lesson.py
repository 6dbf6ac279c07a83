"""A short lesson after a set, for who likes to hear one; who does nothing goes on to the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from formcheck.learn.topics import Topic, all_topics
from formcheck.live.flow.after_set import follow_set
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import Doing, Next, PageStage
from formcheck.live.screens.states import Action, Choice, PromptScreen, TextScreen

#: An offer that nobody answers goes by itself.
OFFERED_S = 14.0
#: What is read from the mat at a glance, letters; longer paragraphs are parted at their sentences.
_MOST_LETTERS = 230
#: A page stays for as long as it takes to say it slowly, and a moment more.
_WORDS_A_SECOND, _MOMENT_S = 2.2, 3.0

_READ, _SKIP, _NEXT, _BEFORE = "read", "skip", "next_page", "page_before"


@dataclass(frozen=True)
class LessonPage:
    """So much of a topic as is shown and said at once."""

    heading: str
    lines: tuple[str, ...]

    @property
    def lasts_s(self) -> float:
        """How long it takes to say it."""
        words = sum(len(line.split()) for line in (self.heading, *self.lines))
        return words / _WORDS_A_SECOND + _MOMENT_S


def choose_topic(session: Session) -> Topic | None:
    """Return what to offer: what the plan names, else what fits to how it goes; None for nothing.

    What was heard before is not offered again.
    """
    topics = all_topics(session.phrases.written_in)
    wanted = session.wish.lessons or _fitting(session)
    left = [name for name in wanted if name in topics and name not in session.lessons_heard]
    return topics[left[0]] if left else None


def _fitting(session: Session) -> list[str]:
    pain, verdict = session.pain_latest, session.verdict
    fitting = []
    if verdict is not None and verdict.moved_up:
        fitting.append("course")
    if pain is not None and pain.site not in ("none", "back"):
        fitting.append("disc")
    if pain is not None and pain.pain_0_to_10 >= _MUCH_PAIN:
        fitting.append("positions")
    return [*fitting, *_ANYBODY]


_MUCH_PAIN = 4
#: Of use to everybody, one a session.
_ANYBODY = ("moving", "habit", "sitting", "sleep", "warmth", "lifting", "scans")


def part_pages(topic: Topic) -> tuple[LessonPage, ...]:
    """Return a topic in pages that can be read from the mat."""
    pages = []
    for part in topic.parts:
        lines: list[str] = []
        for line in [piece for text in (*part.text, *part.items) for piece in _pieces(text)]:
            if lines and sum(map(len, lines)) + len(line) > _MOST_LETTERS:
                pages.append(LessonPage(part.heading, tuple(lines)))
                lines = []
            lines.append(line)
        if lines:
            pages.append(LessonPage(part.heading, tuple(lines)))
    return tuple(pages)


def _pieces(text: str) -> list[str]:
    return [text] if len(text) <= _MOST_LETTERS else re.split(r"(?<=[.!?]) +", text)


class Lesson(PageStage):
    """Offers a topic once a session, and reads it aloud if it is chosen."""

    interruptible = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._topic: Topic | None = None
        self._pages: tuple[LessonPage, ...] = ()
        self._number: int | None = None
        self._until_s = 0.0
        #: Enter rests.
        self.selected = 1

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self.session.lesson_offered = True
        self._topic = choose_topic(self.session)
        if self._topic is None:
            return follow_set(self.session)
        self._pages = part_pages(self._topic)
        self._until_s = time_s + OFFERED_S
        do.say(self.spoken)
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`: the page at hand begins anew, silently."""
        page = self._page
        self._until_s = time_s + (OFFERED_S if page is None else page.lasts_s)
        return None

    @property
    def page(self) -> str:
        """See `Stage.page`."""
        return str(self._number)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        if self._number is None:
            return self.numbered([("lesson.read", _READ), ("lesson.skip", _SKIP)])
        listed: list[tuple[str, Action]] = [("lesson.enough", _SKIP)]
        if self._number > 0:
            listed.insert(0, ("lesson.before", _BEFORE))
        if self._number < len(self._pages) - 1:
            listed.insert(0, ("lesson.next", _NEXT))
        return self.numbered(listed)

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`."""
        page = self._page
        if page is None:
            title = "" if self._topic is None else self._topic.title
            return f"{self.phrases.text('lesson.offer', title=title)} {self.spoken_choices}"
        return " ".join((f"{page.heading}.", *page.lines))

    @property
    def screen(self) -> TextScreen | PromptScreen:
        """See `Stage.screen`."""
        words, page = self.phrases, self._page
        title = "" if self._topic is None else self._topic.title
        heading = words.text("lesson.title")
        lines: tuple[str, ...] = (words.text("lesson.offer", title=title),)
        step = ""
        if page is not None and self._number is not None:
            heading, lines = page.heading, page.lines
            step = words.text("lesson.page", number=self._number + 1, total=len(self._pages))
        if self.session.sees:
            stop = words.text("common.stop")
            return PromptScreen(
                title, "", heading, None, step, lines=lines, wide=page is not None, stop_label=stop
            )
        return TextScreen(heading, "calm", (("", lines),), self.choices, self.selected)

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`: an offer goes by itself, and pages turn by themselves."""
        if time_s < self._until_s:
            return None
        if self._number is None or self._number == len(self._pages) - 1:
            return follow_set(self.session)
        self._turn_to(self._number + 1, time_s, do)
        return None

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        return _SKIP if key in ("escape", "space") else super().key(time_s, key)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action not in [choice.action for choice in self.choices]:
            return None
        if action == _SKIP or self._topic is None:
            return follow_set(self.session)
        self.session.lessons_heard.add(self._topic.name)
        number = -1 if self._number is None else self._number
        self._turn_to(number - 1 if action == _BEFORE else number + 1, time_s, do)
        return None

    @property
    def _page(self) -> LessonPage | None:
        return None if self._number is None else self._pages[self._number]

    def _turn_to(self, number: int, time_s: float, do: Doing) -> None:
        self._number, self.selected = number, 0
        self._until_s = time_s + self._pages[number].lasts_s
        do.say(self.spoken, "now")
