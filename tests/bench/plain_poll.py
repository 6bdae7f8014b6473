"""The yardstick: a plain asyncio loop over feeds, one client, whatever changed is parsed where it arrives. No store, no politeness.

Reads the URLs from its standard input, a line; then polls them all once for each further line and prints what that took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import feedparser
import httpx

CONNECTIONS = 50


async def main() -> None:
    urls: list[str] = json.loads(sys.stdin.readline())
    tags: dict[str, str] = {}
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx.AsyncClient(limits=limits, timeout=60, trust_env=False) as client:

        async def poll(url: str) -> None:
            answer = await client.get(url, headers={"If-None-Match": tags[url]} if url in tags else {})
            if answer.status_code == 200:
                feedparser.parse(answer.content)
                tags[url] = answer.headers["ETag"]

        while await asyncio.to_thread(sys.stdin.readline):
            began, spent = time.perf_counter(), time.process_time()
            await asyncio.gather(*(poll(url) for url in urls))
            print(json.dumps({"s": time.perf_counter() - began, "cpu_s": time.process_time() - spent}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
