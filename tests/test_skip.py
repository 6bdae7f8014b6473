"""The skip: a page without a casualty word is not stripped, and nobody could tell from what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from html import escape
from pathlib import Path

import pytest

from worker import pipeline
from worker.demo.pages import render_page
from worker.demo.press import load_press
from worker.evaluate.corpus import load_corpus
from worker.gazetteer import Gazetteer
from worker.model import Document, Extraction, Outcome, Reading
from worker.pipeline import read
from worker.stages.strip import strip_html

NOW = datetime(2031, 5, 6, 12, tzinfo=UTC)
SKIPPED = "no_casualty_word"
QUIET = (
    "The council of Odrun voted on Monday to rebuild the old tram line between the harbour and the university.",
    "Work is to begin in the spring and to take about three years, the mayor told reporters after the meeting.",
    "Shopkeepers along the route had asked for a later start, because the summer is their best season by far.",
    "The line was closed in the last century, when buses were thought to be the cheaper way through the town.",
)
LOUD = "Fire kills 30 in Tarvel market hall"


def page(*more: str, head: str = "<title>Odrun votes for its tram</title>", around: str = "{}") -> str:
    body = "".join(f"<p>{text}</p>" for text in (*QUIET, *more))
    return f"<!doctype html><html><head>{head}</head><body>{around.format(f'<article>{body}</article>')}</body></html>"


def document(html: str, title: str = "Odrun votes for its tram", summary: str = "") -> Document:
    return Document(id="1", title=title, html=html, summary=summary, seen=NOW, url="https://news.example/1")


@pytest.fixture
def read_in_full(monkeypatch: pytest.MonkeyPatch, places: Gazetteer) -> Callable[[Document], Reading]:
    def in_full(document: Document) -> Reading:
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "strip_html", lambda html, url, skip: strip_html(html, url))
            return read(document, places, NOW)

    return in_full


def test_a_page_without_a_casualty_word_ends_there_and_keeps_no_text(places: Gazetteer) -> None:
    reading = read(document(page()), places, NOW)
    assert (reading.extraction.outcome, reading.extraction.reason) == (Outcome.NO_CASUALTY, SKIPPED)
    assert (reading.text, reading.text_from, reading.language) == ("", "page", "en")
    assert reading.title == "Odrun votes for its tram"


@pytest.mark.parametrize(
    "html",
    [
        page("<b>K</b>illed were two men, the police of Odrun said."),
        page("&#75;illed were two men, the police of Odrun said."),
        page("TWO MEN WERE <em>KIL</em><i>LED</i>, POLICE SAID."),
        page(head="<title>Two killed as tram is tried</title>"),
        page(head='<title>Odrun</title><meta property="og:title" content="Two killed as tram is tried">'),
        page("<img src='x.jpg'>", around="{}<figure><figcaption>Two were killed here</figcaption></figure>"),
        page(around='<script type="application/ld+json">{{"articleBody": "In Odrun\\ntwo men were\\nkilled."}}</script>{}'),
        page(
            around='<script type="application/ld+json">{{"@type": "Product", "description": "Two men were killed."}}</script>{}'
        ),
        page(
            around='<script type="application/ld+json">{{"@type": "QAPage", "acceptedAnswer": "Two were killed."}}</script>{}'
        ),
        page(
            around='<script type="application/ld+json">{{"@type": ["DiscussionForumPosting"], "text": "2 killed"}}</script>{}'
        ),
        page(around='<div id="data-preloaded" data-preloaded="{{two men were killed}}"></div>{}'),
        page(around="<form>{}<p>Two men were killed on Monday.</p></form>"),
        page(around="<template><p>Two men were killed.</p></template>{}"),
        page("A" * 50_000 + " killed."),
    ],
)
def test_a_casualty_word_anywhere_that_text_may_come_from_is_seen(html: str, places: Gazetteer) -> None:
    assert read(document(html), places, NOW).extraction.reason != SKIPPED


@pytest.mark.parametrize("hidden", ["nav", "footer", "aside", "script", "style", "noscript", "select"])
def test_a_casualty_word_where_no_text_comes_from_is_not(hidden: str, places: Gazetteer) -> None:
    html = page(around=f"<{hidden}>killed in blast</{hidden}>{{}}")
    assert read(document(html), places, NOW).extraction.reason == SKIPPED


def test_a_casualty_word_in_linked_data_that_tells_no_text_is_not(places: Gazetteer) -> None:
    data = '{{"@type": "BreadcrumbList", "itemListElement": [{{"name": "Two killed in blast"}}], "articleSection": "Killed"}}'
    html = page(around=f'<script type="application/ld+json">{data}</script>{{}}')
    assert read(document(html), places, NOW).extraction.reason == SKIPPED


@pytest.mark.parametrize(("title", "summary"), [(LOUD, ""), ("Market hall", f"{LOUD}, officials said.")])
def test_an_entry_with_a_casualty_word_is_read_as_if_nothing_were_skipped(
    title: str, summary: str, places: Gazetteer, read_in_full: Callable[[Document], Reading]
) -> None:
    loud = document(page(), title, summary)
    assert read(loud, places, NOW) == read_in_full(loud)


def test_an_entry_that_reports_wins_over_a_consent_page(places: Gazetteer) -> None:
    wall = "<p>We value your privacy. You may accept all cookies, reject all, or manage your preferences and withdraw your consent.</p>"
    html = f"<html><head><title>Before you continue</title></head><body>{wall}</body></html>"
    reading = read(document(html, LOUD, f"{LOUD}, officials said."), places, NOW)
    assert (reading.extraction.outcome, reading.text_from) == (Outcome.REPORTED, "entry")
    quiet = read(document(html), places, NOW)
    assert (quiet.extraction.outcome, quiet.extraction.reason) == (Outcome.NOT_ARTICLE, "consent_page")


FRENCH = (
    "Le conseil municipal d'Odrun a voté lundi la reconstruction de l'ancienne ligne de tramway entre le port et l'université.",
    "Les travaux doivent commencer au printemps et durer environ trois ans, a dit le maire à la presse après la séance.",
    "Les commerçants de la rue avaient demandé un début plus tardif, parce que l'été est leur meilleure saison.",
    "La ligne avait été fermée au siècle dernier, quand les autobus passaient pour le moyen le moins cher dans la ville.",
)


def test_a_page_in_another_language_is_named_as_one(places: Gazetteer, read_in_full: Callable[[Document], Reading]) -> None:
    html = "<html><head><title>Odrun</title></head><body><article>" + "".join(f"<p>{text}</p>" for text in FRENCH)
    short, full = read(document(html), places, NOW), read_in_full(document(html))
    assert short.text == ""
    for reading in (short, full):
        assert (reading.extraction.outcome, reading.extraction.reason) == (Outcome.UNSUPPORTED_LANGUAGE, "language:fr")


def as_page(title: str, text: str) -> str:
    """A text among an article's other paragraphs, so that none is too short to be skipped."""
    return page(*(escape(line) for line in text.split("\n")), head=f"<title>{escape(title)}</title>")


def pages() -> Iterator[tuple[str, Document]]:
    for case in load_corpus(Path(__file__).parent / "corpus"):
        yield case.name, document(as_page(case.title, case.text), title="")
    for story in load_press(NOW).stories:
        if not story.page.isdecimal():
            yield story.slug, document(render_page(story, "http://127.0.0.1"), story.title, story.summary)


def test_no_page_of_the_corpus_or_of_the_demo_that_is_skipped_has_an_event(
    places: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:  # strip alone decides on the skip: what the other pages tell is not asked here
        patch.setattr(pipeline, "extract", lambda *_, **__: Extraction(Outcome.NO_CASUALTY, (), (), "not asked"))
        skipped = {name: one for name, one in pages() if read(one, places, NOW).extraction.reason == SKIPPED}
    assert len(skipped) > 10
    in_full = partial(pipeline.strip_html, skip=False)
    for name, one in skipped.items():
        assert one.html is not None
        stripped = in_full(one.html, one.url)
        assert not pipeline.extract(one.title or stripped.title, stripped.text, NOW, places).reports, name
