"""A real Chromium, and Streamlit servers for it to visit.

Without Chromium the tests here are skipped, and say so; with HEADLIGHT_REQUIRE_BROWSER=1 they fail instead, so that a
build cannot pass by leaving them out. HEADLIGHT_CHROMIUM names another browser than Debian's.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import open_explore, open_history

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).with_name("screenshots")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120  # seconds until anything must have come: a cold import of torch on a small, loaded machine

AppUrl = Callable[[str], str]


def unavailable(reason: str) -> None:
    """Skip for this reason, or fail where the browser is required."""
    if os.environ.get("HEADLIGHT_REQUIRE_BROWSER") == "1":
        pytest.fail(f"HEADLIGHT_REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("the Python package playwright is not installed")
    found = os.environ.get("HEADLIGHT_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None or not Path(found).exists():
        unavailable("there is no Chromium here: install the package chromium, or set HEADLIGHT_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page with nothing cached, 1280 × 900."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def lasting_page(browser: Any) -> Iterator[Any]:
    """A page that the tests of one file share, where to open one takes longer than to look at it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def explore(page: Any, app_url: AppUrl) -> Callable[..., Any]:
    """`explore("text=A+cat.")` opens Explore and waits for its maps."""
    return lambda query="": open_explore(page, app_url("app.py"), query)


@pytest.fixture
def history(page: Any, app_url: AppUrl) -> Callable[..., Any]:
    """`history("text=A+cat.")` opens History and waits for its last card."""
    return lambda query="text=The+cat+sat.": open_history(page, app_url("app.py"), query)


@pytest.fixture(scope="session")
def app_url() -> Iterator[AppUrl]:
    """`app_url("app.py")` → the address of a running server; a script is started once for all tests."""
    servers: dict[str, tuple[subprocess.Popen[str], str]] = {}

    def url(script: str) -> str:
        if script not in servers:
            servers[script] = serve(script)
        return servers[script][1]

    yield url
    for process, _ in servers.values():
        process.terminate()
        process.wait(timeout=PATIENCE)
        process.stdout.close()


def serve(script: str) -> tuple[subprocess.Popen[str], str]:
    """Start `streamlit run script` from the project's root on a free port, and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    command += ["--server.fileWatcherType=none"]
    environment = os.environ | {"OMP_WAIT_POLICY": "PASSIVE"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    patience = threading.Timer(PATIENCE, process.kill)
    patience.start()
    said = process.stdout
    # Streamlit says its address once it listens there; a process that has ended says nothing more.
    listens = any(address in line for line in said)
    patience.cancel()
    if not listens:
        raise RuntimeError(f"`streamlit run {script}` did not answer at {address}")
    # What else it says is read, or it would wait for a reader once the pipe is full.
    threading.Thread(target=deque, args=(said, 0), daemon=True).start()
    urllib.request.urlopen(f"{address}/_stcore/health", timeout=PATIENCE)
    return process, address
