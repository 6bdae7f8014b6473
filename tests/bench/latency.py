"""How long `tollwatch run` takes from the first answer in which a feed shows a story until a webhook has the alert on it.

Every part is the real one, with the defaults: robots.txt and the page are asked for, one request a second to each host. What a story
waits for its feed's next poll is left out: that is half of [poll] interval, whatever the machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.newsstand import Newsstand
from worker.demo.receiver import Payload, Receiver, make_secret
from worker.demo.service import Service

PLACES = (
    *(
        ("Lima", "Peru"),
        ("Nairobi", "Kenya"),
        ("Hanoi", "Vietnam"),
        ("Oslo", "Norway"),
        ("Quito", "Ecuador"),
        ("Accra", "Ghana"),
    ),
    *(("Rabat", "Morocco"), ("Dhaka", "Bangladesh"), ("Riga", "Latvia"), ("Sofia", "Bulgaria"), ("Tunis", "Tunisia")),
    *(("Manila", "the Philippines"), ("Bogota", "Colombia"), ("Harare", "Zimbabwe"), ("Colombo", "Sri Lanka")),
    *(
        ("Jakarta", "Indonesia"),
        ("Kampala", "Uganda"),
        ("Bangkok", "Thailand"),
        ("Lusaka", "Zambia"),
        ("Tashkent", "Uzbekistan"),
    ),
    *(("Baku", "Azerbaijan"), ("Ankara", "Turkey"), ("Cairo", "Egypt"), ("Abuja", "Nigeria"), ("Dakar", "Senegal")),
    *(("Luanda", "Angola"), ("Maputo", "Mozambique"), ("Windhoek", "Namibia"), ("Caracas", "Venezuela"), ("Havana", "Cuba")),
    *(("Kathmandu", "Nepal"), ("Yangon", "Myanmar"), ("Vientiane", "Laos"), ("Lisbon", "Portugal"), ("Athens", "Greece")),
    *(("Warsaw", "Poland"), ("Vienna", "Austria"), ("Dublin", "Ireland"), ("Montevideo", "Uruguay"), ("Canberra", "Australia")),
)
GAP = 0.5  # seconds between two stories
INTERVAL = 5  # seconds between two polls of a feed
LONGEST = 60  # seconds after the last story

_SETTINGS = f"""\
[poll]
interval = "{INTERVAL}s"
min_interval = "{INTERVAL}s"

[fetch]
allow_networks = ["127.0.0.0/8"]

[alert]
digest_after = 1000

[log]
format = "json"
"""
_ALERTS = """\
[[rule]]
name = "mass"
killed = [10, 50]
channels = ["desk"]

[[channel]]
name = "desk"
type = "webhook"
url_env = "TOLLWATCH_DEMO_URL"
secret_env = "TOLLWATCH_DEMO_SECRET"
allow_networks = ["127.0.0.0/8"]
"""


def main(stories: int) -> None:
    told: dict[str, float] = {}
    secret = make_secret()
    with (
        tempfile.TemporaryDirectory(prefix="tollwatch-bench-") as place,
        Newsstand(min(stories, len(PLACES)), items=1) as newsstand,
        Receiver(secret, lambda alert: _keep(told, alert)) as receiver,
    ):
        _configure(Path(place) / "config", newsstand)
        with Service(Path(place), receiver.url, secret):
            newsstand.wait_for_polls(2, LONGEST)  # what a feed shows at first is no news
            for feed in range(newsstand.feeds):
                _print_story(newsstand, feed)
                time.sleep(GAP)
            until = time.monotonic() + LONGEST
            while len(told) < newsstand.feeds and time.monotonic() < until:
                time.sleep(0.1)
        took = _took(newsstand, told)
    missing = newsstand.feeds - len(took)
    if missing:
        print(f"bench: {missing} stories without an alert", file=sys.stderr)
    took = sorted(took) + [float(LONGEST)] * missing
    print(json.dumps({"median": took[len(took) // 2], "p95": took[int(len(took) * 0.95) - 1], "missing": missing}))


def _configure(folder: Path, newsstand: Newsstand) -> None:
    folder.mkdir()
    (folder / "tollwatch.toml").write_text(_SETTINGS)
    (folder / "alerts.toml").write_text(_ALERTS)
    (folder / "feeds.toml").write_text("".join(f'[[feed]]\nurl = "{url}"\n' for url in newsstand.urls()))


def _print_story(newsstand: Newsstand, feed: int) -> None:
    city, country = PLACES[feed]
    number = newsstand.items + newsstand.gained[feed]
    newsstand.titles[feed, number] = f"Bomb kills {11 + feed} at market in {city}"
    newsstand.pages[feed, number] = _page(newsstand.titles[feed, number], city, country, 11 + feed)
    newsstand.gained[feed] += 1


def _page(title: str, city: str, country: str, killed: int) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>A bomb exploded at a crowded market in {city}, {country}, today and killed {killed} people, police said.</p>"
        "<p>The blast tore through rows of stalls in the early morning, when many were on their way to work. Windows broke in"
        " houses on the other side of the road, and smoke could be seen from far away.</p>"
        "<p>Firefighters needed two hours to put out the flames. Nobody has said that it was behind the attack.</p>"
        "</article></body></html>"
    )


def _keep(told: dict[str, float], alert: Payload) -> None:
    told.setdefault(json.dumps(alert), time.monotonic())


def _took(newsstand: Newsstand, told: dict[str, float]) -> Sequence[float]:
    """Seconds from a story's first showing to its alert."""
    found = []
    for (feed, _), shown in newsstand.shown.items():
        city, _ = PLACES[feed]
        if at := next((when for text, when in told.items() if city in text), None):
            found.append(at - shown)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
