"""Detection of the sensor profile: what the bands of a file are, from its metadata, its name, or their number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tilescribe.domain.bands import Band, Quantity, Role, SensorProfile
from tilescribe.domain.names import base_name
from tilescribe.domain.plurals import plural
from tilescribe.errors import InvalidOptionError
from tilescribe.raster.band_metadata import BandMetadata
from tilescribe.raster.calibration import calibrate
from tilescribe.raster.content import NOT_PICTURES, Content, content_of
from tilescribe.raster.profiles import PROFILES, profile_named

__all__ = ["BandInterpretation", "detect_profile"]


@dataclass(frozen=True, slots=True)
class BandInterpretation:
    """What the bands of a file are taken for: their profile, quantity and roles, and what decided."""

    profile: SensorProfile
    source: str
    """`user`, `tags`, `descriptions`, `file name`, `pixels` or `band count`."""
    quantity: Quantity
    bands: tuple[Band, ...]
    sensor: str | None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Family:
    """One kind of sensor: its profiles share a prefix, and its bands are numbered in its own way."""

    sensor: str
    prefix: str
    pattern: re.Pattern[str]
    """Matches file and folder names, and the tags that name a platform."""
    codes: Mapping[str, Role]
    """What `B5` means there."""
    by_count: bool = True
    """Whether a product of this family with as many bands as one of its profiles has that profile's bands."""


def _codes(text: str) -> dict[str, Role]:
    return {code: Role(role) for code, role in (pair.split("=") for pair in text.split())}


_S2_CODES = _codes(
    """1=coastal 2=blue 3=green 4=red 5=red_edge 6=red_edge 7=red_edge 8=nir 8a=nir08 9=nir09 10=cirrus
    11=swir16 12=swir22"""
)
_OLI_CODES = _codes("1=coastal 2=blue 3=green 4=red 5=nir 6=swir16 7=swir22 8=pan 9=cirrus 10=lwir 11=lwir")
_TM_CODES = _codes("1=blue 2=green 3=red 4=nir 5=swir16 6=lwir 7=swir22 8=pan")

_FAMILIES = tuple(
    _Family(sensor, prefix, re.compile(pattern, re.IGNORECASE), codes, by_count)
    for sensor, prefix, pattern, codes, by_count in (
        (
            "Sentinel-2",
            "sentinel-2",
            r"(?<![A-Z0-9])S2[A-D]?_|sentinel-?2|_MSIL[12]|(?<![A-Z0-9])T\d\d[A-Z]{3}_\d{8}T",
            _S2_CODES,
            True,
        ),
        ("Landsat 8/9", "landsat-c2-l2", r"L[COT]0[89]_L2|LANDSAT/L[CO]0[89]/C02/T\d_L2", _OLI_CODES, True),
        ("Landsat 4-7", "landsat-c2-l2-tm", r"L[TE]0[4-7]_L2", _TM_CODES, True),
        ("Landsat 8/9", "landsat-c2-l1", r"L[COT]0[89]_L1|LANDSAT_[89]", _OLI_CODES, True),
        ("Sentinel-2", "hls-s30", r"(?<![A-Z0-9])HLS\.S30\.", _S2_CODES, True),
        ("Landsat 8/9", "hls-l30", r"(?<![A-Z0-9])HLS\.L30\.", _OLI_CODES, True),
        ("NAIP", "naip", r"(?<![A-Z0-9])m_\d{7}_(?:ne|nw|se|sw)_\d\d?_|(?<![A-Z])naip(?![A-Z])", {}, True),
        ("PlanetScope", "planet", r"PlanetScope|\d{8}_\d{6}_\w+_3B_|_AnalyticMS", {}, True),
        ("RapidEye", "planet-5", r"RapidEye|_RE\d_(?:1B|3A)", {}, True),
        ("MicaSense", "micasense", r"micasense|rededge-?(?:m|p|mx)?(?![a-z])|(?<![a-z])altum", {}, True),
        (
            "WorldView",
            "worldview",
            r"(?<![A-Z0-9])(?:WV0?[234]|GE0?1|QB0?2)(?![0-9])|WorldView|GeoEye|QuickBird|\d\d[A-Z]{3}\d{8}-[MS]\dAS",
            {},
            True,
        ),
        ("Sentinel-1", "sar", r"(?<![A-Z0-9])S1[A-D]_(?:IW|EW|SM)|sentinel-?1(?!\d)", {}, False),
    )
)
_PICTURES_ONLY = frozenset({"naip", "planet", "worldview"})
"""Families of which a single band is a picture, mostly the panchromatic one; others have bands of quality bits, too."""
_PLATFORM_TAGS = frozenset(
    {
        "SPACECRAFT_NAME",
        "SPACECRAFT_ID",
        "SATELLITE",
        "SATELLITEID",
        "SENSOR",
        "PLATFORM",
        "MISSION",
        "INSTRUMENT",
        "PRODUCT_URI",
        "LANDSAT_PRODUCT_ID",
        "DATATAKE_1_SPACECRAFT_NAME",
        "TIFFTAG_IMAGEDESCRIPTION",
    }
)
_WORDS = {
    **{str(role): role for role in Role if role not in {Role.ALPHA, Role.OTHER}},
    **_codes(
        """r=red g=green b=blue rededge=red_edge rededge1=red_edge rededge2=red_edge rededge3=red_edge
        nearinfrared=nir infrared=nir nir1=nir nir2=nir08 nirnarrow=nir08
        coastalblue=coastal aerosol=coastal greeni=green
        swir1=swir16 swir2=swir22 gray=grey
        panchromatic=pan thermal=lwir tir=lwir watervapour=nir09"""
    ),
}
"""Band names as software and people write them."""
_BY_COUNT = {
    1: "grey",
    3: "rgb",
    4: "rgbn",
    5: "planet-5",
    6: "landsat-6",
    8: "worldview-8",
    10: "sentinel-2-10",
    12: "sentinel-2-l2a",
    13: "sentinel-2-l1c",
}
"""The commonest layout of each number of bands; other numbers have none that could be called common."""


def detect_profile(metadata: BandMetadata, *, override: str | None = None) -> BandInterpretation:
    """Decide what the bands are: the user's word, then descriptions, tags, colours and file name, then their number.

    Raises:
        UnknownProfileError: No profile is called `override`.
        InvalidOptionError: The profile `override` has another number of bands than the file.
    """
    family, family_source = _family(metadata)
    content = None if override else _content(metadata, family)
    if override:
        profile, source = _overridden(metadata, override)
    elif content is not None:
        profile, source = _other(metadata.count, content.profile), content.source
    else:
        profile, source = _detected(metadata, family, family_source)
    quantity, bands = calibrate(profile, metadata)
    notices = metadata.notices
    if content is not None:
        notices += (_why_not_described(content, metadata),)
    elif profile.name == "other" and source == "band count" and metadata.count == 1:
        notices += ("Nothing says what its one band is: nothing is said of it; --profile grey takes it as a picture",)
    if source == "band count" and metadata.count > 1:
        names = ", ".join(profile.roles)
        notices += (f"Nothing says what the {metadata.count} bands are: taken as {names}; --profile says otherwise",)
    return BandInterpretation(profile, source, quantity, bands, family.sensor if family else None, notices)


def _content(metadata: BandMetadata, family: _Family | None) -> Content | None:
    """What the raster is if it is no picture."""
    roles, source = _told_roles(metadata, family)
    if roles and set(roles) <= {Role.THERMAL, Role.OTHER}:
        return Content("temperature", "it is a thermal band", source)
    return content_of(metadata, picture_told=bool(roles) and source in {"descriptions", "file name"})


def _why_not_described(content: Content, metadata: BandMetadata) -> str:
    as_picture = {1: "grey", 3: "rgb", 4: "rgbn"}.get(metadata.count, "with the roles of its bands")
    return (
        f"Taken for {NOT_PICTURES[content.profile]}, which is no picture and not described ({content.why}); "
        f"--profile {as_picture} describes it as one"
    )


def _overridden(metadata: BandMetadata, name: str) -> tuple[SensorProfile, str]:
    profile = profile_named(name)
    if profile.quantity is Quantity.OTHER:
        profile = _other(metadata.count, name)
    if len(profile.roles) != metadata.count:
        raise InvalidOptionError(
            f"The profile {name!r} has {plural(len(profile.roles), 'band')}, and {metadata.path} has {metadata.count}",
            remedy="Choose a profile with as many bands as the file; tilescribe models lists them",
        )
    return profile, "user"


def _detected(metadata: BandMetadata, family: _Family | None, family_source: str) -> tuple[SensorProfile, str]:
    if metadata.palette:
        return PROFILES["rgb"], "tags"
    roles, source = _told_roles(metadata, family)
    if roles:
        return _profile_of(roles, family), source
    if family and family.by_count:
        for profile in PROFILES.values():
            if profile.name.startswith(family.prefix) and len(profile.roles) == metadata.count:
                return profile, family_source
    if family and family.prefix in _PICTURES_ONLY and metadata.count == 1 and metadata.dtype in {"uint8", "uint16"}:
        return PROFILES["grey"], family_source
    if family and family.prefix == "sar" and metadata.count <= 2:
        return PROFILES["sar-vv" if metadata.count == 1 else "sar-vv-vh"], family_source
    if family is None and _is_optical(metadata):
        return PROFILES[_BY_COUNT[metadata.count]], "band count"
    return _other(metadata.count), "band count"


def _is_optical(metadata: BandMetadata) -> bool:
    """Whether the number of bands may decide. One band of anything but small whole numbers is mostly elevation."""
    return metadata.count in _BY_COUNT and (metadata.count > 1 or metadata.dtype in {"uint8", "uint16"})


def _other(count: int, name: str = "other") -> SensorProfile:
    return replace(PROFILES[name], roles=(Role.OTHER,) * count)


def _family(metadata: BandMetadata) -> tuple[_Family | None, str]:
    named = _family_of_name(metadata.path)
    if named and named.prefix.startswith("hls"):  # its bands are called as those of the sensors that it harmonises
        return named, "file name"
    codes = {text.strip().upper() for text in metadata.descriptions}
    if codes & {"B8A"} or any(re.fullmatch(r"B0\d", code) for code in codes):
        return _FAMILIES[0], "descriptions"
    if any(code.startswith("SR_B") for code in codes):
        return (_FAMILIES[1] if codes & {"SR_B6"} else _family_of_name(metadata.path) or _FAMILIES[1]), "descriptions"
    told = " ".join(value for key, value in metadata.tags.items() if key in _PLATFORM_TAGS)
    for family in _FAMILIES:
        if told and family.pattern.search(told):
            return family, "tags"
    return named, "file name"


def _family_of_name(path: str) -> _Family | None:
    """The file's own name, then the folders of a product (`….SAFE/GRANULE/…/IMG_DATA/R10m/`), innermost first."""
    for part in path.split("/")[:-7:-1]:
        for family in _FAMILIES:
            if family.pattern.search(part):
                return family
    return None


def _told_roles(metadata: BandMetadata, family: _Family | None) -> tuple[tuple[Role, ...], str]:
    """Roles that the file states, or none: descriptions, then colours, then the band in a single-band file's name."""
    roles = tuple(_role(text, family) for text in metadata.descriptions)
    if set(roles) != {Role.OTHER}:
        return roles, "descriptions"
    colours = tuple(_WORDS.get(colour, Role.OTHER) for colour in metadata.colours)
    if {Role.RED, Role.GREEN, Role.BLUE} <= set(colours):
        if metadata.count == 4 and colours[:3] == (Role.RED, Role.GREEN, Role.BLUE) and colours[3] is Role.OTHER:
            return (*colours[:3], Role.NIR), "tags"
        # Photometric RGB is also what exports of many bands are given: it then says nothing about the others.
        if metadata.count == 3 or Role.OTHER not in colours:
            return colours, "tags"
    if metadata.count == 1 and (named := _role_in_name(metadata.path, family)) is not Role.OTHER:
        return (named,), "file name"
    return (), ""


def _role(text: str, family: _Family | None) -> Role:
    name = text.strip().lower()
    for spelling in (name, re.sub(r"[\s_-]+", "_", name), re.sub(r"[\s_-]+", "", name)):
        if spelling in _WORDS:
            return _WORDS[spelling]
    code = re.match(r"(?:sr_)?b(?:and)?[ _]?0?(\d{1,2}a?)(?![a-z0-9])", name)
    if code and family and code[1] in family.codes:
        return family.codes[code[1]]
    words = {_WORDS[word] for word in re.split(r"[^a-z0-9-]+", name) if word in _WORDS and len(word) > 1}
    return words.pop() if len(words) == 1 else Role.OTHER


def _role_in_name(path: str, family: _Family | None) -> Role:
    name = base_name(path).rsplit(".", 1)[0]
    for part in re.split(r"[_\-.]", re.sub(r"_\d+m$", "", name))[::-1]:
        polarised = part.lower() in {"vv", "vh", "hh", "hv"}
        if polarised or (family and family.codes and re.fullmatch(r"B\d{1,2}A?", part, re.IGNORECASE)):
            return _role(part, family)
    return Role.OTHER


def _profile_of(roles: tuple[Role, ...], family: _Family | None) -> SensorProfile:
    """The family's profile of these roles, or its scaling on these roles, or a generic profile."""
    if set(roles) <= {Role.VV, Role.VH, Role.HH, Role.HV, Role.OTHER}:
        return replace(PROFILES["sar-vv-vh" if len(roles) > 1 else "sar-vv"], roles=roles)
    if family and family.by_count:
        own = [profile for profile in PROFILES.values() if profile.name.startswith(family.prefix)]
        return next((profile for profile in own if profile.roles == roles), replace(own[0], roles=roles))
    generic = ("rgb", "rgbn", "bgrn", "nrgb", "nrg", "grey")
    known = next((PROFILES[name] for name in generic if PROFILES[name].roles == roles), None)
    return known or SensorProfile("described", "As the file describes its bands", roles, Quantity.BRIGHTNESS)
