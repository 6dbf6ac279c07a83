from __future__ import annotations

import threading

from formcheck.live.newest import Newest


def test_what_was_not_taken_is_replaced() -> None:
    newest: Newest[int] = Newest()
    assert newest.take() is None
    newest.put(1)
    newest.put(2)
    assert newest.take() == 2
    assert newest.take() is None


def test_a_wait_ends_when_something_is_put() -> None:
    newest: Newest[int] = Newest()
    taken: list[int | None] = []
    taker = threading.Thread(target=lambda: taken.append(newest.take(60.0)), daemon=True)
    taker.start()
    newest.put(7)
    taker.join(timeout=10)
    assert taken == [7]
