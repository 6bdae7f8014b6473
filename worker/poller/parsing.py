"""The poller's side of the processes that parse feeds: hands them bodies, kills those that take too long, starts new ones."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from worker import feed_child
from worker.stages.poll import ParsedFeed

_ROOT = Path(feed_child.__file__).parent.parent
_WALL_SECONDS = 20.0  # the child's own limit is CPU time; this one is for a machine that is busy otherwise
_BUSY_SECONDS = 0.5  # how long to wait for a child before starting another
_DYING_SECONDS = 1.0  # between the end of a child's answers and its exit code
_LARGEST_ANSWER = 64 * 1024 * 1024
_REPLACE_AFTER = 2_000  # feeds: what a parser leaks goes with its process


class ParseFailed(Exception):
    """`reason`: parse_timeout, parse_crashed or parse_failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Child:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.parsed = 0

    async def ask(self, frame: bytes) -> bytes:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(frame)
        await self.process.stdin.drain()
        (length,) = feed_child.ANSWER.unpack(await self.process.stdout.readexactly(feed_child.ANSWER.size))
        if length > _LARGEST_ANSWER:
            raise ValueError("no child of ours says so much")
        self.parsed += 1
        return await self.process.stdout.readexactly(length)

    async def end(self, patience: float = 0.0) -> int:
        """Its exit code; it is killed unless it ends by itself within `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                code = await self.process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                self.process.kill()
            code = await self.process.wait()
        transport = getattr(self.process, "_transport", None)
        if transport is not None:
            transport.close()  # else its pipes are closed by the garbage collector, which complains
        return code


class FeedParser:
    """parse() in at most `most` child processes; the second is started only when the first is busy."""

    def __init__(self, most: int = 2) -> None:
        self._idle: asyncio.LifoQueue[_Child] = asyncio.LifoQueue()
        self._children: set[_Child] = set()
        self._most = most
        self._starting = 0

    async def parse(self, body: bytes, content_type: str, base_url: str, max_entries: int) -> ParsedFeed:
        """parse_feed() elsewhere. ParseFailed: the body was too much for it."""
        arguments = {"content_type": content_type, "base_url": base_url, "max_entries": max_entries}
        child = await self._take()
        keep = False
        try:
            async with asyncio.timeout(_WALL_SECONDS):
                answer = feed_child.decode(await child.ask(feed_child.request(body, arguments)))
            keep = child.parsed < _REPLACE_AFTER
        except TimeoutError:
            raise ParseFailed("parse_timeout") from None
        except (OSError, asyncio.IncompleteReadError, ValueError):
            code = await child.end(_DYING_SECONDS)  # not killed at once, so that it tells what it died of
            raise ParseFailed("parse_timeout" if code == -signal.SIGXCPU else "parse_crashed") from None
        finally:
            if keep:
                self._idle.put_nowait(child)
            else:
                await asyncio.shield(self._drop(child))
        if answer is None:
            raise ParseFailed("parse_failed")
        return answer

    async def warm(self) -> None:
        """Starts the first child before it is needed."""
        self._idle.put_nowait(await self._start())

    async def close(self) -> None:
        for child in list(self._children):
            await self._drop(child)

    async def _take(self) -> _Child:
        while True:
            if self._idle.empty() and len(self._children) + self._starting == 0:
                return await self._start()
            try:
                async with asyncio.timeout(_BUSY_SECONDS):
                    child = await self._idle.get()
            except TimeoutError:
                if not self._starting and len(self._children) < self._most:
                    return await self._start()
                continue
            if child.process.returncode is None:
                return child
            await self._drop(child)  # it ended while it had nothing to do: nobody's fault

    async def _drop(self, child: _Child) -> None:
        self._children.discard(child)
        await child.end()

    async def _start(self) -> _Child:
        """With an environment of its own: secrets are none of a parser's business."""
        self._starting += 1
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "worker.feed_child",
                str(os.getpid()),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LANG": "C.UTF-8"},
                limit=1024 * 1024,
            )
        finally:
            self._starting -= 1
        child = _Child(process)
        self._children.add(child)
        return child
