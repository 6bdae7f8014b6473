"""The only HTTP client: capped, under one deadline, and never to an address that is not public."""

from worker.web_client.client import Response, WebClient, loop_time

__all__ = ["Response", "WebClient", "loop_time"]
