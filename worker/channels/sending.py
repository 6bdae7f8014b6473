"""One way to every kind of channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from worker.channels import slack, webhook
from worker.channels.base import Message, Post, post
from worker.model import Channel
from worker.settings import FetchSettings
from worker.web_client import WebClient

Request = Callable[[Message, Channel, Mapping[str, str], datetime], Post]

_REQUESTS: dict[str, Request] = {"slack": slack.request, "webhook": webhook.request}


def client_for(fetch: FetchSettings, channel: Channel) -> WebClient:
    """A client of its own for each channel: its endpoint may lie in a private network that no other may be reached in."""
    return WebClient(
        user_agent=fetch.user_agent, allow_ports=fetch.allow_ports, allow_networks=channel.allow_networks, max_connections=2
    )


async def send(
    client: WebClient,
    channel: Channel,
    message: Message,
    env: Mapping[str, str],
    now: datetime,
    timeout: timedelta,  # noqa: ASYNC109 - handed on to the client, whose deadline it is
) -> None:
    """One attempt. DeliveryError unless the endpoint took it."""
    await post(client, _REQUESTS[channel.type](message, channel, env, now), timeout, now)


def secret_names(channel: Channel) -> tuple[str, ...]:
    """The environment variables that a channel needs."""
    return tuple(filter(None, (channel.url_env, channel.secret_env)))
