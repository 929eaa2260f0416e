"""Sensor profiles: how the bands of known kinds of imagery are laid out and scaled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tilescribe.domain.bands import Quantity, Role, SensorProfile
from tilescribe.errors import UnknownProfileError

__all__ = ["PROFILES", "profile_named"]

R = Role

# Level-1C and Level-2A store reflectance * 10,000; from processing baseline 04.00 (January 2022) on with 1,000 added.
# https://sentiwiki.copernicus.eu/web/s2-processing
_S2 = (Quantity.REFLECTANCE, 1e-4, 0.0)
_S2_L2A = (R.COASTAL, R.BLUE, R.GREEN, R.RED, R.RED_EDGE, R.RED_EDGE, R.RED_EDGE, R.NIR, R.NIR_NARROW, R.WATER_VAPOUR)
_S2_L2A_TAIL = (R.SWIR1, R.SWIR2)
_S2_10 = (R.BLUE, R.GREEN, R.RED, R.RED_EDGE, R.RED_EDGE, R.RED_EDGE, R.NIR, R.NIR_NARROW, *_S2_L2A_TAIL)

# Surface reflectance = DN * 0.0000275 - 0.2; top of atmosphere (sun angle apart) = DN * 0.00002 - 0.1.
# https://www.usgs.gov/faqs/how-do-i-use-a-scale-factor-landsat-level-2-science-products
# https://www.usgs.gov/landsat-missions/using-usgs-landsat-level-1-data-product
_L2 = (Quantity.REFLECTANCE, 2.75e-05, -0.2)
_L1 = (Quantity.REFLECTANCE, 2e-05, -0.1)
# STAC calls OLI's band 5 `nir08` for its width; here it is the NIR that the vegetation and water indices ask for.
_OLI = (R.COASTAL, R.BLUE, R.GREEN, R.RED, R.NIR, R.SWIR1, R.SWIR2)
_TM = (R.BLUE, R.GREEN, R.RED, R.NIR, R.SWIR1, R.SWIR2)

# PlanetScope surface reflectance is stored * 10,000.
# https://docs.planet.com/data/imagery/planetscope/
_PLANET = (Quantity.REFLECTANCE, 1e-4, 0.0)
_PLANET_8 = (R.COASTAL, R.BLUE, R.GREEN, R.GREEN, R.YELLOW, R.RED, R.RED_EDGE, R.NIR)

# WorldView-2 and -3 multispectral bands; digital numbers need each scene's own calibration, so brightness only.
# https://earth.esa.int/eogateway/missions/worldview-2
_WORLDVIEW_8 = (R.COASTAL, R.BLUE, R.GREEN, R.YELLOW, R.RED, R.RED_EDGE, R.NIR, R.NIR_NARROW)

_BGRN = (R.BLUE, R.GREEN, R.RED, R.NIR)
# RapidEye's bands are in order of wavelength; MicaSense numbers its red edge last.
_BGR_EDGE_N = (R.BLUE, R.GREEN, R.RED, R.RED_EDGE, R.NIR)
_BGRN_EDGE = (R.BLUE, R.GREEN, R.RED, R.NIR, R.RED_EDGE)
_RGBN = (R.RED, R.GREEN, R.BLUE, R.NIR)
_SEEN = (Quantity.BRIGHTNESS, 1.0, 0.0)


_Calibration = tuple[Quantity, float, float]
"""Quantity, scale, offset."""


def _profile(name: str, title: str, roles: tuple[Role, ...], calibration: _Calibration) -> SensorProfile:
    return SensorProfile(name, title, roles, *calibration)


PROFILES: Mapping[str, SensorProfile] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            _profile("sentinel-2-l2a", "Sentinel-2 Level-2A, 12 bands", _S2_L2A + _S2_L2A_TAIL, _S2),
            _profile("sentinel-2-l1c", "Sentinel-2 Level-1C, 13 bands", (*_S2_L2A, R.CIRRUS, *_S2_L2A_TAIL), _S2),
            _profile(
                "sentinel-2-10",
                "Sentinel-2, the 10 bands of 10 and 20 m",
                _S2_10,
                _S2,
            ),
            _profile("sentinel-2-bgrn", "Sentinel-2, bands 2, 3, 4, 8", _BGRN, _S2),
            _profile("sentinel-2-rgbn", "Sentinel-2, bands 4, 3, 2, 8", _RGBN, _S2),
            _profile("landsat-c2-l2", "Landsat 8/9 Collection 2 surface reflectance, bands 1 to 7", _OLI, _L2),
            _profile("landsat-c2-l2-tm", "Landsat 4-7 Collection 2 surface reflectance, bands 1 to 5 and 7", _TM, _L2),
            _profile("landsat-c2-l1", "Landsat 8/9 Collection 2 top of atmosphere, bands 1 to 7", _OLI, _L1),
            # https://lpdaac.usgs.gov/products/hlss30v002/: surface reflectance * 10,000, without an offset
            _profile("hls-s30", "HLS of Sentinel-2, its 10 bands of 10 and 20 m, at 30 m", _S2_10, _S2),
            _profile("hls-l30", "HLS of Landsat 8/9, bands 1 to 7", _OLI, _S2),
            # https://naip-usdaonline.hub.arcgis.com: red, green, blue, near infrared
            _profile("naip", "NAIP aerial imagery: red, green, blue, near infrared", _RGBN, _SEEN),
            _profile("planet-4", "PlanetScope surface reflectance, 4 bands", _BGRN, _PLANET),
            _profile("planet-5", "RapidEye: blue, green, red, red edge, near infrared", _BGR_EDGE_N, _SEEN),
            _profile("planet-8", "PlanetScope surface reflectance, 8 bands", _PLANET_8, _PLANET),
            _profile("worldview-4", "WorldView, GeoEye, QuickBird, Pléiades: blue, green, red, nir", _BGRN, _SEEN),
            _profile("worldview-8", "WorldView-2/3, 8 bands", _WORLDVIEW_8, _SEEN),
            _profile("micasense-5", "MicaSense RedEdge, Altum: blue, green, red, nir, red edge", _BGRN_EDGE, _SEEN),
            _profile("landsat-6", "Composites of blue, green, red, nir, swir1, swir2 of any scaling", _TM, _SEEN),
            _profile("rgb", "Any picture: red, green, blue", (R.RED, R.GREEN, R.BLUE), _SEEN),
            _profile("rgbn", "Red, green, blue, near infrared", _RGBN, _SEEN),
            _profile("bgrn", "Blue, green, red, near infrared", _BGRN, _SEEN),
            _profile("nrgb", "Near infrared, red, green, blue", (R.NIR, R.RED, R.GREEN, R.BLUE), _SEEN),
            _profile("nrg", "Colour infrared: near infrared, red, green", (R.NIR, R.RED, R.GREEN), _SEEN),
            _profile("grey", "One band of brightness: panchromatic, historic aerial", (R.GREY,), _SEEN),
            _profile("sar-vv-vh", "Radar, VV and VH", (R.VV, R.VH), (Quantity.BACKSCATTER, 1.0, 0.0)),
            _profile("sar-vv", "Radar, VV", (R.VV,), (Quantity.BACKSCATTER, 1.0, 0.0)),
            _profile(
                "other",
                "Anything else: shown, not interpreted",
                (R.OTHER,),
                (Quantity.OTHER, 1.0, 0.0),
            ),
            *(
                _profile(name, f"{title}: shown, not described", (R.OTHER,), (Quantity.OTHER, 1.0, 0.0))
                for name, title in (
                    ("mask", "A mask of two values"),
                    ("class-map", "Classes, such as land cover"),
                    ("elevation", "Elevations or heights"),
                    ("temperature", "Temperatures, such as a thermal band"),
                )
            ),
        )
    }
)
"""By name. Those of the quantity `other` take any number of bands; all others have as many as they have roles."""


_SHORT = {"swir1": Role.SWIR1, "swir2": Role.SWIR2, "gray": Role.GREY}
"""What people write for a role's own name."""


def profile_named(name: str) -> SensorProfile:
    """The profile of that name, or one made of band roles in file order: `nir,red,green`.

    Raises:
        UnknownProfileError: There is none, or a part of the list is no role.
    """
    if name in PROFILES:
        return PROFILES[name]
    if "," in name:
        return SensorProfile(
            name, "Bands as the user named them", tuple(_role(part, name) for part in name.split(",")), *_SEEN
        )
    raise UnknownProfileError(
        f"No sensor profile is called {name!r}",
        remedy=f"Choose one of {', '.join(PROFILES)}, or list the roles of the bands, such as nir,red,green",
    )


def _role(text: str, listed: str) -> Role:
    text = text.strip().lower()
    roles = {str(role): role for role in Role if role is not Role.ALPHA} | _SHORT
    if text not in roles:
        raise UnknownProfileError(
            f"{text!r} in the profile {listed!r} is no role of a band", remedy=f"Use {', '.join(roles)}"
        )
    return roles[text]
