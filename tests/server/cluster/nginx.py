"""Two replicas of the app behind nginx, set up by deployment/nginx.conf itself.

Without nginx the tests that need it are skipped, and say so; HEADLIGHT_NGINX names another one than Debian's.
"""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import serve

ROOT = Path(__file__).parents[3]
NGINX = os.environ.get("HEADLIGHT_NGINX") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
LOGGED = "'$visitor $upstream_addr'"


@dataclass
class Site:
    """What visitors reach at `url`: nginx, and behind it replicas by their addresses as nginx logs them."""

    url: str
    replicas: dict[str, subprocess.Popen[bytes]]
    log: Path

    def stop(self, replica: str) -> None:
        """End one replica's process."""
        self.replicas[replica].terminate()
        self.replicas[replica].wait(timeout=10)

    def reached(self, visitor: str) -> set[str]:
        """The replicas that answered a visitor, by the name in the cookie; nginx logs after it has answered."""
        end = time.monotonic() + 10
        while visitor not in (text := self.log.read_text()) and time.monotonic() < end:
            time.sleep(0.01)
        return {line.split()[-1] for line in text.splitlines() if line.startswith(visitor)}


@contextmanager
def behind_nginx(folder: Path) -> Iterator[Site]:
    """nginx and two replicas, with what nginx writes in this folder."""
    if NGINX is None:
        pytest.skip("there is no nginx here: install the package nginx, or set HEADLIGHT_NGINX")
    with ThreadPoolExecutor(2) as pool:
        replicas = {url.removeprefix("http://"): process for process, url in pool.map(serve, ["app.py"] * 2)}
    port = free_port()
    (folder / "nginx.conf").write_text(configuration(port, [*replicas], folder))
    subprocess.run([NGINX, "-t", "-q", "-c", folder / "nginx.conf"], check=True)
    nginx = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-g", "daemon off;"])
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/_stcore/health")
        yield Site(url, replicas, folder / "log")
    finally:
        for process in (nginx, *replicas.values()):
            process.terminate()
            process.wait(timeout=10)


def configuration(port: int, replicas: list[str], folder: Path) -> str:
    """deployment/nginx.conf with the addresses and folders of this test, and a log of who was sent where."""
    text = (ROOT / "deployment" / "nginx.conf").read_text().replace(" /tmp/", f" {folder}/")
    changes = {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "server app-1:8501": f"server {replicas[0]}",
        "server app-2:8501": f"server {replicas[1]}",
        "access_log off;": f"log_format to {LOGGED}; access_log {folder}/log to;",
    }
    if (
        os.geteuid() == 0
    ):  # else its workers are nobody, who may not write answers too long for memory to this folder
        changes["worker_processes auto;"] = "worker_processes auto; user root;"
    for old, new in changes.items():
        assert text.count(old) == 1, f"expected {old!r} once in nginx.conf"
        text = text.replace(old, new)
    return text


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(url: str, seconds: float = 30) -> None:
    """Until this address answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
