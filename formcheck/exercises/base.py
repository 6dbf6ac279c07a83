"""What an exercise declares, as data: texts, faults, the angle to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal[0, 1, 2, 3]


@dataclass(frozen=True)
class FaultSpec:
    """A form fault as the clinical specification describes it.

    Attributes
    ----------
    id : str
        Identifier of the specification, for example ``"PPU-1"``.
    name : str
        Plain name.
    why : str
        What is wrong about it, for the report.
    cue : str
        What the person is told.
    severity : {0, 1, 2, 3}
        3 safety, 2 defeats the exercise, 1 quality, 0 information.
    unit : str
        Unit of the measured value and the threshold: ``"deg"``, ``"torso"``,
        ``"s"``, ``"deg/s"`` or ``""``.
    joints : tuple of str
        Near-side joints that must be seen to tell it; empty for shoulder, hip and knee.
    """

    id: str
    name: str
    why: str
    cue: str
    severity: Severity
    unit: str
    joints: tuple[str, ...] = ()


@dataclass(frozen=True)
class JudgedAngle:
    """The angle that the picture shows while the exercise is judged.

    Attributes
    ----------
    kind : {"joint", "closing", "inclination", "lean"}
        ``joint`` is the angle at ``joints[1]`` between the bones to
        ``joints[0]`` and ``joints[2]``; ``closing`` is 180 degrees minus that,
        from straight on; ``inclination`` the angle of ``joints[0]`` to
        ``joints[1]`` against the floor; ``lean`` the same against the vertical.
    joints : tuple of str
        Near-side joints, as in ``SIDED_JOINTS``.
    signal : str
        Name of the measured signal whose value is written beside it.
    label : str
        Short plain name, for example ``"trunk"``.
    either_side : bool
        True for the side that moves instead of the near one; the signal then
        exists of each side too, as ``left_…`` and ``right_…``.
    """

    kind: Literal["joint", "closing", "inclination", "lean"]
    joints: tuple[str, ...]
    signal: str
    label: str
    either_side: bool = False


@dataclass(frozen=True)
class Exercise:
    """An exercise: its texts and what the picture shows.

    Attributes
    ----------
    name : str
        The API name, for example ``"prone_press_up"``.
    title : str
        The plain name.
    start, move : str
        Start position and movement, in a sentence or two each.
    camera : str
        Where to put the camera.
    dose : str
        Default dose in words.
    signal, signal_title, unit : str
        Main signal's name among the measurements, its plain name, its unit.
    judged_angle : JudgedAngle
        What the annotated video draws.
    faults : tuple of FaultSpec
        Every fault that can be reported.
    cannot_see : tuple of str
        What a side camera cannot show in this exercise.
    cautions : tuple of str
        Who should not do it, or only after asking (clinical-spec §2.1).
    """

    name: str
    title: str
    start: str
    move: str
    camera: str
    dose: str
    signal: str
    signal_title: str
    unit: str
    judged_angle: JudgedAngle
    faults: tuple[FaultSpec, ...]
    cannot_see: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    def fault(self, fault_id: str) -> FaultSpec:
        """Return the fault with this identifier; KeyError if there is none."""
        for spec in self.faults:
            if spec.id == fault_id:
                return spec
        raise KeyError(fault_id)
