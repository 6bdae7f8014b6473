"""One story, one URL: canonical form without what only says where a reader came from.

The rule is never to merge two stories: a parameter goes only if its name, or its name and value together, say tracking.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_LONGEST = 4000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SESSION_IN_PATH = re.compile(r";(jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)

_TRACKING_PREFIXES = (
    "utm_",
    "at_",  # AT Internet, BBC
    "ns_",  # comScore
    "hsa_",
    "_hs",
    "__hs",
    "mtm_",
    "matomo_",
    "pk_campaign",
    "pk_kw",
    "pk_source",
    "pk_medium",
    "pk_content",
    "pk_keyword",
    "piwik_",
    "oly_",
    "vero_",
    "wt_mc",
    "wt_zmc",
    "wt.mc",
    "fb_",
    "itm_",
    "stm_",
    "trk_",
    "guce_",
    "xtor",
)
_TRACKING_NAMES = frozenset(
    "_ga _gl _openstat amp campaign_id cmp cmpid dclid dicbo ef_id emc epik fbclid gaa_at gaa_n gaa_sig gaa_ts gbraid "
    "gclid gclsrc gs_l guccounter igsh igshid irclickid ito jsessionid li_fat_id maca mc_cid mc_eid mkcid mkrid mkt_tok "
    "msclkid ocid oref phpsessid rb_clid rdt_cid s_cid s_kwcid sc_cmp smid smtyp soc_src soc_trk spm sr_share srsltid "
    "taid tblci tpcc trk ttclid twclid twsrc wbraid wickedid yclid ysclid __twitter_impression".split()
)
# Names that are tracking on one site and an article's number on another: they go only with a value that says tracking.
_AMBIGUOUS_NAMES = frozenset(
    "ref ref_src referer referrer refer source src from partner via mod medium campaign origin share outputtype utm "
    "channel cid icid linkid ncid wt xid".split()
)
_TRACKING_VALUE = re.compile(
    r"(.*[^a-z])?rss(feed)?([^a-z].*)?|atom|feeds?|feedburner|twsrc.*|twitter|tw|facebook|fb|instagram|linkedin|whatsapp"
    r"|telegram|reddit|flipboard|apple[-_]?news|google[-_]?news|gnews|googlenews|google|yahoo|bing|msn|social([-_].*)?"
    r"|shar(e|ed|ing)|e?mail|newsletters?([-_].*)?|push|homepage|home|syndication|amp",
    re.IGNORECASE,
)


def canonical_url(url: str, base: str = "") -> str | None:
    """`url`, seen from `base`, in the one form that it is stored, fetched and recognised by. None: not a usable http(s) URL."""
    try:
        given = _CONTROL.sub("", url.strip()).replace("&amp;", "&")
        parts = urlsplit(urljoin(base, given))
        netloc = _netloc(parts)
        if netloc is None or not given or _lacks_host(given):
            return None
        path, query = _SESSION_IN_PATH.sub("", parts.path), _meaningful(parts.query)
        plain = canonicalize_url(urlunsplit((parts.scheme.lower(), netloc, path, query, "")))
    except (ValueError, UnicodeError):
        return None
    address, mark, query = plain.partition("?")
    canonical = address + mark + re.sub(r"=(?=&|$)", "", query)  # "?123" must not be fetched as "?123="
    return canonical if len(canonical) <= _LONGEST else None


def url_key(url: str) -> str:
    """The key of a canonical URL, in 32 hex digits: the same for http and https, with and without www. and a last slash."""
    rest = url.partition("://")[2].removeprefix("www.")
    address, mark, query = rest.partition("?")
    return hashlib.sha256(f"{address.rstrip('/')}{mark}{query}".encode()).hexdigest()[:32]


def host_of(url: str) -> str:
    """Lower-case host without port; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _lacks_host(given: str) -> bool:
    """ "https:///a" is broken; urljoin would lend it the base's host."""
    parts = urlsplit(given)
    return bool(parts.scheme) and not parts.netloc


def _netloc(parts: SplitResult) -> str | None:
    """Host and, unless it is the scheme's own, port. None for other schemes, for userinfo and for impossible hosts."""
    if parts.scheme.lower() not in _DEFAULT_PORTS or "@" in parts.netloc or not parts.hostname:
        return None
    host = parts.hostname.rstrip(".")
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host) or ".." in host:
        return None
    port = parts.port
    return host if port is None or port == _DEFAULT_PORTS[parts.scheme.lower()] else f"{host}:{port}"


def _meaningful(query: str) -> str:
    return "&".join(piece for piece in query.split("&") if piece and not _is_tracking(piece))


def _is_tracking(piece: str) -> bool:
    name, _, value = (unquote_plus(text).lower() for text in piece.partition("="))
    if name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES):
        return True
    return name in _AMBIGUOUS_NAMES and _TRACKING_VALUE.fullmatch(value) is not None
