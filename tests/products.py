"""Scenes as their makers deliver them, one file a band, small: Landsat, Sentinel-2, HLS."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tilescribe.testing.rasters import make_raster

__all__ = ["HLS", "LANDSAT", "S2", "write_hls", "write_landsat", "write_safe"]

LANDSAT = "LC08_L2SP_193026_20200831_20200906_02_T1"
HLS = "HLS.S30.T31UFU.2021145T105621.v2.0"
S2 = "S2A_MSIL2A_20200831T105031_N0400_R051_T31UFU_20200831T121212.SAFE"
_TILE = "T31UFU_20200831T105031"


def write_landsat(folder: Path, *, scene: str = LANDSAT, side_px: int = 240) -> Path:
    """A Collection 2 Level-2 delivery: bands 1 to 7, temperature, quality, metadata. Band n holds 7,000 + 1,000 n."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, 8):
        _band(folder / f"{scene}_SR_B{number}.TIF", value=7000 + 1000 * number, side_px=side_px, gsd_m=30)
    _band(folder / f"{scene}_ST_B10.TIF", value=44_000, side_px=side_px, gsd_m=30)
    for name in ("QA_PIXEL", "QA_RADSAT", "SR_QA_AEROSOL", "ST_QA"):
        _band(folder / f"{scene}_{name}.TIF", value=21_824, side_px=side_px, gsd_m=30)
    (folder / f"{scene}_MTL.txt").write_text("GROUP = LANDSAT_METADATA_FILE\n")
    return folder


def write_hls(folder: Path, *, scene: str = HLS, side_px: int = 240) -> Path:
    """A granule of HLS S30 v2.0: all bands, angles and the quality mask, with nodata -9999."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, code in enumerate(["01", "02", "03", "04", "05", "06", "07", "08", "8A", "09", "10", "11", "12"]):
        _band(folder / f"{scene}.B{code}.tif", value=1000 + 100 * number, side_px=side_px, gsd_m=30, dtype="int16")
    for name in ("Fmask", "SAA", "SZA", "VAA", "VZA"):
        _band(folder / f"{scene}.{name}.tif", value=4000, side_px=side_px, gsd_m=30)
    return folder


def write_safe(folder: Path, *, side_px: int = 240) -> Path:
    """A Level-2A product with 10, 20 and 60 m bands, classes, a true-colour picture and masks, as GeoTIFF-free `.jp2`.

    Band Bnn holds about 1,000 + 100 n plus the 1,000 that baseline 04.00 adds.
    """
    granule = folder / S2 / "GRANULE" / "L2A_T31UFU_A027112_20200831T105031"
    layout = {
        10: ("B02", "B03", "B04", "B08", "TCI", "AOT", "WVP"),
        20: ("B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B11", "B12", "SCL", "TCI"),
        60: ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B09", "B11", "B12", "SCL"),
    }
    for gsd_m, names in layout.items():
        for name in names:
            value = 2000 + (100 * int(name[1:3].strip("A")) if name[1].isdigit() else 0)
            path = granule / "IMG_DATA" / f"R{gsd_m}m" / f"{_TILE}_{name}_{gsd_m}m.jp2"
            path.parent.mkdir(parents=True, exist_ok=True)
            _band(path, value=value, side_px=side_px * 10 // gsd_m, gsd_m=gsd_m)
    masks = granule / "QI_DATA"
    masks.mkdir()
    _band(masks / "MSK_CLDPRB_20m.jp2", value=1, side_px=side_px // 2, gsd_m=20)
    (folder / S2 / "MTD_MSIL2A.xml").write_text("<x/>")
    return folder / S2


def _band(path: Path, *, value: int, side_px: int, gsd_m: int, dtype: str = "uint16") -> None:
    rows, cols = np.mgrid[0:side_px, 0:side_px]
    pixels = (value + (rows * gsd_m // 120 + cols * gsd_m // 120) % 50).astype(dtype)[np.newaxis]
    lossless = {"driver": "JP2OpenJPEG", "QUALITY": "100", "REVERSIBLE": "YES"} if path.suffix == ".jp2" else {}
    make_raster(
        path,
        width=side_px,
        height=side_px,
        count=1,
        dtype=dtype,
        pixels=pixels,
        nodata=-9999 if dtype == "int16" else None,
        crs="EPSG:32631",
        transform=(gsd_m, 0, 500_000, 0, -gsd_m, 5_300_000),
        **lossless,
    )
