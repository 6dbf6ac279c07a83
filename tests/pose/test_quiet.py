from __future__ import annotations

import os
import subprocess
import sys

from formcheck.pose.quiet import foreign_text, without_library_notes

NOTE = (
    b"W0000 00:00:1795428716.969167   27200 inference_feedback_manager.cc:114] Feedback manager\n"
)
XNNPACK = b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
UNINITIALISED = b"WARNING: All log messages before absl::InitializeLog() is called are written\n"

SPOKEN = """
import os, threading
from formcheck.pose.quiet import without_library_notes
os.write(2, b"before\\n")
with without_library_notes():
    os.write(2, {note!r})
    os.write(2, b"somebody else's words\\n")
    with without_library_notes():
        os.write(2, {note!r})
os.write(2, b"after\\n")
"""


def test_only_the_librarys_notes_are_taken_out() -> None:
    others = b"Traceback (most recent call last):\n\xff\xfe bytes\nno newline at the end"
    assert foreign_text(XNNPACK + UNINITIALISED + NOTE + others) == others


def test_what_others_write_meanwhile_comes_through_in_order() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPOKEN.format(note=NOTE)], capture_output=True, check=True
    )
    assert done.stderr.splitlines() == [b"before", b"somebody else's words", b"after"]


def test_standard_error_is_itself_again_afterwards() -> None:
    before = os.fstat(2)
    with without_library_notes():
        assert os.fstat(2).st_ino != before.st_ino
    assert (os.fstat(2).st_dev, os.fstat(2).st_ino) == (before.st_dev, before.st_ino)


def test_program_without_standard_error_runs_on() -> None:
    code = (
        "import os; os.close(2)\n"
        "from formcheck.pose.quiet import without_library_notes\n"
        "with without_library_notes(): pass\n"
        "print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"fine"
