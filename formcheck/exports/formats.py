"""The formats that results can be exported to, each by its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from formcheck.errors import NothingToScoreError, UsageError
from formcheck.exports.bids import render_bids
from formcheck.exports.boris import render_boris
from formcheck.exports.chapters import render_chapters
from formcheck.exports.deeplabcut import render_deeplabcut
from formcheck.exports.elan import render_elan
from formcheck.exports.exported_set import ExportedSet, Signals
from formcheck.exports.fhir import render_fhir
from formcheck.exports.kinovea import render_kinovea
from formcheck.exports.markers import make_markers
from formcheck.exports.movement_netcdf import render_movement
from formcheck.exports.opensim import render_mot, render_trc
from formcheck.exports.provenance import describe_source
from formcheck.exports.study_tables import render_tables
from formcheck.history.models import Landmarks
from formcheck.words import read_words

_WORDS = read_words("formcheck.exports")

#: Body heights that are believed.
SMALLEST_CM, LARGEST_CM = 50.0, 250.0

#: What is written: paths within the folder of the export, and what stands in them.
Files = Iterator[tuple[str, str | bytes]]
#: Told which set lacks what a format shows; it is left out.
LeaveOut = Callable[[ExportedSet, NothingToScoreError], None]


@dataclass(frozen=True)
class Choices:
    """What may be asked for beside the format.

    Attributes
    ----------
    height_cm : float or None
        Body height, for positions in metres.
    fill : bool
        Close gaps, for programs that cannot go on with one.
    patient_reference : str
        The person in a clinic's record.
    """

    height_cm: float | None = None
    fill: bool = False
    patient_reference: str = ""


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    name : str
        As in ``--to``.
    render : callable
        Makes the files of some sets, of which it holds one at a time.
    needs_landmarks : bool
    tells_source : bool
        Whether its files themselves say where their numbers come from; beside the others
        lies ``provenance.json``.
    asks_patient : bool
        Whether the person's reference in a record must be given.
    """

    name: str
    render: Callable[[Iterable[ExportedSet], Choices, LeaveOut], Files]
    needs_landmarks: bool = False
    tells_source: bool = False
    asks_patient: bool = False

    @property
    def title(self) -> str:
        """What it is, and for whom, in a line."""
        return _WORDS.text(f"formats.{self.name}")

    def files(self, sets: Iterable[ExportedSet], choices: Choices, leave_out: LeaveOut) -> Files:
        """Yield the files of an export.

        Parameters
        ----------
        sets : iterable of ExportedSet
        choices : Choices
        leave_out : callable
            Told which set lacks what the format shows, and why.
        """
        sources: dict[str, dict[str, str]] = {}

        def noting() -> Iterator[ExportedSet]:
            for item in sets:
                sources[item.name] = describe_source(item)
                yield item

        def dropping(item: ExportedSet, error: NothingToScoreError) -> None:
            sources.pop(item.name, None)
            leave_out(item, error)

        yield from self.render(noting(), choices, dropping)
        if sources and not self.tells_source:
            yield "provenance.json", json.dumps(sources, indent=2) + "\n"


def _each(
    ending: str, render: Callable[[ExportedSet, Choices], str | bytes]
) -> Callable[[Iterable[ExportedSet], Choices, LeaveOut], Files]:
    """Return what makes a file a set."""

    def render_all(sets: Iterable[ExportedSet], choices: Choices, leave_out: LeaveOut) -> Files:
        for item in sets:
            try:
                yield f"{item.name}{ending}", render(item, choices)
            except NothingToScoreError as error:
                leave_out(item, error)

    return render_all


def _landmarks(item: ExportedSet) -> Landmarks:
    if item.landmarks is None:
        raise NothingToScoreError(
            f"The landmarks of {item.name} are not kept on this computer.",
            "Score its clip again, then export once more.",
        )
    return item.landmarks


def _signals(item: ExportedSet) -> Signals:
    if item.signals is None or not item.signals.time_s.size:
        raise NothingToScoreError(
            f"The table of frames of {item.name} is not there.",
            "Score its clip again, then export once more.",
        )
    return item.signals


def _trc(item: ExportedSet, choices: Choices) -> str:
    landmarks = _landmarks(item)
    table = make_markers(item, landmarks, height_cm=choices.height_cm, fill=choices.fill)
    return render_trc(item, table)


def _bids(sets: Iterable[ExportedSet], _choices: Choices, leave_out: LeaveOut) -> Files:
    def with_signals() -> Iterator[tuple[ExportedSet, Signals]]:
        for item in sets:
            try:
                yield item, _signals(item)
            except NothingToScoreError as error:
                leave_out(item, error)

    yield from render_bids(with_signals())


def _fhir(sets: Iterable[ExportedSet], choices: Choices, _leave_out: LeaveOut) -> Files:
    yield "fhir_bundle.json", render_fhir(list(sets), choices.patient_reference)


def _tables(sets: Iterable[ExportedSet], _choices: Choices, _leave_out: LeaveOut) -> Files:
    yield from render_tables(sets)


_ALL = (
    Format(
        "tables",
        _tables,
        tells_source=True,
    ),
    Format(
        "movement",
        _each(".nc", lambda item, _: render_movement(item, _landmarks(item))),
        needs_landmarks=True,
    ),
    Format(
        "trc",
        _each(".trc", _trc),
        needs_landmarks=True,
    ),
    Format(
        "mot",
        _each(".mot", lambda item, ask: render_mot(item, _signals(item), fill=ask.fill)),
    ),
    Format(
        "deeplabcut",
        _each(".csv", lambda item, _: render_deeplabcut(_landmarks(item))),
        needs_landmarks=True,
    ),
    Format(
        "elan",
        _each(".eaf", lambda item, _: render_elan(item)),
    ),
    Format(
        "webvtt",
        _each(".chapters.vtt", lambda item, _: render_chapters(item)),
    ),
    Format(
        "boris",
        _each(".boris", lambda item, _: render_boris(item)),
    ),
    Format(
        "kinovea",
        _each(".kva", lambda item, _: render_kinovea(item)),
    ),
    Format(
        "fhir",
        _fhir,
        asks_patient=True,
    ),
    Format("bids", _bids, tells_source=True),
)
FORMATS: Mapping[str, Format] = {item.name: item for item in _ALL}


def read_height_cm(text: str) -> float:
    """Return a body height that somebody typed.

    Raises
    ------
    UsageError
        It is no height of a person.
    """
    try:
        height_cm = float(text)
    except ValueError:
        height_cm = 0.0
    if not SMALLEST_CM <= height_cm <= LARGEST_CM:
        raise UsageError(
            f"“{text[:20]}” is no body height.",
            f"Give it in centimetres, {SMALLEST_CM:g} to {LARGEST_CM:g}.",
        )
    return height_cm


def check_choices(name: str, choices: Choices) -> Format:
    """Return the format of a name.

    Raises
    ------
    UsageError
        There is no such format, or it needs what was not given.
    """
    wanted = FORMATS.get(name)
    if wanted is None:
        raise UsageError(f"There is no format “{name}”.", f"There are: {', '.join(FORMATS)}.")
    if wanted.asks_patient and not choices.patient_reference:
        raise UsageError(
            "A clinic's record has to know whose exercises these are.",
            "Give --patient-reference as the record has it, for example Patient/123.",
        )
    return wanted
