"""Beginning again after a break with less than the plan says, without changing the plan.

The rule is by judgement, no trial gives one: half the repetitions, in the first set or in two
sessions. Holds stay as they are.
"""

from __future__ import annotations

from typing import Literal, get_args

#: What is done with half the repetitions: the first set of each exercise, all of this session, or
#: all of this session and the next one.
Smaller = Literal["first-set", "session", "two-sessions"]
SMALLER: tuple[Smaller, ...] = get_args(Smaller)


def smaller_reps(full: int) -> int:
    """Return how many of so many repetitions to begin with again; of one, it is that one."""
    return max(1, full // 2)
