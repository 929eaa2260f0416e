"""Bounded hand-overs: nothing is lost, nothing waits for ever."""

from __future__ import annotations

import threading

import pytest

from tilescribe.indexing.queues import BoundedQueue, StageThread

LONG_S = 20
"""Far beyond what any of this takes; only a dead-lock reaches it."""


def test_everything_handed_over_arrives_in_order_although_the_belt_is_short() -> None:
    abandoned = threading.Event()
    belt: BoundedQueue[int] = BoundedQueue(2, abandoned=abandoned)

    def produce() -> None:
        for number in range(1000):
            assert belt.put(number)
        belt.end()

    producer = StageThread("produce", produce, abandoned=abandoned)
    producer.start()
    assert list(belt) == list(range(1000))
    producer.join(LONG_S)
    assert producer.error is None


def test_a_producer_at_a_full_belt_is_let_go_when_the_run_is_abandoned() -> None:
    abandoned = threading.Event()
    belt: BoundedQueue[int] = BoundedQueue(1, abandoned=abandoned)
    answers: list[bool] = []
    producer = threading.Thread(target=lambda: answers.extend([belt.put(1), belt.put(2)]))
    producer.start()
    abandoned.set()
    producer.join(LONG_S)
    assert not producer.is_alive()
    assert answers[-1] is False


def test_a_consumer_at_an_empty_belt_is_let_go_when_the_run_is_abandoned() -> None:
    abandoned = threading.Event()
    belt: BoundedQueue[int] = BoundedQueue(1, abandoned=abandoned)
    consumer = threading.Thread(target=lambda: list(belt))
    consumer.start()
    abandoned.set()
    consumer.join(LONG_S)
    assert not consumer.is_alive()


def test_a_failing_stage_keeps_its_error_and_abandons_the_run() -> None:
    abandoned = threading.Event()

    def fail() -> None:
        raise ValueError("broken")

    stage = StageThread("fail", fail, abandoned=abandoned)
    stage.start()
    stage.join(LONG_S)
    assert abandoned.is_set()
    with pytest.raises(ValueError, match="broken"):
        raise stage.error or AssertionError
