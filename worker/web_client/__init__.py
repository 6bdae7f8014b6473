"""The only HTTP client: capped, under one deadline, and never to an address that is not public."""

from worker.web_client.addresses import Resolver, check_url, is_public
from worker.web_client.client import Response, WebClient, redact_url

__all__ = ["Resolver", "Response", "WebClient", "check_url", "is_public", "redact_url"]
