"""Prints an outlet's stories as RSS 2.0, RSS with Media and content:encoded, Atom, or RDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from worker.demo.pages import render_blocks
from worker.demo.press import Outlet, Story

CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "media": "text/xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
}
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def render_feed(outlet: Outlet, stories: Sequence[Story], base_url: str, updated: datetime) -> str:
    """The feed as its outlet writes it, newest story first."""
    newest_first = sorted(stories, key=lambda story: story.published, reverse=True)
    return _DECLARATION + _FORMATS[outlet.format](outlet, newest_first, base_url, updated)


def link(story: Story, base_url: str) -> str:
    """The story's address as feeds give it: with the tracking parameters that they add."""
    return f"{base_url}{story.path}?utm_source=feed&utm_medium=rss"


def _rss(outlet: Outlet, stories: Sequence[Story], base_url: str, updated: datetime) -> str:
    items = "".join(f"<item>{_rss_common(story, base_url)}</item>\n" for story in stories)
    return f'<rss version="2.0"><channel>{_channel(outlet, base_url, updated)}\n{items}</channel></rss>\n'


def _rss_common(story: Story, base_url: str) -> str:
    return (
        f"<title>{escape(story.title)}</title><link>{escape(link(story, base_url))}</link>"
        f'<guid isPermaLink="false">{story.outlet.key}-{story.slug}</guid>'
        f"<pubDate>{format_datetime(story.published)}</pubDate><description>{escape(story.summary)}</description>"
    )


def _media(outlet: Outlet, stories: Sequence[Story], base_url: str, updated: datetime) -> str:
    items = "".join(_media_item(outlet, story, base_url) for story in stories)
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel>{_channel(outlet, base_url, updated)}\n{items}</channel></rss>\n"
    )


def _media_item(outlet: Outlet, story: Story, base_url: str) -> str:
    """The whole story where the outlet's feed carries it, else only its opening."""
    blocks = story.blocks if outlet.full_text else tuple(block for block in story.blocks if block.kind == "text")[:1]
    return (
        f"<item>{_rss_common(story, base_url)}<dc:creator>{escape(outlet.name)} staff</dc:creator>"
        f"<content:encoded>{_cdata(render_blocks(blocks))}</content:encoded>"
        f'<media:content url="{base_url}/pictures/{story.slug}.jpg" medium="image" width="1200" height="675">'
        "<media:description>Archive picture. Last year 26 people died in accidents at this place.</media:description>"
        f"</media:content></item>\n"
    )


def _channel(outlet: Outlet, base_url: str, updated: datetime) -> str:
    return (
        f"<title>{escape(outlet.name)}</title><link>{base_url}/{outlet.key}/</link>"
        f"<description>News from {escape(outlet.name)}</description><language>en</language>"
        f"<lastBuildDate>{format_datetime(updated)}</lastBuildDate>"
    )


def _atom(outlet: Outlet, stories: Sequence[Story], base_url: str, updated: datetime) -> str:
    entries = "".join(_atom_entry(story, base_url) for story in stories)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>tag:{outlet.key}.example,2019:feed</id>'
        f"<title>{escape(outlet.name)}</title><updated>{updated.isoformat()}</updated>"
        f'<link rel="self" href="{base_url}/{outlet.key}/feed.xml"/><link href="{base_url}/{outlet.key}/"/>\n{entries}</feed>\n'
    )


def _atom_entry(story: Story, base_url: str) -> str:
    moment = story.published.isoformat()
    return (
        f"<entry><id>tag:{story.outlet.key}.example,2019:{story.slug}</id><title>{escape(story.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(link(story, base_url))}"/>'
        f"<published>{moment}</published><updated>{moment}</updated><author><name>{escape(story.outlet.name)}</name></author>"
        f'<summary type="html">{escape(f"<p>{escape(story.summary)}</p>")}</summary></entry>\n'
    )


def _rdf(outlet: Outlet, stories: Sequence[Story], base_url: str, updated: datetime) -> str:
    listed = "".join(f'<rdf:li rdf:resource="{base_url}{story.path}"/>' for story in stories)
    items = "".join(
        f'<item rdf:about="{base_url}{story.path}"><title>{escape(story.title)}</title>'
        f"<link>{escape(link(story, base_url))}</link><description>{escape(story.summary)}</description>"
        f"<dc:date>{story.published.isoformat()}</dc:date></item>\n"
        for story in stories
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base_url}/{outlet.key}/feed.xml"><title>{escape(outlet.name)}</title>'
        f"<link>{base_url}/{outlet.key}/</link><description>News</description><dc:date>{updated.isoformat()}</dc:date>"
        f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>\n{items}</rdf:RDF>\n"
    )


def _cdata(markup: str) -> str:
    return f"<![CDATA[{markup.replace(']]>', ']]]]><![CDATA[>')}]]>"


_FORMATS = {"rss": _rss, "media": _media, "atom": _atom, "rdf": _rdf}
