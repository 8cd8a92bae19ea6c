"""A line that delays, cuts and resets what passes, as a radio mast on a hill does."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random

LOOPBACK = "127.0.0.1"
CHUNK = 4_096
# Whatever is still on its way is thrown away, and the other side hears of it at once.
RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Fault:
    """What happens to one connection; None for a limit that is never reached."""

    delay_seconds: float = 0.0
    most_sent: int | None = None
    most_answered: int | None = None
    resets: bool = False


def a_fault(random: Random) -> Fault:
    """Return what happens to the next connection: mostly nothing."""
    return random.choice((
        *[Fault()] * 6,
        Fault(delay_seconds=random.uniform(0.1, 1.0)),
        Fault(most_sent=random.randrange(1_200)),
        Fault(most_answered=random.randrange(600)),
        Fault(most_answered=0, resets=True),
    ))


@contextmanager
def faulty_line(port: int, random: Random) -> Iterator[int]:
    """Give a port that leads to another one of this machine, badly."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _connection(reader, writer, port, a_fault(random))

    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(pass_on, LOOPBACK, 0), loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, fault: Fault) -> None:
    try:
        far_reader, far_writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        writer.transport.abort()
        return
    try:
        await asyncio.sleep(fault.delay_seconds)
        await _first(_pump(reader, far_writer, fault.most_sent), _pump(far_reader, writer, fault.most_answered))
    finally:
        if fault.resets:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        far_writer.transport.abort()
        writer.close()


async def _first(*pumps: Coroutine[None, None, None]) -> None:
    """Wait until one direction has ended; the other ends with it."""
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int | None) -> None:
    passed = 0
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data if most is None else data[: most - passed])
            await writer.drain()
            passed += len(data)
            if most is not None and passed >= most:
                return
