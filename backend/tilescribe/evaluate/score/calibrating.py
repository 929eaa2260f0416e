"""A calibration of the user's own: fitted to captions, measured on pictures that it was not fitted on, and kept where a
search finds it, if it is better than the default."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from tilescribe.catalog.fusion import VisualScale, probability
from tilescribe.errors import InvalidOptionError, TooFewCaptionsError
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.results import CalibrationResult
from tilescribe.evaluate.sampling import evenly_spaced
from tilescribe.evaluate.score.evidence import Evidence, gather
from tilescribe.evaluate.score.fitting import CannotFitError
from tilescribe.evaluate.score.links import fit_embedder
from tilescribe.evaluate.score.measure import score_result
from tilescribe.evaluate.score.shown import UNDECIDED
from tilescribe.evaluate.score.spaces import fit_space
from tilescribe.searching.calibration import ScoreCalibration, packaged_calibration
from tilescribe.searching.own_calibrations import EmbedderFit, Origin, SpaceFit, save_fit
from tilescribe.searching.question_weights import others_describe
from tilescribe.searching.space_scales import BANK_DIGEST, bank_of, question_scale, sample_of
from tilescribe.searching.visual_spaces import beside_words, has_own_pictures

if TYPE_CHECKING:
    from tilescribe.catalog import Catalog
    from tilescribe.catalog.fusion import Weights
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder
    from tilescribe.evaluate.cataloguing import DescribedPictures
    from tilescribe.evaluate.results import ScoreResult

__all__ = ["LEAST_PICTURES", "Fits", "Setting", "calibrate", "check_calibration", "cross_fitted"]

LEAST_PICTURES: Final = 100
"""With captions, of which each half is fitted to 50. docs/evaluation.md tells what came of more and fewer."""
_CAPTIONS_AN_ABSENT = 10


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """What is fitted together."""

    calibration: ScoreCalibration
    """Of the text embedder."""
    scales: Mapping[str, VisualScale]
    """By space."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What the weights depend on besides."""

    embedder: Embedder
    encoders: Sequence[VisualEncoder]
    alone: bool
    """No visual vectors in the space of the embedder."""
    others: bool
    """See `others_describe`."""
    version: str
    """Of a new calibration of the embedder."""

    @property
    def fits_embedder(self) -> bool:
        return self.embedder.fingerprint != packaged_calibration().embedder

    def weights(self, fits: Fits, evidence: Evidence) -> list[Weights]:
        """Of each question."""
        space = self.embedder.fingerprint
        found = [fits.calibration.weights(one, space=space, others_describe=self.others) for one in evidence.vectors]
        if self.alone and self.encoders:
            found = [beside_words(one) for one in found]
        return [replace(one, spaces=fits.scales) for one in found]

    def fitted(self, evidence: Evidence) -> Fits:
        """To some questions and pictures."""
        calibration = packaged_calibration()
        if self.fits_embedder:
            calibration = fit_embedder(evidence, embedder=self.embedder.fingerprint, version=self.version)
        weights = self.weights(Fits(calibration, {}), evidence)
        own = None if self.alone else self.embedder.fingerprint
        scales = {one.space: fit_space(evidence, weights, space=one.space, own=own) for one in self.encoders}
        return Fits(calibration, scales)


def check_calibration(pictures: int, *, embedder: Embedder, encoders: Sequence[VisualEncoder]) -> None:
    """That something can be calibrated, before pictures are described.

    Args:
        pictures: With captions.
        embedder: Of the texts.
        encoders: That will look at the pictures.

    Raises:
        InvalidOptionError: All is calibrated already.
        TooFewCaptionsError: There are too few pictures.
    """
    if embedder.fingerprint == packaged_calibration().embedder and not encoders:
        raise InvalidOptionError(
            f"Scores of the default embedder {embedder.name} are calibrated already",
            remedy="Give --visual clip:MODEL or --embedder NAME, or leave out --calibrate",
        )
    if pictures < LEAST_PICTURES:
        raise TooFewCaptionsError(
            f"{pictures:,} pictures with captions are too few to calibrate with",
            remedy=f"Give at least {LEAST_PICTURES}, or leave out --calibrate: the default scale serves",
        )


def calibrate(
    catalog: Catalog,
    described: DescribedPictures,
    *,
    embedder: Embedder,
    encoders: Sequence[VisualEncoder],
    captioner: str,
    data: str,
) -> Generator[Event, None, CalibrationResult]:
    """Fit, measure, and keep what is better than the default; see docs/evaluation.md.

    Args:
        catalog: Where the pictures are described.
        described: With captions.
        embedder: Of the texts; calibrated unless it is the default one, whose calibration is never touched.
        encoders: That have looked at the pictures; the space of each is calibrated.
        captioner: Who describes.
        data: Name of the data set.

    Raises:
        OutputError: The calibration cannot be written.
    """
    pictures = len(described.pictures)
    if pictures < LEAST_PICTURES:
        return _refused(pictures, f"{pictures:,} pictures could be described, and {LEAST_PICTURES} are needed.")
    evidence = yield from gather(catalog, described, embedder=embedder, encoders=encoders)
    today = datetime.now(UTC).date().isoformat()
    setting = Setting(
        embedder=embedder,
        encoders=encoders,
        alone=not has_own_pictures(catalog, embedder.fingerprint),
        others=others_describe([captioner]),
        version=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    default = Fits(packaged_calibration(), _default_scales(catalog, encoders))
    yield Measuring("the default and the fit", 0, 1)
    try:
        before, after = cross_fitted(evidence, setting, default=default)
        fits = setting.fitted(evidence.part(evidence.fitted, np.ones(len(evidence.captions), bool)))
    except CannotFitError as error:
        return _refused(
            pictures,
            f"The captions of {pictures:,} pictures tell too little: {error}. They must be in English and name what "
            "can be seen, such as houses, trees, roads or water.",
        )
    counted = {one.family: fits.scales[one.space].share > 0 for one in encoders}
    refused = _why_not(before, after) if setting.fits_embedder or any(counted.values()) else None
    kept: tuple[str, ...] = ()
    if refused is None:
        origin = Origin(
            made=today,
            data=data,
            pictures=pictures,
            captioner=captioner,
            embedder=embedder.name,
            encoder="",
            default_error=before.error_looked_at,
            error=after.error_looked_at,
        )
        kept = tuple(_kept(fits, setting, origin))
    return CalibrationResult(
        pictures=pictures, default=before, fitted=after, counted=counted, files=kept, refused=refused
    )


def _refused(pictures: int, why: str) -> CalibrationResult:
    return CalibrationResult(pictures=pictures, default=None, fitted=None, counted={}, files=(), refused=why)


def cross_fitted(evidence: Evidence, setting: Setting, *, default: Fits) -> tuple[ScoreResult, ScoreResult]:
    """How good the default is, and the fit: each half of the pictures is scored by the fit on the other half.

    Questions of a picture are the captions of its half, and absent ones that no fit saw: at most one for ten captions,
    since few captions (one for each class, say) would drown in them.
    """
    before, after = np.zeros(evidence.truth.shape, np.float32), np.zeros(evidence.truth.shape, np.float32)
    truth = np.full_like(evidence.truth, UNDECIDED)
    measured = evidence.absent & ~evidence.fitted
    most = max(1, int((~evidence.absent).sum()) // _CAPTIONS_AN_ABSENT)
    left_out = np.setdiff1d(
        np.flatnonzero(evidence.absent), evenly_spaced(np.flatnonzero(measured).tolist(), most=most)
    )
    every = np.ones(len(evidence.questions), bool)
    halves = np.arange(len(evidence.captions)) % 2
    for half in (0, 1):
        here, there = halves == half, halves != half
        fits = setting.fitted(evidence.part(evidence.asked_of(there) & evidence.fitted, there))
        asked = evidence.asked_of(here)
        asked[left_out] = False
        scored = evidence.part(every, here)
        at = np.ix_(asked, here)
        before[at] = probability(scored.log_odds(setting.weights(default, scored)))[asked]
        after[at] = probability(scored.log_odds(setting.weights(fits, scored)))[asked]
        truth[at] = evidence.truth[at]
    rows = np.ones(len(evidence.questions), bool)
    rows[left_out] = False
    absent = int(evidence.absent[rows].sum())
    return score_result(before[rows], truth[rows], absent=absent), score_result(after[rows], truth[rows], absent=absent)


def _default_scales(catalog: Catalog, encoders: Sequence[VisualEncoder]) -> dict[str, VisualScale]:
    scales = {}
    for one in encoders:
        bank = bank_of(one)
        scales[one.space] = question_scale(bank[0], bank=bank, pictures=sample_of(catalog, one.space)).scale
    return scales


def _why_not(default: ScoreResult, fitted: ScoreResult) -> str | None:
    """Why a fit that counts is not kept, for people; None where it is better."""
    if fitted.error_looked_at < default.error_looked_at:
        return None
    return (
        f"The fit is no better than the default: the calibration error of the first {fitted.looked_at} hits is "
        f"{fitted.error_looked_at:.3f}, by default {default.error_looked_at:.3f}."
    )


def _kept(fits: Fits, setting: Setting, origin: Origin) -> Generator[str, None, None]:
    """Write what is new, and tell where."""
    embedder = setting.embedder.fingerprint
    if setting.fits_embedder:
        yield str(save_fit(EmbedderFit(origin, fits.calibration)))
    for one in setting.encoders:
        fit = SpaceFit(
            replace(origin, encoder=one.family),
            space=one.space,
            embedder=embedder,
            basis=f"{BANK_DIGEST}|{fits.calibration.version}",
            scale=fits.scales[one.space],
            alone=setting.alone,
        )
        yield str(save_fit(fit))
