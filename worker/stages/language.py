"""Which language a text is in, from its script and its small words: enough to tell English from what is not.

Headlines are short and full of foreign names, so nothing is called foreign without several words that say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SAMPLE = 3000  # characters of the beginning and of the middle that are looked at
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_BEYOND_LATIN = re.compile("[^\x00-\u036f\u1e00-\u1eff\u2000-\u206f]")  # nor the punctuation that every language uses

# Words that English uses as well ("die", "in", "van", "on", "me") are left out on purpose: "15 die in van crash" is English.
_NEWS = "kill kills killed killing dead dies died deaths attack blast crash shot injured wounded police says hits"
_STOPWORDS = {
    "en": "the of and to is was were that for with he she it they his her their at by from has have had said who after"
    " been are which would will about than its this when while people more two one not but be as an a in on over",
    "fr": "le la les des du et est dans une un pour que qui sur avec par pas plus au aux ce cette ont été dont sont son ses"
    " deux après selon leur mais nous ils elle était entre morts blessés",
    "es": "el la los las de del y que en un una por con para se su al lo como más pero sus le ha fue son entre cuando muy sin"
    " sobre también hasta hay desde muertos heridos según tras dos este esta",
    "pt": "o os as de da do das dos e que em um uma por com para se na no nas nos ao mais mas foi são entre pela pelo não seu"
    " sua também até após segundo mortos feridos dois está",
    "it": "il lo la gli le di del della dei delle che è un una per con non si da dal dalla nel nella sono ha anche più come ma"
    " alla dopo morti feriti secondo due questo stato degli",
    "de": "der das und den von zu mit sich des ist im dem nicht ein eine als auch es werden aus er bei sind nach einer um"
    " wird noch wie einem einen über zum zur durch wurden wurde tote verletzte hatte",
    "nl": "het een en dat op te zijn voor niet aan er om dan zou bij ook wordt uit naar heeft hij ze deze werd zich meer"
    " doden gewonden volgens deze nog maar hebben",
    "sv": "och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år under"
    " också efter eller nu sin där döda skadade",
    "da": "og det at en den til er som på de med han af for ikke der var sig men et har om vi havde fra blev eller efter"
    " dræbt såret kunne skal deres",
    "pl": "w i na z się do że nie jest to o jak po co ale od za przez przy są był jego oraz dla tym już który została zginęło"
    " rannych osób roku",
    "cs": "a v se na je že s z o do to i k ve za by pro po jako při jsou podle byl jeho aby bylo které lidí zemřelo zraněno",
    "ro": "și în de la cu a o că pe nu din mai care pentru este au fost sunt după al ale lui prin dar morți răniți",
    "tr": "ve bir bu da de için ile olarak çok daha olan sonra kadar gibi ancak ise olduğu en oldu var kişi öldü yaralandı"
    " dedi göre",
    "id": "yang dan di dari untuk pada dengan ini itu tidak dalam akan telah oleh ke ada juga orang tewas luka korban sebagai"
    " karena mereka tersebut",
    "sw": "ya wa na kwa ni katika la za cha kuwa hiyo watu wakati hii baada ambao zaidi alisema huo wengi wamekufa",
    "tl": "ang ng sa na mga ay at si ni para kay ito siya nang hindi mula patay sugatan isang kanilang",
    "hu": "a az és hogy nem is egy van meg volt ez de ki el csak már azt után szerint halt meghalt sebesült",
    "vi": "và của là có trong được người cho không với các đã một những này khi đến từ chết thương",
}  # fmt: skip
_ENGLISH = frozenset(f"{_STOPWORDS['en']} {_NEWS}".split())  # a headline may hold no small word at all
_FOREIGN = {language: frozenset(words.split()) - _ENGLISH for language, words in _STOPWORDS.items() if language != "en"}
_SAID_BY = {
    word: tuple(language for language, known in _FOREIGN.items() if word in known)
    for word in frozenset().union(*_FOREIGN.values())
}

_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "CYRILLIC": "ru", "GREEK": "el", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh",
    "HANGUL": "ko", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GUJARATI": "gu", "KANNADA": "kn",
    "MALAYALAM": "ml", "GURMUKHI": "pa", "SINHALA": "si", "THAI": "th", "LAO": "lo", "KHMER": "km", "MYANMAR": "my",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "ETHIOPIC": "am", "TIBETAN": "bo",
}  # fmt: skip
# Letters that only one of the languages of a script has.
_TELLING = (("ur", "ٹڈڑےں"), ("fa", "پچژگ"), ("uk", "іїєґ"), ("sr", "ђћџљњ"))


def detect(text: str) -> str | None:
    """The ISO 639-1 code of `text`, None where it is too short to tell: then it is read as English."""
    sample = text[:_SAMPLE]
    if len(text) > 4 * _SAMPLE:
        middle = len(text) // 2
        sample += " " + text[middle : middle + _SAMPLE]
    return (None if sample.isascii() else _by_script(sample)) or _by_words(sample)


def _by_script(text: str) -> str | None:
    outside = [char for char in _BEYOND_LATIN.findall(text) if char.isalpha()]
    # A character of Chinese or Korean says as much as several letters do.
    if not outside or 3 * len(outside) <= len(_LETTER.findall(text)):
        return None
    scripts = Counter(_script(char) for char in outside)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(outside) // 20:
        return "ja"
    language = _SCRIPTS.get(scripts.most_common(1)[0][0])
    if language not in ("ar", "ru"):
        return language
    present = set(text)
    return next(
        (code for code, chars in _TELLING if (code in ("ur", "fa")) == (language == "ar") and present & set(chars)), language
    )


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0].split("-")[0]


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    total = sum(words.values())
    english = sum(words[word] for word in words.keys() & _ENGLISH)
    hits_of, kinds_of = Counter[str](), Counter[str]()
    for word in words.keys() & _SAID_BY.keys():
        for language in _SAID_BY[word]:
            hits_of[language] += words[word]
            kinds_of[language] += 1
    # The first of equals, in the order of the list above.
    best = max(_FOREIGN, key=hits_of.__getitem__) if hits_of else None
    hits, kinds = hits_of[best or ""], kinds_of[best or ""]
    # Three different small words, a quarter of a headline: "Los Angeles, El Paso, La Jolla" alone says nothing.
    if kinds >= 3 and hits > 2 * english and hits * (8 if total > 60 else 4) >= total:
        return best
    return "en" if english >= 2 and english >= hits else None
