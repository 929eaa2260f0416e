"""News that come too fast are passed on now and then, and the last of them always."""

from __future__ import annotations

import threading

from tilescribe.domain.throttle import Throttle

LONG_S = 3600.0
"""No test waits for the end of this interval."""
SHORT_S = 0.02
PATIENCE_S = 60.0


class Heard:
    """What came, and an event that tells of the one that is waited for."""

    def __init__(self, *, last: int | None = None) -> None:
        self.values: list[int] = []
        self.threads: list[threading.Thread] = []
        self.came = threading.Event()
        self._last = last

    def __call__(self, value: int) -> None:
        self.values.append(value)
        self.threads.append(threading.current_thread())
        if value == self._last:
            self.came.set()


def test_the_first_value_goes_at_once_and_those_soon_after_are_held_back() -> None:
    heard = Heard()
    throttle = Throttle(heard, interval_s=LONG_S)
    for value in (1, 2, 3):
        throttle.offer(value)
    assert heard.values == [1]
    throttle.flush()


def test_what_was_held_back_goes_when_the_interval_ends_though_nothing_more_comes() -> None:
    heard = Heard(last=3)
    throttle = Throttle(heard, interval_s=SHORT_S)
    for value in (1, 2, 3):
        throttle.offer(value)
    assert heard.came.wait(PATIENCE_S)
    assert heard.values[0] == 1
    assert heard.values == sorted(set(heard.values)), "each once, in order"


def test_an_urgent_value_goes_at_once_and_supersedes_what_was_held_back() -> None:
    heard = Heard()
    throttle = Throttle(heard, interval_s=LONG_S)
    throttle.offer(1)
    throttle.offer(2)
    throttle.send(3)
    throttle.flush()
    assert heard.values == [1, 3]
    assert threading.current_thread() in heard.threads


def test_what_is_held_back_can_be_passed_on() -> None:
    heard = Heard()
    throttle = Throttle(heard, interval_s=LONG_S)
    for value in (1, 2, 3):
        throttle.offer(value)
    throttle.flush()
    throttle.flush()
    assert heard.values == [1, 3]


def test_many_threads_lose_no_last_word_and_keep_their_order() -> None:
    heard = Heard(last=-1)
    throttle = Throttle(heard, interval_s=SHORT_S / 10)

    def offer(first: int) -> None:
        for value in range(first, 4000, 4):
            throttle.offer(value)

    threads = [threading.Thread(target=offer, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    throttle.offer(-1)
    assert heard.came.wait(PATIENCE_S)
    assert heard.values[-1] == -1
    for number in range(4):
        own = [value for value in heard.values if value >= 0 and value % 4 == number]
        assert own == sorted(set(own))
