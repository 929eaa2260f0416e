"""Measures for pictures with class labels, where any picture of the class is a right answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "average_precision",
    "mean_average_precision",
    "precision_at_k",
    "threshold_at_recall",
    "zero_shot_accuracy",
]


def average_precision(scores: NDArray[np.floating[Any]], right: NDArray[np.bool_]) -> float:
    """AP = sum over n of (R_n - R_(n-1)) P_n, with precision P_n and recall R_n after the n-th distinct score.

    Items of one score count as retrieved together, so no order of ties can improve the figure. Without interpolation,
    as in Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, section 8.4.

    Args:
        scores: (items,); higher is better.
        right: (items,), True where the item is a right answer.

    Raises:
        ValueError: No item is right, or a score is NaN.
    """
    _check(scores, right)
    if not right.any():
        raise ValueError("no item is right, so there is no precision to average")
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(right[order])
    last_of_score = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    precision = found[last_of_score] / (last_of_score + 1)
    return float(np.sum(np.diff(found[last_of_score], prepend=0) * precision) / found[-1])


def mean_average_precision(
    scores: NDArray[np.floating[Any]], labels: Sequence[str], *, classes: Sequence[str]
) -> tuple[float, Mapping[str, float]]:
    """mAP, and the average precision of each class, over one question a class.

    Args:
        scores: (classes, pictures): how well each picture answers the question after each class.
        labels: The class of each picture.
        classes: The classes in the order of `scores`; each must occur among the labels.
    """
    _check_table(scores, labels, classes)
    true = np.asarray(labels, dtype=object)
    each = {name: average_precision(row, true == name) for name, row in zip(classes, scores, strict=True)}
    return float(np.mean(list(each.values()))), each


def precision_at_k(scores: NDArray[np.floating[Any]], right: NDArray[np.bool_], *, k: int) -> float:
    """The share of right items among the first k, wrong ones first where scores tie.

    As in Manning, Raghavan and Schütze (2008), section 8.4. Fewer than k right items bound it below 1.

    Raises:
        ValueError: `k` is below 1 or above the number of items, or a score is NaN.
    """
    _check(scores, right)
    if not 1 <= k <= len(scores):
        raise ValueError(f"k is {k}, expected 1 to {len(scores)}")
    order = np.lexsort((right, -scores))
    return float(right[order[:k]].mean())


def threshold_at_recall(scores: NDArray[np.floating[Any]], right: NDArray[np.bool_], *, recall: float = 0.9) -> float:
    """The score at which a share of the right items is just found; wrong items that reach it are false alarms.

    Args:
        scores: (items,); higher is better.
        right: (items,), True where the item is a right answer.
        recall: Share of the right items that must be found, above 0, up to 1.

    Raises:
        ValueError: No item is right, or a score is NaN.
    """
    _check(scores, right)
    if not right.any():
        raise ValueError("no item is right, so none can be found")
    best = np.sort(scores[right])[::-1]
    return float(best[max(0, int(np.ceil(recall * len(best) - 1e-9)) - 1)])


def zero_shot_accuracy(scores: NDArray[np.floating[Any]], labels: Sequence[str], *, classes: Sequence[str]) -> float:
    """The share of pictures whose own class scores strictly best among all classes (Radford et al., ICML 2021, CLIP).

    Args:
        scores: (classes, pictures).
        labels: The class of each picture.
        classes: The classes in the order of `scores`.
    """
    _check_table(scores, labels, classes)
    position = {name: index for index, name in enumerate(classes)}
    own = np.array([position[label] for label in labels])
    pictures = np.arange(len(labels))
    others = np.array(scores, dtype=np.float64)
    others[own, pictures] = -np.inf
    return float(np.mean(scores[own, pictures] > others.max(axis=0)))


def _check(scores: NDArray[np.floating[Any]], right: NDArray[np.bool_]) -> None:
    if scores.ndim != 1 or scores.shape != right.shape:
        raise ValueError(f"scores are {scores.shape} and right answers {right.shape}, expected (items,) of both")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")


def _check_table(scores: NDArray[np.floating[Any]], labels: Sequence[str], classes: Sequence[str]) -> None:
    if scores.shape != (len(classes), len(labels)):
        raise ValueError(f"scores are {scores.shape}, expected {(len(classes), len(labels))}")
    if not len(labels) or np.isnan(scores).any():
        raise ValueError("a score is NaN" if len(labels) else "there is no picture")
    unknown = set(labels) - set(classes)
    if unknown:
        raise ValueError(f"labels without a class: {sorted(unknown)}")
