"""How the service is, and what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from tilescribe.service.http.replies import problems
from tilescribe.service.schemas.health import Health, Models

if TYPE_CHECKING:
    from tilescribe.service.engine import Engine

__all__ = ["routes"]


def routes(engine: Engine) -> APIRouter:
    router = APIRouter(tags=["service"])

    @router.get("/health", responses=problems())
    async def health() -> Health:
        """Answers at once, whatever is being loaded or indexed."""
        return engine.health()

    @router.get("/models", responses=problems())
    def models() -> Models:
        """Captioners, embedders and sensor profiles by name."""
        return engine.models()

    return router
