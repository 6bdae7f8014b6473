"""Lines of a page that are not the article: named rows of data, and the small engine that finds them.

"Read: 50 killed in market blast" is another story's figure. Stamps of live blogs ("14:05 GMT") are not in here: they date
what follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """One stretch that is boilerplate: offsets into the text, and the row that says so."""

    row: str
    start: int
    end: int


_AGENCY = (
    r"(?:AP|AFP|EPA|EPA-EFE|EFE|ANI|PTI|DPA|PA|TASS|UPI|Xinhua|Reuters|Getty(?:\sImages)?|Shutterstock|iStock|Anadolu|Handout)"
)

# A line that begins like one of these goes as a whole. The patterns know upper from lower case only where (?-i:...) says
# so: "READ MORE" may stand without a colon, "read more" may not stand in a long line.
_BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("read", r"(?:also\s+|must[\s-]+)?read(?:\s+(?:also|more|next|here|this|on))?\s*(?::|\s[-–—|>])"),
    ("read-more", r"(?:also\s+read|read\s+(?:also|more|next))\b(?!\s+(?:than|about\s+\d))(?=.{0,120}$)"),
    ("read-capitals", r"(?-i:(?:ALSO|MUST)\s+READ|READ\s+(?:ALSO|MORE|NEXT))\b"),
    ("related", r"related(?:\s+(?:stories|story|news|articles?|coverage|topics?|content|links?|posts?|video))?\s*(?::|\||$)"),
    ("see-also", r"(?:see|more|also|listen|explainer|opinion|analysis)(?:\s+(?:also|more|here))?\s*:"),
    ("watch", r"(?:also\s+)?(?:watch|video|listen|in\s+pictures|gallery|photos|live\s+updates?)(?:\s+(?:also|now|live|here|more))?\s*(?::|\||$)"),
    ("most-read", r"(?:most\s+(?:read|popular|viewed|shared|commented)|trending(?:\s+now)?|top\s+stories|latest\s+news|editor[’']?s[’']?\s+picks?|recommended(?:\s+for\s+you)?|popular\s+(?:now|stories)|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|more\s+(?:on\s+this\s+story|stories|from\s+\w+)|don[’']?t\s+miss|around\s+the\s+web|from\s+around\s+the\s+web|what\s+to\s+read\s+next|promoted\s+stories|sponsored(?:\s+content)?)\b(?:.{0,40}$|\s*:.{0,300}\|)"),
    ("subscribe", r"(?:subscribe|sign\s+up|log\s+in|sign\s+in|register)\s*(?:now|here|today|free)?\s*(?:[.!|:]|$)|(?:already\s+a\s+(?:subscriber|member)|to\s+continue\s+reading|support\s+(?:our|independent|quality)\s+journalism|this\s+article\s+is\s+(?:free|for\s+subscribers))\b"),
    ("follow", r"(?:follow|like|find|join|connect\s+with)\s+(?:us|our\s+\w+|[\w’' ]{1,30})\s+(?:on|via)\s+(?:facebook|twitter|x\b|instagram|telegram|whatsapp|youtube|linkedin|google\s+news|threads|bluesky)"),
    ("app", r"(?:download|get|install)\s+(?:the|our)\s+(?:[\w ]{1,30}\s)?app\b"),
    ("share", r"(?:share(?:\s+(?:this|on|via|article|story))?|tweet|e-?mail|print|copy\s+link|save|comments?|\d+\s+(?:comments?|shares?))(?:\s+(?:this|article|story|page|link|facebook|twitter|whatsapp))*\s*$"),
    ("advertisement", r"(?:advertisement|advertising|story\s+continues\s+below(?:\s+advertisement)?|article\s+continues\s+(?:below|after)\b.{0,20}|scroll\s+to\s+continue.{0,20}|sponsored)\s*$"),
    ("privacy", r"(?:privacy\s+policy|terms\s+(?:of\s+(?:use|service)|and\s+conditions)|by\s+(?:signing|continuing|clicking|subscribing)\b.{0,80}\b(?:agree|accept))"),
    ("copyright", r"(?:copyright\b|©|\(c\)\s*(?:19|20)\d\d).{0,160}$"),
    ("caption", r"(?:file\s+)?(?:photo(?:graph)?|image|picture|pic|credit|caption|video\s+caption|image\s+(?:source|caption|credit)|photo\s+(?:credit|by|caption)|media\s+caption|representational\s+image|file\s+(?:image|pic(?:ture)?))s?\s*[:|/]"),
    ("caption-word", r"(?:image\s+(?:source|caption|copyright)|media\s+caption)\b"),
    ("player", r"\d{1,2}:\d\d\s[^\n]{5,160}\s(?-i:Pause)$"),
    ("tip", r"(?:do\s+you\s+have|got|have)\s+(?:a|any)\s+(?:story|tip|information|news\s+tip)\b.{0,120}(?:\?|e-?mail|contact|call)"),
)  # fmt: skip

# So does a line that holds one of these. The words in the middle are what the whole text (in lower case) is searched for
# first: most texts hold none of them.
_HOLDING: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("newsletter", ("newsletter", "brief", "alert", "update", "inbox", "channel"), r".{0,80}\b(?:sign\s+up\s+(?:for|to)|subscribe\s+to|get|join)\b.{0,80}\b(?:newsletters?|daily\s+brief(?:ing)?|e-?mail\s+(?:alerts?|updates?)|inbox|whatsapp\s+channel|telegram\s+channel)\b"),
    ("cookies", ("cookie", "privacy", "consent"), r".{0,120}\b(?:we\s+(?:and\s+our\s+partners\s+)?use\s+cookies|uses?\s+cookies\s+to|cookie\s+(?:policy|settings|preferences|notice)|accept\s+(?:all\s+)?cookies|we\s+value\s+your\s+privacy|manage\s+(?:your\s+)?consent|your\s+privacy\s+choices)\b"),
    ("rights", ("rights reserved",), r".{0,100}\ball\s+rights\s+reserved\b.{0,160}$"),
    ("caption-credit", ("photo", "image", "picture", "file", "credit", "/"), r".{0,500}[\[(](?:(?:photo|image|picture|file|credit|photograph)s?\b(?:\s+(?:photo|image|picture))?\s*(?:by|:|courtesy)[^\])\n]{0,80}|(?:file:\s*)?[^\])\n/]{2,50}/\s?" + _AGENCY + r"[^\])\n]{0,30}|(?-i:" + _AGENCY + r")\s(?:photo|file)[^\])\n]{0,60})[\])]\s*$"),
    ("caption-agency", ("/", "getty"), r".{0,300}(?-i:[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}\s?/\s?(?:" + _AGENCY + r")|Getty\sImages|AFP\svia\sGetty)\s*$"),
    ("crisis-line", ("lifeline", "hotline", "samaritans", "crisis text"), r".{0,160}\b(?:suicide\s+(?:and\s+crisis\s+)?(?:prevention\s+)?(?:lifeline|hotline)|samaritans\s+(?:on|at)|crisis\s+text\s+line)\b"),
)  # fmt: skip

# Where the text goes on behind a headline that has no mark at its end.
_RESUMED = r"(?=\s(?-i:(?:An?|The|He|She|They|It|When|After|According|Someone|At\sleast|Police|Officers|Deputies|Authorities|Investigators|One|Two|Three|Four)\s[a-z]|Read or Share|RELATED:|More:|Now Playing))"

# A row of these stands inside of a line; what they match goes, the rest of the line stays. One of the words in the middle is in
# whatever they match.
_INSIDE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "read-brackets",
        ("read", "see", "watch", "related"),
        r"[\[(]\s*(?:also\s+)?(?:read|see|watch|related)(?:\s+(?:also|more))?\s*[:|–-][^\])\n]{0,200}[\])]",
    ),
    (
        "player-note",
        ("javascript",),
        r"please\s+enable\s+javascript\s+to\s+(?:watch|view|play)\s+(?:this|the)\s+(?:video|comments|content)\b[^\n]{0,20}?(?:\.|(?=\s|$))",
    ),
    (
        "read-inside",
        ("read:", "also:", "more:", "related:", "watch:"),
        r"(?:(?<=[.!?”\"]\s)(?-i:ALSO READ|READ ALSO|READ MORE|Also [Rr]ead|Read [Aa]lso|Read [Mm]ore|Read|Related|More|WATCH)|(?-i:\b(?:RELATED|MORE)))\s?:[^\n]{0,200}?(?:[.!?](?=\s)|$|(?<=[^\n]{12})"
        + _RESUMED
        + ")",
    ),
    # Crime: Man dies after crash The suspect fled on foot: a headline between two sentences, which only its label sets apart.
    (
        "teaser",
        (":",),
        r"(?<=[.!?]\s)(?:(?!update|breaking|original|correction)(?-i:[A-Z][\w’']*(?:\s[A-Za-z][\w’']*){0,3}):\s(?=(?-i:[A-Z\d]))[^\n.!?:]{15,160}?){1,4}"
        + _RESUMED,
    ),
    (
        "related-inside",
        ("related ",),
        r"(?<=[.!?]\s)(?-i:Related (?:Articles|Stories|Coverage|Content)\s(?=[A-Z\d]))[^\n]{0,500}?(?:[.!?](?=\s)|$)",
    ),
    ("playlist", ("now playing",), r"(?-i:Now Playing:?\s+Now Playing\b(?:[^\n.!?]|\b[A-Z]\.){0,900})"),
)

# Headings whose list of headlines goes with them.
_HEADINGS = frozenset(("read", "related", "most-read", "see-also"))
_LENGTH = re.compile(r"\d{1,2}:\d\d\s")  # of a film in a player's list; alone it could be a live blog's hour
_LISTED = 8  # headlines after a heading, at most
_HEADLINE = re.compile(r"[^\n]{0,160}?(?<![.!?:;,”\"])")

_Row = tuple[str, re.Pattern[str]]
_Held = tuple[tuple[str, ...], _Row]
_BEGINNING_ROWS: list[_Row] = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _BEGINNINGS]
_BEGINS = re.compile("|".join(f"(?:{pattern})" for _, pattern in _BEGINNINGS), re.IGNORECASE)  # any of them, in one go
_HOLDING_ROWS = [(words, (name, re.compile(pattern, re.IGNORECASE))) for name, words, pattern in _HOLDING]
_INLINE_ROWS = [(needed, (name, re.compile(pattern, re.IGNORECASE))) for name, needed, pattern in _INSIDE]
_LINE = re.compile(r"[^\n]+")
_LONGEST_LINE = 700  # a longer one is prose, whatever it begins with


def find_boilerplate(text: str) -> tuple[Cut, ...]:
    """What of `text` is not the article, in order, without overlaps."""
    return tuple(_cuts(text))


def blank(text: str, cuts: tuple[Cut, ...]) -> str:
    """`text` of the same length with the cuts as spaces: offsets stay true."""
    return _rebuild(text, cuts, " ")


def remove(text: str, cuts: tuple[Cut, ...]) -> str:
    """`text` without the cuts and without the lines that they leave empty."""
    if not cuts:
        return text
    return "\n".join(line for line in _rebuild(text, cuts, "").split("\n") if line.strip())


def _rebuild(text: str, cuts: tuple[Cut, ...], filler: str) -> str:
    pieces, position = [], 0
    for cut in cuts:
        pieces += [text[position : cut.start], filler * (cut.end - cut.start)]
        position = cut.end
    return "".join([*pieces, text[position:]])


def _cuts(text: str) -> Iterator[Cut]:
    lowered = text.lower().replace(" :", ":").replace("\u00a0:", ":")
    holding = [row for row in _HOLDING_ROWS if _holds(lowered, row[0])]
    inside = [row for needed, row in _INLINE_ROWS if _holds(lowered, needed) and row[1].search(text)]
    heading, listed = "", 0
    for line in _LINE.finditer(text):
        words, start = _indent(line)
        row = _row(words, holding)
        if row:
            # "Related:" alone announces a list; "Related: Bomb kills 20" is the list.
            heading, listed = (row, 0) if row == "player" or (row in _HEADINGS and len(words) < 40) else ("", 0)
        elif words and heading and _is_listed(words, heading, listed):
            row, listed = f"{heading}-list", listed + 1
        elif words:
            heading = ""
            yield from _inside(text, line, inside)
        if row:
            yield Cut(row, start, start + len(words))


def _is_listed(words: str, heading: str, listed: int) -> bool:
    if heading == "player":
        return _LENGTH.match(words) is not None
    return listed < _LISTED and _HEADLINE.fullmatch(words) is not None


def _indent(line: re.Match[str]) -> tuple[str, int]:
    """The line's words without list marks, and where they begin."""
    stripped = line[0].lstrip(" \t-*•>|")
    return stripped.rstrip(), line.end() - len(stripped)


def _row(words: str, holding: list[_Held]) -> str:
    if not words or len(words) > _LONGEST_LINE:
        return ""
    rows = list(_BEGINNING_ROWS) if _BEGINS.match(words) else []
    if holding:
        lowered = words.lower()
        rows += [row for needed, row in holding if _holds(lowered, needed)]
    return next((name for name, pattern in rows if pattern.match(words)), "")


def _holds(lowered: str, needed: tuple[str, ...]) -> bool:
    return any(word in lowered for word in needed)


def _inside(text: str, line: re.Match[str], rows: list[_Row]) -> Iterator[Cut]:
    found = sorted(
        (match.start(), match.end(), name) for name, pattern in rows for match in pattern.finditer(text, *line.span())
    )
    position = line.start()
    for start, end, name in found:
        if start >= position:
            position = end
            yield Cut(name, start, end)
