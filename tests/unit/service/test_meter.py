"""From events to progress: how far, how quick, how long still."""

from __future__ import annotations

from tilescribe.domain import events
from tilescribe.service.jobs.meter import Meter


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(meter: Meter, *happened: events.Event) -> list[str]:
    return [message.type for event in happened for message in meter.messages(event)]


def written(done: int, *, total: int = 100, blank: int = 0, failed: int = 0) -> events.TilesWritten:
    return events.TilesWritten(done, blank, failed, 0, total)


def test_rate_and_time_left_are_those_of_the_last_half_minute() -> None:
    clock = Clock()
    meter = Meter(clock)
    run(meter, events.RunStarted(1, 1, 100, 100))
    for done in range(1, 41):
        clock.now += 1
        run(meter, written(done if done <= 20 else 20 + 2 * (done - 20), total=100))
    assert meter.progress.done == 60
    assert meter.progress.rate_per_s is not None
    assert 1.6 < meter.progress.rate_per_s <= 2.0
    assert meter.progress.seconds_left == round(40 / meter.progress.rate_per_s, 1)


def test_done_counts_every_settled_tile_and_says_which_failed() -> None:
    meter = Meter()
    run(meter, events.RunStarted(1, 1, 20, 20), written(10, total=20, blank=3, failed=2))
    assert (meter.progress.done, meter.progress.blank, meter.progress.failed) == (15, 3, 2)


def test_every_step_is_told_and_every_message_has_the_progress_so_far() -> None:
    meter = Meter()
    told = [
        (message.type, message.progress.done)
        for event in (
            events.RunStarted(1, 1, 9, 9),
            written(1),
            written(2),
            events.TileFailed(3, "a.tif", "broken"),
            events.RasterFailed("b.tif", "none"),
        )
        for message in meter.messages(event)
    ]
    assert told == [("progress", 0), ("progress", 1), ("progress", 2), ("failure", 2), ("failure", 2)]


def test_a_new_stage_begins_anew() -> None:
    clock = Clock()
    meter = Meter(clock)
    run(meter, events.RasterPlanned("a.tif", 1, 2, 9, "new"))
    clock.now += 1
    run(meter, events.RasterPlanned("b.tif", 2, 2, 9, "new"))
    assert meter.progress.rate_per_s == 1
    run(meter, events.RunStarted(1, 2, 18, 18))
    assert (meter.progress.stage, meter.progress.done, meter.progress.rate_per_s) == ("describing", 0, None)


def test_the_raster_in_work_is_named() -> None:
    meter = Meter()
    run(meter, events.RunStarted(1, 1, 9, 9), events.RasterStarted("a.tif", 9), written(1))
    assert meter.progress.raster == "a.tif"


def test_what_happens_to_files_is_told_in_words() -> None:
    meter = Meter()
    told = [
        (message.type, message.path, message.message)
        for event in (
            events.RasterMoved("b.tif", previous="a.tif"),
            events.RasterMissing("c.tif", 9, pruned=False),
            events.Notice("d.tif", "It has no overviews."),
        )
        for message in meter.messages(event)
    ]
    assert told == [
        ("notice", "b.tif", "found again, was a.tif"),
        ("notice", "c.tif", "its file is gone; kept, 9 tiles"),
        ("notice", "d.tif", "It has no overviews."),
    ]
