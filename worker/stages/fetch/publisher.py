"""Who publishes a URL: its registered domain, by a short list of our own.

The list is not the Public Suffix List. It knows the second levels that news sites register under; a suffix that it misses
makes two publishers count as one, which is the careful side: an alert that waits for a second source waits longer.
"""

from __future__ import annotations

from ipaddress import ip_address

from worker.stages.fetch.urls import host_of

# Second levels that mean the same under every country's top level: co.uk, com.au, net.nz, gov.in, ac.jp, go.ke, ...
_GENERAL = frozenset("co com net org gov gob gouv govt go edu ac mil or ne gen nom info int web ltd plc".split())
# Under which people register directly all the same: a domain called com.xx or co.xx there is a publisher of its own.
_FLAT = frozenset("de nl be ch at dk se no fi cz sk fr it eu us io me tv cc ai fm".split())
# What countries have beside the general ones, and the few that flat ones have.
_NATIONAL = {
    "ar": "int tur musica",
    "at": "co or gv ac",
    "au": "id asn csiro",
    "bd": "tv",
    "br": "jor tv radio blog inf ind art adv eng emp am fm wiki log not",
    "cn": "bj sh gd js zj hk mo tw",
    "eg": "sci eun",
    "fr": "gouv asso presse com nom",
    "hu": "hir lap media sport bolt co org",
    "id": "my sch desa biz",
    "il": "muni k12 idf",
    "in": "nic firm ind res",
    "it": "gov edu",
    "jp": "ad ed gr lg",
    "kr": "re pe hs ms es kg",
    "me": "co net org edu ac gov its priv",
    "mx": "gob",
    "ng": "name sch mobi i",
    "no": "stat kommune priv",
    "nz": "school iwi maori kiwi geek cri health parliament",
    "ph": "ngo i",
    "pk": "fam biz gok gop gos",
    "pl": "waw media tv biz pl",
    "pt": "publ",
    "ru": "msk spb pp",
    "se": "pp tm press",
    "th": "in mi",
    "tr": "tv av bel pol k12 bbs name biz dr tel",
    "tv": "",
    "tw": "idv game ebiz club",
    "ua": "in kiev kyiv kharkov kharkiv lviv odessa odesa dp dn zp od if pp",
    "uk": "me sch police nhs",
    "us": "",
    "uz": "",
    "vn": "name pro health biz",
    "za": "law school",
}
_SECOND_LEVELS = {country: frozenset(words.split()) for country, words in _NATIONAL.items()}
# Under which strangers publish: each blog is a publisher of its own.
_HOSTS_OF_STRANGERS = frozenset(
    "blogspot.com wordpress.com substack.com tumblr.com github.io gitlab.io pages.dev netlify.app vercel.app web.app "
    "livejournal.com typepad.com medium.com ghost.io beehiiv.com wixsite.com weebly.com hatenablog.com over-blog.com "
    "herokuapp.com cloudfront.net amazonaws.com appspot.com blogspot.co.uk blogspot.de blogspot.in".split()
)


def publisher_of(url: str) -> str:
    """The registered domain of `url`: "https://feeds.example.co.uk/a" -> "example.co.uk". An address stays what it is."""
    host = host_of(url)
    labels = host.split(".")
    if _is_address(host) or len(labels) < 3:
        return host
    return ".".join(labels[-_suffix_length(labels) - 1 :])


def _suffix_length(labels: list[str]) -> int:
    for length in (3, 2):
        if ".".join(labels[-length:]) in _HOSTS_OF_STRANGERS and len(labels) > length:
            return length
    second, country = labels[-2:]
    if len(country) != 2:
        return 1
    general = second in _GENERAL and country not in _FLAT
    return 2 if general or second in _SECOND_LEVELS.get(country, ()) else 1


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
