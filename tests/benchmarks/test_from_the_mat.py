"""A whole session in full pictures, from the first warning page to the summary that is closed.

A rendered person moves and points as the screen asks; every picture goes through pose model,
checks, judge and flow. Time is that of the pictures, so a busy computer changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.live.flow.effects import Quit
from formcheck.live.phrases import english
from formcheck.pose.bundle_file import Bundle

pytest.importorskip("moderngl", reason="needs the renderer")

from benchmarks.from_the_mat import PLAN, Session

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_somebody_leaves_in_the_set_and_comes_back(bundle: Bundle) -> None:
    press_up = next(offer for offer in PLAN if offer.exercise == "prone_press_up")
    session = Session(bundle, None, (replace(press_up, reps=1),))
    session.patient.leaves.add("prone_press_up")
    session.run()
    assert [tally.done for tally in session.flow.sets_done] == [1]
    said = [line.split("  ", 1)[1] for line in session.heard]
    left = said.index(english().text("pause.left"))
    assert said.index(english().text("pause.go_on")) > left
    assert Quit("finished") in session.effects
