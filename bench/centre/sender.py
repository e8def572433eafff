"""Send prepared requests from many connections at once: ``python -m bench.centre.sender PORT``.

A process of its own, with one task a client and no thread: asking is to take as little as it can
of what answering could use.
"""

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import NamedTuple

__all__ = ["Jobs", "Sent", "get", "post", "send"]

#: The requests of each client, one after the other on one connection.
Jobs = list[list[str]]
TIMEOUT_S = 1_800


@dataclass(frozen=True, slots=True)
class Sent:
    """Seconds to the last byte of each answer; how often ``mark`` stood in one; our own CPU.

    ``crowd_s``: until the first client had nothing more to ask, from when on there are fewer than
    were said; ``crowd_answers`` by then.
    """

    wall_s: float
    crowd_s: float
    crowd_answers: int
    times_s: list[float]
    marks: int
    statuses: dict[str, int]
    cpu_s: float


class _Answer(NamedTuple):
    at: float
    seconds: float
    head: bytes
    body: bytes


def post(path: str, body: str) -> str:
    """A request as it travels."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
    )


def get(path: str, headers: dict[str, str]) -> str:
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{said}\r\n"


def send(port: int, jobs: Jobs, mark: str) -> Sent:
    """All of them, by another process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.centre.sender", str(port)],
        input=json.dumps({"jobs": jobs, "mark": mark}),
        capture_output=True,
        text=True,
        check=True,
        timeout=TIMEOUT_S,
    )
    return Sent(**json.loads(done.stdout))


async def _send(port: int, jobs: Jobs, mark: str) -> Sent:
    requests = [[request.encode() for request in client] for client in jobs]
    cpu_s = _cpu_s()
    began = time.perf_counter()
    done = await asyncio.gather(*(_client(port, client) for client in requests))
    wall_s, cpu_s = time.perf_counter() - began, _cpu_s() - cpu_s
    answers = [answer for client in done for answer in client]
    first_done = min(client[-1].at for client in done)
    return Sent(
        wall_s,
        first_done - began,
        sum(answer.at <= first_done for answer in answers),
        [answer.seconds for answer in answers],
        sum(answer.body.count(mark.encode()) for answer in answers),
        dict(Counter(answer.head[9:12].decode() for answer in answers)),
        cpu_s,
    )


async def _client(port: int, requests: list[bytes]) -> list[_Answer]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    answers = []
    for request in requests:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        body = await reader.readexactly(int(length or 0))
        now = time.perf_counter()
        answers.append(_Answer(now, now - began, head, body))
    writer.close()
    return answers


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sent = asyncio.run(_send(int(sys.argv[1]), asked["jobs"], asked["mark"]))
    json.dump(asdict(sent), sys.stdout)
