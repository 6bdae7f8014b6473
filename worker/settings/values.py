"""Values that the files of config/ and the environment may hold, beyond TOML's own."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator

_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST = timedelta(days=3650)


def parse_duration(value: object) -> timedelta:
    """ "90s", "15m", "72h" or "7d" as a timedelta; ValueError for anything else."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"(\d{1,9})(ms|s|m|h|d)", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('must be a duration such as "90s", "15m", "72h" or "7d"')
    try:
        duration = timedelta(**{_UNITS[match[2]]: int(match[1])})
    except OverflowError:
        duration = _LONGEST + timedelta(1)
    if not timedelta(0) < duration <= _LONGEST:
        raise ValueError("must be longer than nothing and at most ten years")
    return duration


def _parse_network(value: object) -> IPv4Network | IPv6Network:
    if isinstance(value, IPv4Network | IPv6Network):
        return value
    try:
        return ip_network(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError('must be a network such as "10.0.0.0/8" or "fd00::/8", with no bits set after its prefix') from None


def parse_list(value: object) -> object:
    """An environment variable's list: JSON, or words between commas. ValueError where it is neither."""
    if not isinstance(value, str):
        return value
    try:
        return (
            json.loads(value) if value.lstrip().startswith("[") else [word.strip() for word in value.split(",") if word.strip()]
        )
    except ValueError:
        raise ValueError("must be a list: words between commas, or JSON") from None


def parse_listen(value: str) -> str:
    """ "127.0.0.1:9464", "[::1]:9464" or nothing; ValueError for anything else."""
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})", value)
    if value and (match is None or int(match[2]) > 65535):
        raise ValueError('must be an address and a port such as "127.0.0.1:9464" or "[::1]:9464"')
    return value


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
Positive = Annotated[int, Field(ge=1, le=1_000_000_000)]
Port = Annotated[int, Field(ge=1, le=65535)]
Network = Annotated[IPv4Network | IPv6Network, PlainValidator(_parse_network)]

# ISO 3166-1 alpha-2, and XK for Kosovo as GeoNames has it: a mistyped code would keep a rule silent for ever.
COUNTRY_CODES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()
)
