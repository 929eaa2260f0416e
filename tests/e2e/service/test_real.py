"""The way of a first user, with the command as it is installed and the models as they are shipped."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.e2e.service.served import Service
from tests.scenes import draw


def test_from_an_empty_folder_to_an_answer_with_the_shipped_models(tmp_path: Path) -> None:
    raster = draw(tmp_path / "tifs" / "scene_20260914.tif", seed=1)
    with Service(tmp_path / "state", command=(sys.executable, "-m", "tilescribe", "serve")) as service:
        names = {one["name"]: one["default"] for one in service.get("/models")["captioners"]}
        assert names["builtin"]
        catalog = service.make(tmp_path / "area.gpkg")
        job = service.finish(service.index(catalog, raster.parent, captioner="builtin"))
        assert (job["state"], job["result"]["done"]) == ("done", 9)
        hits = service.post(f"/catalogs/{catalog}/search", {"question": "water", "k": 3})
        west = {one["id"] for one in hits["features"]}
        assert hits["embedder"] == "all-MiniLM-L6-v2"
        assert west == {1, 4, 7}, "the water lies in the west"
        loaded = {one["name"]: one["state"] for one in service.get("/health")["models"]}
        assert loaded["all-MiniLM-L6-v2"] == "ready"
        text = "A solar park beside a motorway."
        service.ask("PUT", f"/catalogs/{catalog}/tiles/5/correction", {"text": text})
        best = service.post(f"/catalogs/{catalog}/search", {"question": "photovoltaic panels", "k": 1})["features"][0]
        assert best["id"] == 5, "understood, not only spelt"
