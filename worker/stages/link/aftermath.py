"""What courts, coroners and mourners do later: a text that begins with it tells of an event that is days, weeks or months old."""

from __future__ import annotations

import re

_LATER = re.compile(
    r"\b(?:charges?|charged|indict(?:s|ed|ment)|arraign(?:s|ed|ment)|plead(?:s|ed)?|pled|pleas?|guilty|sentenc(?:e|es|ed|ing)|convict(?:s|ed|ion)"
    r"|trial|hearings?|courts?|courtroom|judges?|jur(?:y|ors?)|verdict|acquitt(?:ed|al)|prosecut(?:e|es|ed|ors?|ion|ing)|bail|bond|arrest(?:s|ed)?|probation|parole"
    r"|appeals? (?:court|denied|filed)|lawsuits?|sues?|sued|inquest|coroner|autopsy|medical examiner|ruled|rules|funerals?|buried|laid to rest|mourn(?:s|ed|ers)?"
    r"|silence|half[- ]mast|condolences|remember(?:s|ed)|vigils?|memorials?|affidavits?)\b",
    re.IGNORECASE,
)


def is_aftermath(title: str, sentence: str) -> bool:
    return _LATER.search(f"{title}\n{sentence}") is not None
