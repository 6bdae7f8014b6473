"""Pages that are no article: consent walls, paywalls, bot checks, error pages, indexes, videos. Phrases are rows of data."""

from __future__ import annotations

import re
from dataclasses import dataclass

# (reason, phrases, words of text up to which that many phrases decide, how many phrases it takes)
_WALLS: tuple[tuple[str, str, int, int], ...] = (
    (
        "consent_page",
        r"before you continue|we value your privacy|we care about your privacy|(?:we|and) (?:and )?our (?:\d+ )?partners|uses? cookies"
        r"|accept all|reject all|manage (?:your )?(?:cookies|consent|preferences|options|settings)|cookie (?:policy|settings|consent)"
        r"|consent to|withdraw your consent|legitimate interest|personali[sz]ed (?:ads|advertising|content)|store and/or access"
        r"|privacy (?:policy|settings|notice)|data protection|your (?:privacy )?choices",
        250,
        3,
    ),
    (
        "paywall",
        r"subscribe (?:now )?to (?:continue|keep|read|unlock)|subscribe for (?:full|unlimited)|to (?:continue|keep) reading"
        r"|continue reading (?:with|your|this)|already (?:a |have a )?(?:subscri\w+|member|account)|(?:for|only) (?:our )?subscribers"
        r"|subscribers? only|subscriber[- ]exclusive|premium (?:article|content|story)|unlock (?:this|the full) (?:article|story)"
        r"|(?:register|sign in|log in) (?:for free )?to (?:read|continue|keep)|free articles? (?:left|remaining|this month)"
        r"|start your (?:free )?trial|full access|paid subscription",
        60,
        1,
    ),
    (
        "bot_check",
        r"checking (?:your browser|if the site connection)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|not a robot"
        r"|enable javascript and cookies|enable javascript to (?:continue|proceed|access|run|use)|complete the (?:captcha|security check)|unusual traffic|access denied"
        r"|you (?:have been|don't have permission|do not have permission)|ray id|attention required|pardon our interruption",
        120,
        1,
    ),
    (
        "error_page",
        r"page (?:you (?:requested|are looking for) )?(?:not found|cannot be found|could not be found|no longer exists|doesn't exist)"
        r"|(?:error )?404|page (?:is )?unavailable|internal server error|bad gateway|service unavailable"
        r"|content is (?:not|no longer) available",
        40,
        1,
    ),
)  # fmt: skip
_COMPILED = [(reason, re.compile(phrases, re.IGNORECASE), words, needed) for reason, phrases, words, needed in _WALLS]
_MOST_WORDS = max(words for _, _, words, _ in _WALLS)  # of a text that can be a wall
_PLAYER = re.compile(
    r"<video\b|og:type[\"'][^>]{0,40}video|<iframe[^>]{0,400}(?:youtube|vimeo|player)|VideoObject", re.IGNORECASE
)
_CLOSING = "”\"’')]"  # may stand behind a sentence's end
_SENTENCE_WORDS = 8
_SHORTEST = 8  # words; an emergency line such as "Quake kills 40 in the north, officials say" is one
_VIDEO_WORDS = 25
_INDEX_LINES = 12


@dataclass(frozen=True, slots=True)
class Shape:
    words: int
    lines: int
    sentences: int  # lines that end like one and are long enough


def shape(text: str) -> Shape:
    lines = [line for line in text.split("\n") if line.strip()]
    return Shape(len(text.split()), len(lines), sum(map(_is_sentence, lines)))


def _is_sentence(line: str) -> bool:
    return line.count(" ") >= _SENTENCE_WORDS - 1 and line.rstrip().rstrip(_CLOSING).endswith((".", "!", "?"))


def judge_text(title: str, text: str) -> str:
    """Why this text is a wall and no article, "" where it is none. Judged by the text as it was before lines were removed."""
    words = len(text.split(None, _MOST_WORDS))
    for reason, phrases, most, needed in _COMPILED:
        if words > most:
            continue
        if len({match.lower() for match in phrases.findall(f"{title}\n{text}")}) >= needed:
            return reason
    return ""


def judge_page(markup: str, text: str) -> str:
    """Why a page with this text is no article, "" where it may be one."""
    form = shape(text)
    if form.words < _VIDEO_WORDS and not form.sentences and _PLAYER.search(markup):
        return "video_only"
    if form.words < _SHORTEST:
        return "too_short"
    # A list of headlines: many short lines, next to no whole sentence.
    if form.lines >= _INDEX_LINES and 6 * form.sentences < form.lines and form.words < 20 * form.lines:
        return "index_page"
    return ""
