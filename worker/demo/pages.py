"""Sets a story in its outlet's page template."""

from __future__ import annotations

import json
from html import escape
from string import Template

from worker.demo.press import HERE, Block, Broken, Story

_TEMPLATES = HERE / "templates"
_SET = {
    "text": "<p>{text}</p>",
    "heading": "<h2>{text}</h2>",
    "caption": '<figure><img src="/pictures/{number}.jpg" alt=""><figcaption>{text}</figcaption></figure>',
    "link": '<p><strong><a href="#more-{number}">{text}</a></strong></p>',
}


def render_page(story: Story, base_url: str) -> str:
    """The story's page as HTML; `story.page` names the template."""
    words = {
        "title": story.title,
        "summary": story.summary,
        "outlet": story.outlet.name,
        "key": story.outlet.key,
        "url": base_url + story.path,
        "published_iso": story.published.isoformat(),
        "published_words": f"{story.published:%d.%m.%Y %H:%M} GMT",
    }
    markup = {"body": render_blocks(story.blocks), "linked_data": _linked_data(story, base_url)}
    return _template(story.page).substitute({name: escape(value) for name, value in words.items()}, **markup)


def render_home(outlet: Broken) -> str:
    return _template("home").substitute(outlet=escape(outlet.name))


def render_blocks(blocks: tuple[Block, ...]) -> str:
    return "\n".join(_SET[block.kind].format(text=escape(block.text), number=number) for number, block in enumerate(blocks))


def _linked_data(story: Story, base_url: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "mainEntityOfPage": base_url + story.path,
        "publisher": {"@type": "Organization", "name": story.outlet.name},
    }
    return json.dumps(data).replace("<", "\\u003c")


def _template(name: str) -> Template:
    return Template((_TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))
