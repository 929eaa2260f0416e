"""The base class of the algorithms."""

from __future__ import annotations

from typing import Any, Callable, TypeVar

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ..core import routes
from ..core.files import file_name
from ..core.formatting import stage_text
from ..core.geometry import WGS84
from ..core.layer_fields import FieldTypes, qgs_fields
from ..core.paths import resource
from ..core.protocol import CatalogDetails, Job, JobEvent, JobProgress, JobRequest, ProblemError
from ..core.routes import Request
from ..core.threads import CancelledError, run_cancellable
from ..gui.help import help_url

__all__ = ["CATALOG", "TilescribeAlgorithm", "advanced", "catalog_parameter", "tr"]

T = TypeVar("T")

CATALOG = "CATALOG"
FOLLOW_WAIT_S = 1.0
"""How long the cancel button may stay unheard while a job runs."""


def tr(text: str, number: int = -1) -> str:
    """`number` takes the place of `%Ln` in the text, and chooses its plural form."""
    return QCoreApplication.translate("TilescribeProcessing", text, None, number)


def advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """The parameter, folded away under *Advanced*."""
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter


def catalog_parameter() -> QgsProcessingParameterFile:
    """An existing catalog."""
    return QgsProcessingParameterFile(CATALOG, tr("Catalog"), fileFilter=tr("Catalogs (*.gpkg *.GPKG)"))


class TilescribeAlgorithm(QgsProcessingAlgorithm):
    """A subclass says NAME, ICON, `title`, `help` and `execute`; what goes wrong comes to the user as a sentence."""

    NAME = ""
    ICON = "tilescribe"

    def __init__(self, engine: Any) -> None:
        """`engine` answers from threads: `core.engine.EngineController`."""
        super().__init__()
        self.engine = engine

    # What a subclass gives

    def title(self) -> str:
        raise NotImplementedError

    def help(self) -> str:
        """HTML: what it does, and what the parameters mean where their names do not say."""
        raise NotImplementedError

    def execute(self, parameters: dict[str, Any], context: Any, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Do it. May raise ProblemError."""
        raise NotImplementedError

    # How it asks

    def send(self, request: Request[T], feedback: QgsProcessingFeedback) -> T:
        """The engine's answer. Raises ProblemError and CancelledError."""
        # Here and not in the thread that asks: this one may be the GUI thread, which that one would wait for.
        self.engine.prepare()
        return run_cancellable(lambda: self.engine.send_blocking(request), feedback)

    def open_catalog(self, path: str, feedback: QgsProcessingFeedback, *, create: bool = False) -> CatalogDetails:
        if not path:
            raise QgsProcessingException(tr("No catalog is given. Choose a catalog (*.gpkg)."))
        return self.send(routes.open_catalog(path, create=create), feedback)

    def run_job(self, request: JobRequest, feedback: QgsProcessingFeedback) -> Job:
        """Start a job and stay with it until it has ended; the cancel button stops the job after its batch in flight.

        Raises ProblemError where it failed, and CancelledError.
        """
        job = self.send(routes.start_job(request), feedback)
        report = _FeedbackReporter(feedback)
        after, cancelling = 0, False
        while True:
            news = self.engine.send_blocking(routes.job_events(job.id, after=after, wait_s=FOLLOW_WAIT_S))
            after = news.next
            for event in news.events:
                report(event)
            if news.finished:
                self.engine.job_ended.emit(job.catalog or "")
                return self._checked(self.engine.send_blocking(routes.job(job.id)))
            if feedback.isCanceled() and not cancelling:
                cancelling = True
                feedback.pushInfo(tr("Stopping after the batch in work; what is done is kept."))
                self.engine.send_blocking(routes.cancel_job(job.id))

    def _checked(self, job: Job) -> Job:
        if job.state == "cancelled":
            raise CancelledError
        if job.problem is not None:
            raise ProblemError(job.problem)
        if job.state not in ("done", "partial"):
            raise QgsProcessingException(tr("The work was interrupted; run it again to go on."))
        return job

    def polygon_sink(
        self, parameters: dict[str, Any], name: str, context: Any, types: FieldTypes
    ) -> tuple[Any, str, QgsFields]:
        """(sink, its id, fields of its features) of the output `name`, for polygons in WGS 84."""
        fields, crs = qgs_fields(types), QgsCoordinateReferenceSystem(WGS84)
        sink, sink_id = self.parameterAsSink(parameters, name, context, fields, QgsWkbTypes.Type.MultiPolygon, crs)
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        return sink, sink_id, fields

    # What Processing asks for

    def prepareAlgorithm(self, parameters, context, feedback):
        """On the GUI thread, where the rest may be run in another."""
        return self._translate_errors(lambda: self.engine.prepare() or True)

    def processAlgorithm(self, parameters, context, feedback):
        return self._translate_errors(lambda: self.execute(parameters, context, feedback))

    def _translate_errors(self, work):
        try:
            return work()
        except ProblemError as error:
            raise QgsProcessingException(error.problem.detail) from error
        except OSError as error:
            raise QgsProcessingException(str(error)) from error
        except CancelledError:
            return {}

    def createInstance(self):
        return type(self)(self.engine)

    def name(self):
        return self.NAME

    def displayName(self):
        return self.title()

    def group(self):
        return ""

    def groupId(self):
        return ""

    def shortHelpString(self):
        return self.help()

    def helpUrl(self):
        return help_url("processing").toString()

    def icon(self):
        return QIcon(self.svgIconPath())

    def svgIconPath(self):
        return str(resource(f"icons/{self.ICON}.svg"))


class _FeedbackReporter:
    """Passes the events of a job on to Processing's progress bar and log."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._stage = ""
        self._log_functions: dict[str, Callable[[str], None]] = {
            "notice": feedback.pushInfo,
            "failure": feedback.pushWarning,
        }

    def __call__(self, event: JobEvent) -> None:
        self._progress(event.progress)
        if event.type == "raster" and event.path:
            self._feedback.pushInfo(f"{file_name(event.path)}: {event.message}")
        elif event.type in self._log_functions and (event.message or event.path):
            self._log_functions[event.type](event.message or str(event.path))

    def _progress(self, progress: JobProgress) -> None:
        if progress.share is not None and progress.stage != "planning":
            self._feedback.setProgress(100.0 * progress.share)
        if progress.stage != self._stage:
            self._stage = progress.stage
            self._feedback.setProgressText(stage_text(progress.stage))
