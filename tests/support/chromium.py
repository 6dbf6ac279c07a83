"""A headless Chromium, spoken to over its debugging pipe; needs no package beside Python."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--window-size=1280,900",
    "--remote-debugging-pipe",
)
#: What is answered where a question met a page that was just being left.
_LEFT = "Inspected target navigated or closed"


class PageLeftError(Exception):
    """The page was left for another while it was asked."""


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


class Page:
    """One page in a browser of its own; use it in a ``with`` block.

    Attributes
    ----------
    complaints : list of str
        Console errors and uncaught exceptions.
    requests : list of str
        Addresses that the page asked for.
    """

    def __init__(self, profile: Path, *, timeout_s: float = 30.0) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._deadline_s = timeout_s
        self._profile = profile
        self._number = 0
        self._session = ""
        self._buffer = b""

    def __enter__(self) -> Page:
        program = find_chromium()
        assert program is not None
        # Chromium reads commands from descriptor 3 and answers on 4. Ours are moved out
        # of the way first, so that neither is closed while the other takes its place.
        theirs_in, self._to = (_high(end) for end in os.pipe())
        self._from, theirs_out = (_high(end) for end in os.pipe())
        self._process = os.posix_spawn(
            program,
            [program, *_FLAGS, f"--user-data-dir={self._profile}", "about:blank"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, theirs_in, 3),
                (os.POSIX_SPAWN_DUP2, theirs_out, 4),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setpgroup=0,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        targets = self.send("Target.getTargets")["targetInfos"]
        target = next(info["targetId"] for info in targets if info["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        os.close(self._to)
        os.close(self._from)
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if _LEFT in str(answer.get("error")):
                    raise PageLeftError(method)
                assert "error" not in answer, answer
                return dict(answer["result"])

    def open(self, file: Path) -> None:
        """Open a file of this machine and wait until it is loaded."""
        self.send("Page.navigate", url=file.resolve().as_uri())
        self.wait_until("document.readyState === 'complete' && location.protocol === 'file:'")

    def visit(self, address: str, ready: str = "document.readyState === 'complete'") -> None:
        """Open an address and wait until a JavaScript expression about the page is true."""
        self.evaluate("window.leaving = true")
        self.send("Page.navigate", url=address)
        self.wait_until(f"!window.leaving && ({ready})")

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_until(self, expression: str) -> None:
        """Wait until a JavaScript expression is true; the page may be left meanwhile."""
        self.wait_for(lambda: self._is_true(expression), expression)

    def _is_true(self, expression: str) -> bool:
        with suppress(PageLeftError):
            return bool(self.evaluate(expression))
        return False

    def wait_for(self, met: Callable[[], bool], what: str) -> None:
        """Wait until a condition is met; fail after the time limit."""
        end_s = time.monotonic() + self._deadline_s
        while not met():
            assert time.monotonic() < end_s, f"never came true: {what}"
            time.sleep(0.02)

    def click(self, x: float, y: float) -> None:
        """Press and release the mouse at a place of the window."""
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, *, shift: bool = False, control: bool = False) -> None:
        """Press and release a key, such as ``ArrowRight`` or ``x``."""
        modifiers = 2 * control + 8 * shift
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, modifiers=modifiers)

    def box(self, selector: str) -> dict[str, float]:
        """Return the rectangle of an element, scrolled into the window."""
        return dict(
            self.evaluate(
                f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
                "e.scrollIntoView({block: 'center', behavior: 'instant'});"
                "return e.getBoundingClientRect().toJSON(); })()"
            )
        )

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            piece = os.read(self._from, 1 << 20)
            assert piece, "the browser has gone"
            self._buffer += piece
        text, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        self._note(message)
        return message

    def _note(self, event: dict[str, Any]) -> None:
        details = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(details["request"]["url"])
        elif event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(details["exceptionDetails"]))
        elif event.get("method") == "Log.entryAdded":
            self.complaints.append(details["entry"]["text"])
        elif event.get("method") == "Runtime.consoleAPICalled" and details["type"] == "error":
            self.complaints.append(json.dumps(details["args"]))


def _high(descriptor: int) -> int:
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 20)
    os.close(descriptor)
    return copy
