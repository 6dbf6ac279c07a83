"""What a result comes from: all of it that is not judged but handed on."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.judge.result import ClipInfo, ModelInfo, RecognitionInfo, SegmentInfo


@dataclass(frozen=True)
class Origin:
    """The clip, and how it was looked at; copied into its result.

    Attributes
    ----------
    clip : ClipInfo
        The whole clip, also where only a part of it is scored.
    model : ModelInfo
        What found the landmarks.
    notes : tuple of str
        Remarks from reading the clip, for people.
    recognition : RecognitionInfo or None
        None where a person named the exercise.
    segment : SegmentInfo or None
        Which part of the clip the landmarks are of; None if they are of the whole.
    """

    clip: ClipInfo
    model: ModelInfo
    notes: tuple[str, ...] = ()
    recognition: RecognitionInfo | None = None
    segment: SegmentInfo | None = None
