"""Section on retrieval from captions to pictures and back, channel by channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.chance import chance_of_image_to_text, chance_of_mean, chance_of_text_to_image
from tilescribe.evaluate.report.formatting import CHANNEL_NOTES, channel, estimate, percent
from tilescribe.evaluate.report.markup import Html, element, join, table
from tilescribe.evaluate.report.plots import Bar, bar_chart

if TYPE_CHECKING:
    from tilescribe.evaluate.metrics import DirectionRecall, Estimate, RetrievalRecall
    from tilescribe.evaluate.results import Ceiling, ChannelRecall, QueryRecall, SingleRecall

__all__ = ["ceiling", "retrieval"]


def retrieval(asked: QueryRecall) -> Html | None:
    """Figures of one kind of query; None without any channel."""
    if not asked.channels:
        return None
    return join(
        [
            element("p", _what(asked)),
            element("div", _by_channel(asked), _by_depth(asked), class_="plots"),
            element("p", "Whiskers: confidence intervals. Dotted ticks: what guessing would give.", class_="note"),
            _main_table(asked),
            element("div", _fairness(asked.channels), _single(asked), class_="pair"),
        ]
    )


def ceiling(found: Ceiling) -> Html:
    """What the text half alone could reach."""
    rows = [
        ("Queries meet all captions but themselves", found.own_left_out),
        ("Queries meet no word-for-word copy either", found.copies_removed),
    ]
    what = (
        "Human captions in the place of descriptions, matched by the embedder alone: a captioner that wrote like "
        f"people would come near these figures. {plural(found.queries, 'query', 'queries')}."
    )
    return join(
        [element("p", what), _recall_table("Human captions as descriptions, per cent", "Captions that count", rows)]
    )


def _what(asked: QueryRecall) -> str:
    texts = "Every caption is a question" if asked.kind == "short" else "One long text of each picture is a question"
    return (
        f"{texts}: {plural(asked.queries, 'question')} for {plural(asked.pictures, 'picture')}. A picture scores as "
        "its best description does."
    )


# --- figures --------------------------------------------------------------------------------------------------------


def _by_channel(asked: QueryRecall) -> Html:
    chance = chance_of_mean(asked)
    bars = [_bar(channel(name), found.standard.mean, name, chance) for name, found in asked.channels.items()]
    return bar_chart("mR by channel, %", bars)


def _by_depth(asked: QueryRecall) -> Html:
    name = "fused" if "fused" in asked.channels else next(iter(asked.channels))
    found = asked.channels[name].standard
    forth = [
        _bar(f"Text → image R@{k}", at, "forth", chance_of_text_to_image(asked.pictures, k=k))
        for k, at in found.text_to_image.at.items()
    ]
    back = [
        _bar(f"Image → text R@{k}", at, "back", chance_of_image_to_text(asked.queries, asked.pictures, k=k))
        for k, at in found.image_to_text.at.items()
    ]
    return bar_chart(f"{channel(name)} by direction and depth, %", [*forth, *back])


def _bar(label: str, found: Estimate, tone: str, chance: float) -> Bar:
    return Bar(label, found.value, tone=tone, low=found.low, high=found.high, chance=chance)


# --- tables ---------------------------------------------------------------------------------------------------------


def _main_table(asked: QueryRecall) -> Html:
    rows = [(name, found.standard) for name, found in asked.channels.items()]
    return _recall_table(
        "Standard protocol by channel, per cent, with confidence intervals", "Channel", rows, name=_channel_cell
    )


def _channel_cell(name: str) -> Html:
    return element(
        "th", channel(name), element("small", CHANNEL_NOTES.get(name)), scope="row", class_=f"key tone-{name}"
    )


def _plain_cell(name: str) -> Html:
    return element("th", name, scope="row")


def _recall_table(
    caption: str,
    corner: str,
    rows: Iterable[tuple[str, RetrievalRecall]],
    *,
    name: Callable[[str], Html] = _plain_cell,
) -> Html:
    rows = list(rows)
    depths = list(rows[0][1].text_to_image.at)
    best = _best_figures(found for _, found in rows)
    head = [
        [
            element("th", corner, scope="col", rowspan=2),
            element("th", "Text → image", scope="colgroup", colspan=len(depths) + 1, class_="group"),
            element("th", "Image → text", scope="colgroup", colspan=len(depths) + 1, class_="group"),
            element("th", "mR", scope="col", rowspan=2, class_="number"),
        ],
        [element("th", words, scope="col", class_="number") for words in 2 * [*(f"R@{k}" for k in depths), "mean"]],
    ]
    body = [[name(label), *_cells(_figures(found), best)] for label, found in rows]
    return table(caption, head, body)


def _figures(found: RetrievalRecall) -> list[Estimate]:
    return [*_direction(found.text_to_image), *_direction(found.image_to_text), found.mean]


def _direction(found: DirectionRecall) -> list[Estimate]:
    return [*found.at.values(), found.mean]


def _best_figures(found: Iterable[RetrievalRecall]) -> list[float]:
    columns = zip(*(_figures(one) for one in found), strict=True)
    return [max(one.value for one in column) for column in columns]


def _cells(figures: list[Estimate], best: list[float]) -> list[Html]:
    return [
        element("td", estimate(one), class_="number best" if one.value >= top > 0 else "number")
        for one, top in zip(figures, best, strict=True)
    ]


def _fairness(channels: Mapping[str, ChannelRecall]) -> Html:
    """What ties and copies do to mR."""
    words = ("Standard", "Ties by chance", "Copies right")
    head = [
        [
            element("th", "Channel", scope="col"),
            *(element("th", word, scope="col", class_="number") for word in words),
        ]
    ]
    body = [
        [
            element("th", channel(name), scope="row", class_=f"key tone-{name}"),
            *(
                element("td", percent(share), class_="number")
                for share in (found.standard.mean.value, found.standard.expected_mean, found.sharing.mean.value)
            ),
        ]
        for name, found in channels.items()
    ]
    return table("mR under three notions of right, per cent", head, body)


def _single(asked: QueryRecall) -> Html | None:
    if asked.single is None or "descriptions" not in asked.channels:
        return None
    return bar_chart("One description a picture, or the best of all: mR, %", _single_bars(asked, asked.single))


def _single_bars(asked: QueryRecall, single: SingleRecall) -> list[Bar]:
    best = asked.channels["descriptions"].standard.mean
    variants = [
        Bar(f"Variant {number} alone", found.mean.value, tone="lexical", low=found.mean.low, high=found.mean.high)
        for number, found in enumerate(single.variants, start=1)
    ]
    return [
        *variants,
        Bar("Mean of single ones", single.mean, tone="lexical"),
        Bar("Best of all", best.value, tone="descriptions", low=best.low, high=best.high),
    ]
