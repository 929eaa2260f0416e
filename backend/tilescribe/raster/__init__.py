"""Rasters: found under paths, opened, cut into tiles and read, with GDAL."""

from tilescribe.raster.collar import Collar
from tilescribe.raster.common_grid import EarlierPixels, EarlierReader
from tilescribe.raster.containers import is_missing_subdataset
from tilescribe.raster.content import reason_not_to_describe
from tilescribe.raster.detection import detect_profile
from tilescribe.raster.discovery import Discovery, find_rasters
from tilescribe.raster.footprints import footprint, footprints
from tilescribe.raster.gdal import wrapping_unexpected_errors
from tilescribe.raster.georeference import PixelToGround, locate
from tilescribe.raster.nodata import parse_nodata
from tilescribe.raster.opening import dataset, open_raster, read_acquisition
from tilescribe.raster.overviews import LARGE_PX, build_overviews, lacks_overviews
from tilescribe.raster.paths import as_unicode
from tilescribe.raster.profiles import PROFILES, profile_named
from tilescribe.raster.reading import BlankTile, UnreadableTile, read_tiles
from tilescribe.raster.scene import Scene, scan_scene, scene_of
from tilescribe.raster.stamps import fingerprint, is_sampled, no_longer_there, same_content, stamp
from tilescribe.raster.tiling import auto_levels, parse_levels, plan_tiles
from tilescribe.raster.times import Acquisition, acquisition_of
from tilescribe.raster.virtual import VirtualRaster, is_virtual, read_virtual

__all__ = [
    "LARGE_PX",
    "PROFILES",
    "Acquisition",
    "BlankTile",
    "Collar",
    "Discovery",
    "EarlierPixels",
    "EarlierReader",
    "PixelToGround",
    "Scene",
    "UnreadableTile",
    "VirtualRaster",
    "acquisition_of",
    "as_unicode",
    "auto_levels",
    "build_overviews",
    "dataset",
    "detect_profile",
    "find_rasters",
    "fingerprint",
    "footprint",
    "footprints",
    "is_missing_subdataset",
    "is_sampled",
    "is_virtual",
    "lacks_overviews",
    "locate",
    "no_longer_there",
    "open_raster",
    "parse_levels",
    "parse_nodata",
    "plan_tiles",
    "profile_named",
    "read_acquisition",
    "read_tiles",
    "read_virtual",
    "reason_not_to_describe",
    "same_content",
    "scan_scene",
    "scene_of",
    "stamp",
    "wrapping_unexpected_errors",
]
