"""Names of rasters: which file they mean, of any platform and any driver."""

from __future__ import annotations

import pytest

from tilescribe.domain.names import archive_of, base_name, container_of, gdal_name, member_of


@pytest.mark.parametrize(
    ("path", "file", "name"),
    [
        ("/data/b.tif", "/data/b.tif", "b.tif"),
        ("/data/we:ird.tif", "/data/we:ird.tif", "we:ird.tif"),
        ("C:\\data\\b.tif", "C:\\data\\b.tif", "b.tif"),
        ("\\\\server\\share\\b.tif", "\\\\server\\share\\b.tif", "b.tif"),
        ("/vsizip//data/x.zip/in/a.tif", "/data/x.zip", "a.tif"),
        ("/vsizip/{/data/x.odd}/a.tif", "/data/x.odd", "a.tif"),
        ("/vsizip/C:\\data\\x.zip\\in\\a.tif", "C:\\data\\x.zip", "a.tif"),
        ("/vsitar//data/x.tar.gz/b.tif", "/data/x.tar.gz", "b.tif"),
        ('NETCDF:"/data/s.nc":red', "/data/s.nc", "s.nc:red"),
        ("netcdf:/data/s.nc:Band1", "/data/s.nc", "s.nc:Band1"),
        ('NETCDF:"C:\\data\\s.nc":red', "C:\\data\\s.nc", "s.nc:red"),
        ("GPKG:/data/x.gpkg:ortho", "/data/x.gpkg", "x.gpkg:ortho"),
        ("GPKG:C:\\data\\x.gpkg:ortho", "C:\\data\\x.gpkg", "x.gpkg:ortho"),
        ("GTIFF_RAW:/data/s.tif", "/data/s.tif", "s.tif"),
        ("GTIFF_DIR:2:/data/s.tif", "/data/s.tif", "s.tif:2"),
        ("GTIFF_DIR:off:408:/data/s.tif", "/data/s.tif", "s.tif:408"),
        ('HDF5:"/data/x.h5"://group/red', "/data/x.h5", "x.h5:group/red"),
        ('HDF4_EOS:EOS_GRID:"/data/f.hdf":Grid:red', "/data/f.hdf", "f.hdf:Grid:red"),
        ("vrt:///data/x.tif?bands=1", "/data/x.tif", "x.tif:bands=1"),
        ('NETCDF:"/vsizip//data/x.zip/s.nc":red', "/data/x.zip", "x.zip:s.nc:red"),
        ("/vsicurl/https://example.org/a.tif", "", "a.tif"),
        ("/vsizip//vsicurl/https://example.org/x.zip/a.tif", "", "a.tif"),
        ("/vsimem/a.tif", "", "a.tif"),
    ],
)
def test_a_name_tells_its_file_and_what_people_call_it(path: str, file: str, name: str) -> None:
    parts = gdal_name(path)
    assert (parts.file, base_name(path)) == (file, name)
    assert str(parts) == path
    assert str(parts.with_file("elsewhere")) == path.replace(file, "elsewhere", 1) if file else True


def test_an_archive_and_what_is_in_it() -> None:
    assert archive_of("/vsizip//data/x.zip/in/a.tif") == ("/data/x.zip", "in/a.tif")
    assert archive_of("/vsizip/{/data/x.odd}/a.tif") == ("/data/x.odd", "a.tif")
    assert archive_of("/data/x.zip") is None
    assert member_of('NETCDF:"/vsizip//data/x.zip/in/a.nc":red') == ("/data/x.zip", "in/a.nc")
    assert member_of("/vsitar//data/x.tar/a.tif") == ("/data/x.tar", "a.tif")
    assert member_of('NETCDF:"/data/a.nc":red') is None


def test_a_part_and_what_holds_it() -> None:
    assert container_of('NETCDF:"/vsizip//data/x.zip/s.nc":red') == "/vsizip//data/x.zip/s.nc"
    assert container_of("GTIFF_DIR:2:/data/s.tif") == "/data/s.tif"
    assert container_of("/data/s.tif") is None
    assert container_of("/vsizip//data/x.zip/a.tif") is None
    assert container_of("s3://bucket/a.tif") is None
