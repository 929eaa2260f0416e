"""A folder of odd files as archives and test suites hold them: cut off, mislabelled, contradictory, absurd."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tilescribe.raster.gdal import gdal_environment
from tilescribe.testing.rasters import make_pixels, make_raster

__all__ = ["BAD", "GOOD", "make_odd_files"]

Maker = Callable[[Path], object]

WIDTH, HEIGHT = 96, 80


def make_odd_files(folder: Path) -> None:
    """Write every file of `GOOD` and `BAD` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in {**GOOD, **BAD}.items():
        make(folder / name)


def _raster(**how: Any) -> Maker:
    return lambda path: make_raster(path, width=WIDTH, height=HEIGHT, **how)


def _beside(name: str, content: bytes, maker: Maker) -> Maker:
    """A raster with a sidecar; `{}` in its name is the raster's name without its suffix."""

    def make(path: Path) -> None:
        maker(path)
        path.with_name(name.format(path.stem)).write_bytes(content)

    return make


def _bytes(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def _cut(share: float, **how: Any) -> Maker:
    def make(path: Path) -> None:
        make_raster(path, width=WIDTH, height=HEIGHT, **how)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return make


def _vrt(bands: str, *, size: tuple[int, int] = (WIDTH, HEIGHT), head: str | None = None) -> Maker:
    """A VRT as hand-written ones are; `bands` may name `source.tif`, which is made in a hidden folder beside it."""
    placed = "<SRS>EPSG:32633</SRS><GeoTransform>500000,10,0,5300000,0,-10</GeoTransform>" if head is None else head

    def make(path: Path) -> None:
        sources = path.parent / ".sources"
        sources.mkdir(exist_ok=True)
        for name, dtype in (("byte.tif", "uint8"), ("short.tif", "int16"), ("float.tif", "float32")):
            if not (sources / name).exists():
                make_raster(sources / name, width=WIDTH, height=HEIGHT, count=1, dtype=dtype)
        text = f'<VRTDataset rasterXSize="{size[0]}" rasterYSize="{size[1]}">{placed}{bands}</VRTDataset>'
        path.write_text(text, encoding="utf-8", errors="surrogateescape")

    return make


def _band(number: int, dtype: str, source: str, *, extra: str = "") -> str:
    return (
        f'<VRTRasterBand dataType="{dtype}" band="{number}">{extra}<SimpleSource><SourceFilename relativeToVRT="1">'
        f"{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
    )


def _huge(path: Path) -> None:
    """Declares a width of two thousand million pixels and holds a hundred."""
    _patched(path, {256: 2_000_000_000, 257: 2_000_000_000})


def _patched(path: Path, tags: dict[int, int], **how: Any) -> None:
    """A TIFF some of whose tags state other numbers than were written."""
    make_raster(path, width=WIDTH, height=HEIGHT, **how)
    content = bytearray(path.read_bytes())
    (start,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, start)
    for entry in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, _, _ = struct.unpack_from("<HHII", content, entry)
        if tag in tags:
            struct.pack_into("<HHII", content, entry, tag, 4 if kind in (3, 4) else kind, 1, tags[tag])
    path.write_bytes(content)


def _half_floats(path: Path) -> None:
    """A floating TIFF of 16 bits, as graphics programs write."""
    values = make_pixels(width=WIDTH, height=HEIGHT, count=1, dtype="float32")
    make_raster(path, width=WIDTH, height=HEIGHT, count=1, dtype="float32", pixels=values, nbits=16)


def _collinear(path: Path) -> None:
    import rasterio
    from rasterio.control import GroundControlPoint

    make_raster(path, width=WIDTH, height=HEIGHT, kind="no-transform")
    points = [GroundControlPoint(row=i, col=i, x=500_000.0 + i, y=5_300_000.0 + i) for i in range(4)]
    with gdal_environment(), rasterio.open(path, "r+") as sink:
        sink.gcps = (points, rasterio.CRS.from_epsg(32633))


def _placed(*transform: float) -> Maker:
    numbers = ",".join(str(number) for number in transform)
    return _vrt(
        _band(1, "Byte", ".sources/byte.tif"),
        head=f"<SRS>EPSG:32633</SRS><GeoTransform>{numbers}</GeoTransform>",
    )


def _unreadable_name(path: Path) -> None:
    made = make_raster(path.parent / "unreadable.tmp.tif", width=WIDTH, height=HEIGHT)
    Path(made).rename(os.fsdecode(os.fsencode(path.parent) + b"/caf\xe9.tif"))


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _socket(path: Path) -> None:
    """Bound under a short name first: a socket's address holds 107 bytes."""
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{short}/s")
        shutil.move(f"{short}/s", path)


def _no_folder_of_the_kind(path: Path) -> None:
    (path / "deep").mkdir(parents=True)
    (path / "note.txt").write_text("a folder called like a raster")


def _latin1(stem: str, **how: Any) -> Maker:
    """A raster whose metadata say the stem with an accent, in the encoding of old programs."""

    def make(path: Path) -> None:
        make_raster(path, width=WIDTH, height=HEIGHT, **how)
        path.write_bytes(path.read_bytes().replace(f"{stem}a".encode(), f"{stem}\u00e5".encode("latin-1")))

    return make


def _meta(domain: str, key: str, value: str) -> str:
    return f'<Metadata domain="{domain}"><MDI key="{key}">{value}</MDI></Metadata>'


def _pole_beside_a_tile(path: Path) -> None:
    """Its tiles of 224 pixels meet a pole and the meridian 180 so that GEOS refuses to clip one of them."""
    g = 32 / 224 * 707.1067811865475
    transform = (g, g, -15_084.944665313013, g, -g, 1.8189894035458565e-12)
    crs = "+proj=laea +lat_0=-90 +lon_0=90 +datum=WGS84"
    make_raster(path, width=448, height=448, crs=crs, transform=transform)


_BYTE = _band(1, "Byte", ".sources/byte.tif")

GOOD: dict[str, Maker] = {
    "plain.tif": _raster(),
    "stack_of_types.vrt": _vrt(
        _BYTE + _band(2, "Int16", ".sources/short.tif") + _band(3, "Float32", ".sources/float.tif")
    ),
    "pole_beside_a_tile.tif": _pole_beside_a_tile,
    "pole_at_the_corner.tif": _raster(crs="EPSG:3413", transform=(100.0, 0.0, 0.0, 0.0, -100.0, 0.0)),
    "names_not_utf8.tif": _latin1("Lule", descriptions=("Lulea", "G", "B")),
    "nbits_is_no_number.vrt": _vrt(
        _band(1, "Byte", ".sources/byte.tif", extra=_meta("IMAGE_STRUCTURE", "NBITS", "\u00b2"))
    ),
    "half_floats.tif": _half_floats,
    "int8.tif": _raster(dtype="int8", count=1),
    "int64.tif": _raster(dtype="int64", count=1),
    "uint64.tif": _raster(dtype="uint64", count=1),
    "float64.tif": _raster(dtype="float64"),
    "nbits1.tif": _raster(
        count=1, pixels=(make_pixels(width=WIDTH, height=HEIGHT, count=1, dtype="uint8") > 120).astype("uint8"), nbits=1
    ),
    "tags_not_utf8.tif": _latin1("Lule", tags={"AREA": "Lulea"}),
    "one_pixel_wide.tif": lambda path: make_raster(path, width=1, height=HEIGHT),
    "pam_broken.tif": _beside("{}.tif.aux.xml", b"<PAMDataset><Metadata", _raster()),
    "pam_not_utf8.tif": _beside(
        "{}.tif.aux.xml",
        "<PAMDataset><Metadata><MDI key='Ort'>Straße</MDI></Metadata></PAMDataset>".encode("latin-1"),
        _raster(),
    ),
    "pam_number_is_text.tif": _beside(
        "{}.tif.aux.xml",
        b"<PAMDataset><PAMRasterBand band='1'><NoDataValue>none</NoDataValue><Scale>much</Scale>"
        b"<Offset>little</Offset></PAMRasterBand></PAMDataset>",
        _raster(),
    ),
    "statistics_are_text.tif": _beside(
        "{}.tif.aux.xml",
        b"<PAMDataset><Metadata domain='IMAGE_STRUCTURE'><MDI key='NBITS'>many</MDI></Metadata><PAMRasterBand band='1'>"
        b"<Metadata><MDI key='STATISTICS_MINIMUM'>low</MDI></Metadata></PAMRasterBand></PAMDataset>",
        _raster(dtype="uint16"),
    ),
    "rpc_is_text_beside_a_transform.tif": _beside("{}_RPC.TXT", b"LINE_OFF: many pixels\nSAMP_OFF: \n", _raster()),
    "world_file_garbage.tif": _beside("{}.tfw", b"ten\nnil\n\xff\xfe\n", _raster()),
    "deep folder.tif/inside.tif": lambda path: (
        path.parent.mkdir(),
        make_raster(path, width=WIDTH, height=HEIGHT, seed=6),
    ),
    "link.tif": lambda path: path.symlink_to(
        make_raster(path.parent / ".target.tif", width=WIDTH, height=HEIGHT, seed=5)
    ),
}
"""By name: rasters that are odd and can be indexed all the same."""

BAD: dict[str, Maker] = {
    "zero_bytes.tif": _bytes(b""),
    "one_byte.tif": _bytes(b"I"),
    "zeros.tif": _bytes(bytes(4096)),
    "noise.tif": _bytes(np.random.default_rng(1).bytes(5000)),
    "text.tif": _raster(kind="text"),
    "web_page.tif": _raster(kind="web-page"),
    "cut_header.tif": _raster(kind="cut-header"),
    "cut_in_the_directory.tif": _cut(0.003),
    "png_called_tif_without_place.tif": lambda path: (
        make_raster(path.with_suffix(".png"), kind="png") and path.with_suffix(".png").rename(path)
    ),
    "tif_called_jp2_cut.jp2": _cut(0.001),
    "hdf5_signature_only.h5": _bytes(b"\x89HDF\r\n\x1a\n" + bytes(100)),
    "netcdf_signature_only.nc": _bytes(b"CDF\x01" + bytes(100)),
    "not_a_zip.zip.tif": _bytes(b"PK\x03\x04" + bytes(50)),
    "no_transform.tif": _raster(kind="no-transform"),
    "no_crs.tif": _raster(kind="no-crs"),
    "local_crs.tif": _raster(kind="local-crs"),
    "complex.tif": _raster(kind="complex", dtype="complex64", count=1),
    "complex_integers.tif": _raster(dtype="complex_int16", count=1, pixels=np.ones((1, HEIGHT, WIDTH), "complex64")),
    "gcps_collinear.tif": _collinear,
    "huge.tif": _huge,
    "zero_wide.tif": lambda path: _patched(path, {256: 0}),
    "bits_unknown.tif": lambda path: _patched(path, {258: 77}, count=1),
    "compression_unknown.tif": lambda path: _patched(path, {259: 60_000}),
    "vrt_of_itself.vrt": _vrt(_band(1, "Byte", "vrt_of_itself.vrt")),
    "vrt_without_bands.vrt": _vrt(""),
    "vrt_cut.vrt": _bytes(b"<VRTDataset rasterXSize='9' rasterYSize='9'><VRTRasterBand"),
    "vrt_negative_size.vrt": _vrt(_BYTE, size=(-5, 5)),
    "vrt_type_unknown.vrt": _vrt(_band(1, "Quaternion", ".sources/byte.tif")),
    "wkt_is_nonsense.vrt": _vrt(
        _BYTE, head="<SRS>PROJCS[nonsense</SRS><GeoTransform>5e5,10,0,5e6,0,-10</GeoTransform>"
    ),
    "wkt_names_no_such_code.vrt": _vrt(
        _BYTE, head="<SRS>EPSG:999999</SRS><GeoTransform>500000,10,0,5300000,0,-10</GeoTransform>"
    ),
    "transform_is_nan.vrt": _placed(float("nan"), 10, 0, 5_300_000, 0, -10),
    "transform_is_infinite.vrt": _placed(500_000, float("inf"), 0, 5_300_000, 0, -10),
    "transform_is_text.vrt": _vrt(_BYTE, head="<SRS>EPSG:32633</SRS><GeoTransform>a,b,c,d,e,f</GeoTransform>"),
    "transform_not_invertible.vrt": _placed(500_000, 10, 10, 5_300_000, 10, 10),
    "transform_off_the_earth.vrt": _placed(9e12, 10, 0, 9e12, 0, -10),
    "transform_of_giants.vrt": _placed(500_000, 1e9, 0, 5_300_000, 0, -1e9),
    "rpc_is_text.vrt": _vrt(_BYTE, head=_meta("RPC", "LINE_OFF", "many") + _meta("RPC", "SAMP_OFF", "few")),
    "gcp_names_not_utf8.vrt": _vrt(
        _BYTE,
        head='<GCPList Projection="EPSG:32633"><GCP Id="\udce5" Pixel="1" Line="1" X="1" Y="1"/></GCPList>',
    ),
    "broken_link.tif": lambda path: path.symlink_to("nowhere.tif"),
    "circular_link.tif": _loop,
    "pipe.tif": os.mkfifo,
    "pipe.vrt": os.mkfifo,
    "socket.tif": _socket,
    "device.tif": lambda path: path.symlink_to("/dev/zero"),
    "caf\\xe9.tif": _unreadable_name,
}
"""By name: files of which nothing can be indexed, each of which must be named once with a reason."""
