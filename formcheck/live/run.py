"""The live session: ties camera, judge, flow, window, voice and saving together."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from formcheck.exercises.loading import get_rules
from formcheck.exercises.settings import Settings
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.live.backroom import Backroom, KeptInterrupted, NotSaved, Saved, new_recording
from formcheck.live.flow.effects import (
    BeginCalibration,
    CameraOff,
    DropInterrupted,
    Effect,
    EndCalibration,
    EndSet,
    KeepInterrupted,
    NoteTimedHolds,
    PauseCounting,
    Quit,
    RecordPain,
    RecordSafety,
    RestartSet,
    ResumeCounting,
    Say,
    StartCounting,
    Tone,
    WatchExercise,
)
from formcheck.live.flow.events import (
    Calibrated,
    CameraChanged,
    Clicked,
    Event,
    KeyPressed,
    Remark,
    SaveFailed,
    Seen,
    SetSaved,
    Ticked,
    WindowClosed,
)
from formcheck.live.flow.flow import Flow
from formcheck.live.journal import SetJournal
from formcheck.live.judging import JudgedFrame, Judging, NewSet
from formcheck.live.live_camera import LiveCamera, LookedAt
from formcheck.live.moment import Calibration, SetState
from formcheck.live.phrases import Phrases
from formcheck.live.recording import Recording
from formcheck.live.showing import OnScreen, Showing, Window
from formcheck.live.voice import Voice
from formcheck.live.window import Click, Closed, Key
from formcheck.pose.bundle_file import Bundle
from formcheck.video.sources.source import Source
from formcheck.words.errors import retell_error

#: Whoever waits for a picture of the camera looks up so often, for keys and for what was judged.
_FRAME_S = 1 / 30
#: So long a thread may keep the others waiting: every wait makes the picture older.
_SWITCH_S = 0.0001


class LiveSession:
    """Runs a session from the first page to the last.

    Parameters
    ----------
    flow : Flow
    window : Window
    voice : Voice
    backroom : Backroom
    open_source : callable
        Opens the camera.
    bundle : Bundle
        The pose model.
    settings : Settings
        Thresholds; the doses come from what the flow asks for.
    phrases : Phrases
    record : bool
        Whether sets are filmed.
    new_journal : callable, optional
        Begins the journal of a set; without it a set lives in memory until it is over.
    new_set : callable
        Begins a set: `JudgeProcess.new_set`, so that judging does not make the picture old.
    find_lighter : callable, optional
        See `Inference`: for a computer that is too slow for the model.
    on_screen : callable, optional
        See `Showing`.
    """

    def __init__(
        self,
        flow: Flow,
        window: Window,
        voice: Voice,
        backroom: Backroom,
        *,
        open_source: Callable[[], Source],
        bundle: Bundle,
        settings: Settings,
        phrases: Phrases,
        record: bool = False,
        new_journal: Callable[[], SetJournal] | None = None,
        new_set: NewSet = StreamingSet,
        find_lighter: Callable[[], Bundle | None] | None = None,
        on_screen: OnScreen | None = None,
    ) -> None:
        self.flow, self.backroom = flow, backroom
        self._window, self._voice, self._phrases = window, voice, phrases
        self._showing = Showing(window, on_screen)
        self._open_source, self._bundle, self._settings = open_source, bundle, settings
        self._record, self._new_journal = record, new_journal
        self._new_set, self._find_lighter = new_set, find_lighter
        self._began_s = time.monotonic()
        self._camera: LiveCamera | None = None
        self._recording: Recording | None = None
        self._counting, self._timed_holds = False, 0
        self._set_began_at = datetime.now(UTC).astimezone()
        self._state: SetState | None = None
        self._remarks: list[str] = []
        self._over = False

    def run(self) -> None:
        """Run until the person ends it; a set that was begun is saved, whatever happens.

        Raises
        ------
        FormcheckError
            The pose model or the machine fails; what was counted is saved first.
        """
        usual_s = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_S)
        try:
            while not self._over:
                self._turn()
        finally:
            sys.setswitchinterval(usual_s)
            self._wind_up()

    def stop(self) -> None:
        """End after the picture at hand."""
        self._over = True

    def _turn(self) -> None:
        begun_s = self._now_s()
        for event in self._collect_events():
            for effect in self.flow.handle(event):
                self._carry_out(effect)
            if self._over:
                return
        self._draw()
        self._wait(_FRAME_S - (self._now_s() - begun_s))

    def _wait(self, left_s: float) -> None:
        """Wait for the next turn; a new picture does not wait for the clock."""
        if left_s > 0 and self._camera is None:
            time.sleep(left_s)
        elif left_s > 0 and self._camera is not None:
            self._camera.wait(left_s)

    def _now_s(self) -> float:
        return time.monotonic() - self._began_s

    def _collect_events(self) -> list[Event]:
        events: list[Event] = [*self._camera_events(), *self._backroom_events()]
        now_s = self._now_s()
        if key := self._voice.take_remark():
            self._remarks.append(self._phrases.text(key))
        events += [Remark(now_s, text) for text in self._remarks]
        self._remarks.clear()
        for happened in self._window.poll():
            match happened:
                case Key(name=name):
                    events.append(KeyPressed(now_s, name))
                case Click(x=x, y=y):
                    if action := self._showing.action_at(x, y):
                        events.append(Clicked(now_s, action))
                case Closed():
                    events.append(WindowClosed(now_s))
        return [*events, Ticked(now_s)]

    def _camera_events(self) -> list[Event]:
        if self._camera is None:
            return []
        events: list[Event] = []
        for answer in self._camera.take_answers():
            match answer:
                case JudgedFrame(time_s=time_s, sight=sight, state=state):
                    self._state = state
                    events.append(Seen(time_s, sight, state))
                case LookedAt(time_s=time_s, sight=sight):
                    events.append(Seen(time_s, sight))
                case Calibration():
                    events.append(Calibrated(self._now_s(), answer))
        for relief in self._camera.take_reliefs():
            text = self._phrases.text(f"slow.{relief}")
            self._voice.say(text, "soon")
            events.append(Remark(self._now_s(), text))
        changes = self._camera.take_changes()
        return [*events, *(CameraChanged(item.time_s, item.change) for item in changes)]

    def _backroom_events(self) -> list[Event]:
        events: list[Event] = []
        for news in self.backroom.take():
            match news:
                case Saved(saved=saved, kept=kept):
                    result = saved.scored.result
                    events.append(SetSaved(self._now_s(), str(saved.folder), kept, result))
                case KeptInterrupted():
                    events.append(Remark(self._now_s(), self._phrases.text("interrupted.kept")))
                case NotSaved(error=error, of_set=True):
                    events.append(SaveFailed(self._now_s(), *retell_error(error)))
                case NotSaved(error=error):
                    events.append(Remark(self._now_s(), retell_error(error)[0]))
        return events

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Say(text=text, urgency=urgency):
                self._voice.say(text, urgency)
            case Tone(kind=kind):
                self._voice.tone(kind)
            case RecordPain():
                self.backroom.add_pain(effect)
            case RecordSafety():
                self.backroom.add_safety(effect)
            case KeepInterrupted(name=name):
                self.backroom.keep_interrupted(name)
            case DropInterrupted(name=name):
                self.backroom.drop_interrupted(name)
            case WatchExercise():
                self._watch(effect)
            case EndSet():
                self._end_set()
            case CameraOff():
                self._switch_off()
            case Quit():
                self._over = True
            case _:
                self._tell_judge(effect)

    def _watch(self, effect: WatchExercise) -> None:
        """Judge an exercise; a camera that is on stays on."""
        self._drop_recording()
        is_new = self._camera is None
        camera = self._camera or LiveCamera(
            self._open_source,
            self._bundle,
            self._began_s,
            keep_lead_in=self._record,
            new_journal=self._new_journal,
            new_set=self._new_set,
            find_lighter=self._find_lighter,
        )
        camera.watch(effect.exercise, prescribed_settings(self._settings, effect))
        camera.count_people(True)
        self._camera, self._state = camera, None
        if is_new:
            camera.start()

    def _tell_judge(self, effect: Effect) -> None:
        judging = None if self._camera is None else self._camera.judging
        if self._camera is None or judging is None:
            return
        match effect:
            case BeginCalibration():
                judging.restart()
            case NoteTimedHolds(count=count):
                self._timed_holds = count
                judging.note_timed_holds(count)
            case EndCalibration(prompts=prompts):
                judging.calibrate(prompts)
            case StartCounting():
                self._start_counting(self._camera, judging)
            case PauseCounting():
                judging.stop_counting(self._now_s())
            case ResumeCounting():
                judging.start_counting(self._now_s())
            case RestartSet():
                self._counting, self._timed_holds = False, 0
                self._drop_recording()
                judging.restart()
                self._camera.count_people(True)

    def _start_counting(self, camera: LiveCamera, judging: Judging) -> None:
        self._counting = True
        self._set_began_at = datetime.now(UTC).astimezone()
        camera.count_people(False)
        judging.start_counting(self._now_s())
        if self._record and self._recording is None:
            try:
                self._recording = new_recording(self.backroom.out, self._remarks.append)
            except OSError as error:
                why = error.strerror or str(error)
                self._remarks.append(self._phrases.text("recording.none", why=why))
            else:
                camera.record(self._recording)

    def _end_set(self) -> None:
        """Hand the set over to be finished; the camera stays on for what is pointed at."""
        timed_holds, self._timed_holds = self._timed_holds, 0
        recording, self._recording = self._recording, None
        self._counting, self._state = False, None
        if self._camera is None:
            return
        reliefs = self._camera.reliefs
        judging = self._camera.hand_over()
        self._camera.count_people(True)
        if judging is not None:
            self.backroom.finish_set(judging, recording, self._set_began_at, timed_holds, reliefs)

    def _switch_off(self) -> None:
        camera, self._camera = self._camera, None
        self._counting, self._state = False, None
        if camera is not None:
            camera.stop_recording()
            self.backroom.switch_off(camera)
        self._drop_recording()

    def _drop_recording(self) -> None:
        recording, self._recording = self._recording, None
        if recording is not None:
            if self._camera is not None:
                self._camera.stop_recording()
            self.backroom.drop(recording)

    def _wind_up(self) -> None:
        """Save a set that was begun, even if the program was told to stop in the middle."""
        self._window.close()
        if self._counting:
            self._end_set()
        self._switch_off()
        self._voice.close()
        self.backroom.close()

    def _draw(self) -> None:
        newest = None if self._camera is None else self._camera.newest
        near_side = None if self._state is None else self._state.near_side
        self._showing.draw(self.flow.screen, newest, near_side, self._now_s())


def prescribed_settings(settings: Settings, wanted: WatchExercise) -> Settings:
    """Return settings with the dose of the set in force, and the own size of a calibration."""
    dose: dict[str, float] = {"hold_s": wanted.hold_s}
    if wanted.reps:
        dose["reps"] = wanted.reps
    changed = settings.replacing(wanted.exercise, dose=dose)
    if wanted.own_size is None:
        return changed
    return get_rules(wanted.exercise).with_own_size(changed, wanted.own_size)
