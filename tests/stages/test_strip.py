"""strip: pages and plain text to article text, language and the reasons why something is no article."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from worker.model import Outcome
from worker.stages.strip import strip_html, strip_text, without_escapes

LEAD = "At least 40 people were killed when a passenger bus fell into a ravine near Tarvel on Monday, police said."
MORE = (
    "The bus was carrying more than sixty people from the market town of Odrun when its brakes failed on a bend.",
    "Rescuers worked through the night and pulled eleven survivors from the wreck, the provincial governor told reporters.",
    "Hospitals in the area asked for blood and said that several of the injured were in a critical condition.",
)


def page(*paragraphs: str, head: str = "", title: str = "Bus plunge kills 40 near Tarvel") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs or (LEAD, *MORE))
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


# --- pages ---------------------------------------------------------------------------------------------------------------


def test_an_article_comes_out_with_title_text_language_and_date() -> None:
    head = (
        '<meta property="og:title" content="Bus plunge kills 40 near Tarvel | The Odrun Post">'
        '<meta property="og:site_name" content="The Odrun Post">'
        '<meta property="article:published_time" content="2024-03-04T10:15:00+02:00">'
    )
    stripped = strip_html(page(head=head))
    assert stripped.outcome is None
    assert stripped.title == "Bus plunge kills 40 near Tarvel"
    assert LEAD in stripped.text and MORE[2] in stripped.text
    assert stripped.language == "en"
    assert stripped.published == datetime(2024, 3, 4, 8, 15, tzinfo=UTC)


def test_the_first_heading_is_the_title_where_no_metadata_says_one() -> None:
    assert strip_html(page(title="Quake kills 12 in Marrin")).title == "Quake kills 12 in Marrin"


@pytest.mark.parametrize(
    "date",
    ["yesterday, at noon", "2024-99-99T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1899-12-31T00:00:00Z"],
)
def test_a_date_that_is_none_is_no_date(date: str) -> None:
    assert strip_html(page(head=f'<meta property="article:published_time" content="{date}">')).published is None


def test_other_stories_and_captions_are_gone_from_a_page() -> None:
    stripped = strip_html(
        page(
            "Image: Relatives of the 900 dead of the 2011 flood",
            LEAD,
            "Read: 50 killed in ferry disaster off Lunn",
            MORE[0],
            "ALSO READ: Blast kills 75 in Kest market",
            MORE[1],
            "Sign up for our newsletter and never miss a story.",
            MORE[2],
        )
    )
    assert stripped.text.split("\n")[-4:] == [LEAD, *MORE]


def test_text_of_a_page_in_a_declared_old_encoding_is_read() -> None:
    raw = page("Le Café blast killed 14 people in the old town of Orvél, the mayor’s office said on Tuesday morning.", *MORE)
    body = raw.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    assert "Orvél, the mayor’s" in strip_html(body).text


# --- hostile pages ---------------------------------------------------------------------------------------------------


def hostile(markup: str) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in (LEAD, *MORE))
    return f"<html><head><title>t</title></head><body>{markup}{paragraphs}</body></html>"


HOSTILE = {
    "nested 300 deep": hostile("<div>" * 300),
    "nested 100,000 deep": hostile("<div>" * 100_000),
    "unclosed inline tags": hostile("<b><i>" * 50_000),
    "300,000 attributes on one tag": hostile("<p " + " ".join(f'a{i}="1"' for i in range(300_000)) + ">x</p>"),
    "200,000 line breaks": hostile("<br>" * 200_000),
    "100,000 links": hostile("<a href='/x'>link</a> " * 100_000),
    "comment without end is not the article's": hostile("") + "<!--" * 200_000,
    "tags that never end": hostile("") + "<a <b " * 300_000,
    "4 MB in one script": hostile("<script>" + "[" * 4_000_000 + "</script>"),
    "NUL bytes": hostile("\0" * 100_000),
    "two million spaces": hostile(" " * 2_000_000),
    "table of 9007199254740991 columns": hostile("<table><tr><td colspan=9007199254740991>x</td></tr></table>"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_little_and_keeps_its_article(name: str) -> None:
    started = time.process_time()
    stripped = strip_html(HOSTILE[name])
    assert time.process_time() - started < 3
    assert LEAD in stripped.text and stripped.outcome is None


def test_a_page_too_large_for_a_tree_keeps_its_title() -> None:
    markup = hostile("<br>" * 50_000).replace("<title>t</title>", "<title> Bus plunge &amp; fire\nkill 40 </title>")
    assert strip_html(markup).title == "Bus plunge & fire kill 40"


def test_a_page_of_many_paragraphs_is_cut_and_not_refused() -> None:
    stripped = strip_html(hostile("<p>The governor said again that the road would stay closed.</p>" * 100_000))
    assert 100_000 < len(stripped.text) <= 200_000


@pytest.mark.parametrize("body", ["", "   \n", b"", "<html></html>", "<!doctype html><html><body></body></html>"])
def test_an_empty_page_is_no_article(body: str | bytes) -> None:
    stripped = strip_html(body)
    assert (stripped.outcome, stripped.reason) == (Outcome.NOT_ARTICLE, "empty")


# --- what is no article ------------------------------------------------------------------------------------------------

NO_ARTICLE = {
    "consent_page": page(
        "Before you continue: we and our 812 partners store and/or access information on your device.",
        "We value your privacy. You may accept all cookies, reject all, or manage your preferences and withdraw your consent.",
        title="Your privacy choices",
    ),
    "paywall": page(
        "Forty dead in a ravine, and questions for the operator.",
        "Subscribe to continue reading. Already a subscriber? Log in.",
    ),
    "bot_check": page("Checking your browser before accessing the site. Please enable JavaScript and cookies to continue."),
    "error_page": page("Sorry, the page you are looking for cannot be found.", title="Page not found"),
    "too_short": page("Loading."),
    "video_only": page("Watch the moment a bridge fell.", '<iframe src="https://player.example/e/1"></iframe>'),
    "index_page": page(*(f"Storm number {n} reaches the coast of the north" for n in range(1, 30)), title="Latest"),
}


@pytest.mark.parametrize("reason", NO_ARTICLE)
def test_what_is_no_article_says_why(reason: str) -> None:
    stripped = strip_html(NO_ARTICLE[reason])
    assert (stripped.outcome, stripped.reason) == (Outcome.NOT_ARTICLE, reason)


def test_a_paywalled_page_with_a_readable_lead_is_an_article() -> None:
    stripped = strip_html(page(LEAD, *MORE, "Subscribe to continue reading. Already a subscriber? Log in."))
    assert stripped.outcome is None and LEAD in stripped.text


def test_a_one_line_emergency_page_is_an_article() -> None:
    assert (
        strip_html(page("A 6.4 quake has killed at least 40 people in Marrin, the civil defence office said.")).outcome is None
    )


# --- plain text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Read: 50 killed in ferry disaster",
        "Read more: 50 killed in ferry disaster",
        "READ MORE 50 killed in ferry disaster",
        "ALSO READ: 50 killed in ferry disaster",
        "Also read | 50 killed in ferry disaster",
        "Must read: 50 killed in ferry disaster",
        "Related: 50 killed in ferry disaster",
        "Related article: 50 killed in ferry disaster",
        "Watch: 50 killed in ferry disaster",
        "WATCH LIVE: rescue after 50 killed",
        "Video: 50 killed in ferry disaster",
        "Also: 50 killed in ferry disaster",
        "See also: 50 killed in ferry disaster",
        "MORE: 50 killed in ferry disaster",
        "Most read in World: 50 killed",
        "- Don't miss: 50 killed at sea",
        "Photo: the ferry in which 50 were killed",
        "Image: the ferry in which 50 were killed",
        "Image caption The ferry in which 50 were killed",
        "File photo: the ferry in which 50 were killed",
        "Mourners at the pier where 50 were killed in May [Ana Roe/Reuters]",
        "Mourners at the pier where 50 were killed in May (Photo by Ana Roe)",
        "Mourners at the pier where 50 were killed in May. Ana Roe/AFP",
        "Subscribe to our newsletter for the 50 stories of the week",
        "Sign up for our Daily Briefing, read by 50 thousand",
        "We use cookies to count the 50 visitors",
        "Follow us on Facebook with 50 thousand others",
        "Download our free app, used by 50 newsrooms",
        "© 2024 The Odrun Post. All rights reserved.",
        "Advertisement",
        "Share this article",
    ],
)
def test_a_boilerplate_line_is_blanked_and_offsets_stay(line: str) -> None:
    text = f"{LEAD}\n{line}\n{MORE[0]}"
    stripped = strip_text("Bus plunge kills 40", text)
    assert len(stripped.text) == len(text)
    assert stripped.text.startswith(LEAD) and stripped.text.endswith(MORE[0])
    assert not stripped.text[len(LEAD) : -len(MORE[0])].strip("\n -*")


@pytest.mark.parametrize(
    "line",
    [
        "Read alone, the report of 50 deaths tells little of the ferry's age.",
        "Related families of the 50 killed were flown to the island on Monday.",
        "Watching from the pier, he saw 50 people drown, he said.",
        "More than 50 people were killed, the coast guard said.",
        "Also killed were 50 soldiers of the northern garrison.",
        "Most of the 50 killed were children, the mayor said.",
        "Photographs showed the bodies of 50 people on the shore.",
        "Video shows 50 bodies on the shore after the ferry sank.",
        "See the 50 names, the bishop asked the crowd, and remember them.",
        "Trending downward, the toll was corrected to 50 on Tuesday by the health ministry of the province.",
        "14:05 GMT",
        "14:05 GMT - Death toll rises to 50",
        "UPDATE 3: Death toll rises to 50",
        "At least 50 people were killed, officials said. (AFP)",
        "ODRUN (Reuters) - At least 50 people were killed on Monday.",
        "The news was shared on Facebook by relatives of the 50 dead.",
        "Killed: 50. Injured: 120.",
    ],
)
def test_a_line_of_the_story_stays(line: str) -> None:
    text = f"{LEAD}\n{line}\n{MORE[0]}"
    assert strip_text("Bus plunge kills 40", text).text == text


def test_the_headlines_under_a_heading_go_with_it() -> None:
    text = f"{LEAD}\n\nRelated stories\n\n- Ferry sinks, 50 dead\n- Blast kills 75 in Kest\n\n{MORE[0]}"
    stripped = strip_text("", text)
    assert stripped.text.split() == f"{LEAD} - - {MORE[0]}".split()
    assert len(stripped.text) == len(text)


def test_the_films_of_a_player_are_blanked_and_a_live_blogs_hours_stay() -> None:
    films = (
        "1:36 Harbour dogs show off for visitors Pause\n3:49 Deputy is remembered\n0:43 What did the mayor know? He won't say."
    )
    story = "Two people were hurt on Quay Street."
    assert strip_text("A title", f"{films}\n{story}").text.split() == story.split()
    blog = "9:05 Two people were hurt on Quay Street\n9:40 Police have closed the bridge"
    assert strip_text("A title", blog).text == blog


def test_another_story_inside_of_a_line_is_blanked() -> None:
    text = f"{LEAD} ALSO READ: Blast kills 75 in Kest market. {MORE[0]} [Read more: 60 die in flood] {MORE[1]}"
    stripped = strip_text("", text)
    assert "75" not in stripped.text and "60 die" not in stripped.text
    assert stripped.text.index(MORE[0]) == text.index(MORE[0]) and stripped.text.index(MORE[1]) == text.index(MORE[1])


def test_a_line_of_the_video_player_is_blanked_and_is_no_bot_check() -> None:
    text = f"Please enable Javascript to watch this video {LEAD}"
    stripped = strip_text("Bus plunge kills 40", text)
    assert stripped.outcome is None and stripped.text.strip() == LEAD


ESCAPED = ("\x1b[2J", "\x1b[1;31m", "\x9b7m", "\x1b]0;40 dead\x07", "\x1b]8;;http://12.example/\x1b\\")


@pytest.mark.parametrize("escape", ESCAPED)
def test_what_a_terminal_acts_on_is_gone_as_a_whole(escape: str) -> None:
    said = f"A blast {escape}killed people in Odrun market on Monday."
    stripped = strip_text(f"{escape}Blast in Odrun", said)
    assert stripped.text == said.replace(escape, " " * len(escape))
    assert stripped.title == " " * len(escape) + "Blast in Odrun"
    html = f"<html><body><article><p>{said}</p>{'<p>The council of Odrun met to talk of the market hall.</p>' * 5}</article></body></html>"
    for page in (html, html.encode()):
        if escape[0] == "\x1b" or isinstance(page, str):
            assert "A blast killed people in Odrun market on Monday." in strip_html(page).text


@pytest.mark.parametrize(
    "text", ["Killed: [2 people] in Odrun.", "\x1b Two killed", "\x1b]0;Two killed in Odrun", "\x1b[" + "1" * 99]
)
def test_what_only_begins_like_one_loses_no_word(text: str) -> None:
    assert strip_text("", text).text == text


def test_no_text_and_no_title_is_empty() -> None:
    assert (strip_text(" ", "\n").outcome, strip_text("", "").reason) == (Outcome.NOT_ARTICLE, "empty")


def test_a_title_alone_can_be_read() -> None:
    assert strip_text("Blast kills 40", "").outcome is None


# --- languages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Blast kills 40",
        "15 die in van crash",
        "Los Angeles: 3 shot dead in El Monte",
        "La Paz landslide: 12 dead",
        "Gunmen kill 7 in Puerto de la Cruz, Las Palmas",
        "Al-Shabaab attack in Mogadishu: Hassan Sheikh Mohamud condemns bombing",
        "Le Pen, De Gaulle, Du Pont",
        "São Paulo bus crash kills 8",
        "Kraków explosion: 3 dead",
        "Dozens killed as boat capsizes off Côte d'Ivoire",
        "Nineveh: ISIS kills 5",
        "Quake",
        "战 blast kills 5 in China",
    ],
)
def test_a_short_english_headline_is_not_called_foreign(title: str) -> None:
    assert strip_text(title, "").outcome is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Au moins quarante personnes ont été tuées lundi dans un accident de bus, selon la police de la province."),
        ("es", "Al menos cuarenta personas han muerto en un accidente de autobús, según informó la policía de la provincia."),
        ("pt", "Pelo menos quarenta pessoas morreram num acidente de autocarro, segundo a polícia, que não deu mais detalhes."),
        (
            "it",
            "Almeno quaranta persone sono morte in un incidente, ha detto la polizia della provincia, che indaga sulle cause.",
        ),
        (
            "de",
            "Mindestens vierzig Menschen sind bei einem Busunglück ums Leben gekommen, wie die Polizei am Montag mitteilte.",
        ),
        (
            "nl",
            "Zeker veertig mensen zijn om het leven gekomen bij een busongeluk, zo heeft de politie van de provincie gemeld.",
        ),
        ("tr", "En az kırk kişi otobüs kazasında öldü ve çok sayıda kişi yaralandı, polis bu sabah bir açıklama yaptı."),
        (
            "id",
            "Sedikitnya empat puluh orang tewas dalam kecelakaan bus yang terjadi pada hari Senin, kata polisi di kota itu.",
        ),
        ("pl", "Co najmniej czterdzieści osób zginęło w wypadku autobusu, który nie zatrzymał się na drodze do miasta."),
        ("ru", "По меньшей мере сорок человек погибли в аварии автобуса, сообщила полиция."),
        ("uk", "Щонайменше сорок людей загинули в аварії автобуса, повідомила поліція області."),
        ("ar", "قتل أربعون شخصا على الأقل في حادث حافلة، حسبما قالت الشرطة."),
        ("fa", "دست‌کم چهل نفر در تصادف اتوبوس کشته شدند، پلیس گفت."),
        ("he", "לפחות ארבעים בני אדם נהרגו בתאונת אוטובוס, מסרה המשטרה."),
        ("zh", "警方说，至少四十人在公共汽车事故中丧生。"),
        ("ja", "警察によると、バスの事故で少なくとも四十人が死亡した。"),
        ("ko", "경찰은 버스 사고로 최소 40명이 숨졌다고 밝혔다."),
        ("hi", "पुलिस ने कहा कि बस दुर्घटना में कम से कम चालीस लोग मारे गए।"),
        ("el", "Τουλάχιστον σαράντα άνθρωποι σκοτώθηκαν σε δυστύχημα με λεωφορείο, είπε η αστυνομία."),
        ("th", "ตำรวจกล่าวว่ามีผู้เสียชีวิตอย่างน้อยสี่สิบคน"),
    ],
)
def test_another_language_is_named(language: str, text: str) -> None:
    stripped = strip_text("", text)
    assert (stripped.outcome, stripped.reason) == (Outcome.UNSUPPORTED_LANGUAGE, f"language:{language}")


def test_an_english_text_with_foreign_quotes_is_english() -> None:
    text = f"{LEAD} “La carretera de la costa es muy mala y no hay luz,” said the mayor of Los Altos de la Sierra. {MORE[0]}"
    assert strip_text("", text).language == "en"


def test_where_all_is_a_caption_or_a_teaser_it_is_what_is_told() -> None:
    teaser = "Video: Bus plunge kills 40 near Tarvel"
    assert strip_text("", teaser).text == teaser
    assert not strip_text("Tarvel mourns", teaser).text.strip()  # the title tells
    assert strip_text("", f"{teaser}\n{LEAD}").text.strip() == LEAD


def test_what_is_left_of_a_space_is_no_part_of_a_word() -> None:
    assert strip_text("", "At least 40 people diedÂ and 60 were hurt.").text == "At least 40 people died  and 60 were hurt."
    assert strip_text("", "The ÂÎLE Â was read.").text == "The ÂÎLE Â was read."


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("his sister&apos;s ex, &quot;in a rage&quot;. They fled", 'his sister\'s ex, "in a rage". They fled'),
        ("in Belora&rsquo;s north &amp; east&#160;of it", "in Belora\u2019s north & east of it"),
        ("AT&T; R&D & co", "AT&T; R&D & co"),
    ],
)
def test_what_is_escaped_twice_is_read_and_the_words_keep_their_places(given: str, read: str) -> None:
    text = strip_text("Blast kills two", given).text
    assert (" ".join(text.split()), len(text)) == (read, len(given))


def test_very_many_entities_are_read_at_once() -> None:
    text = "&quot;" * 40_000 + "&" * 40_000 + "&a;" * 40_000
    assert len(without_escapes(text)) == len(text)
