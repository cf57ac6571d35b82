"""The wheel, installed where no checkout is: in a new environment, beside somebody's own model.py."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

import headlight

ROOT = Path(__file__).parents[1]
SOON = 60  # seconds, on a busy machine
READ = """
import sys
import headlight
assert not [name for name in ("torch", "streamlit", "plotly") if name in sys.modules], "not a light import"
import model
assert model.OWN, "somebody's own"
from headlight.model.zoo import load
trace = load("gpt").trace("The cat is sitting on the mat.")
assert trace.verify() < 1e-4
print(headlight.__file__, headlight.__version__, trace.sites()[0])
"""
DRAW = """
from headlight.ui.script import SCRIPT
from streamlit.testing.v1 import AppTest
drawn = AppTest.from_file(SCRIPT, default_timeout=60).run()
assert not drawn.exception, drawn.exception
print(SCRIPT, len(drawn.get("bidi_component")))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make wheel` builds, with the build's own packages taken from here."""
    place = tmp_path_factory.mktemp("dist")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(ROOT))
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that has the wheel, and sees what it depends on among this one's packages."""
    place = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    packages = sysconfig.get_path("purelib", "venv", {"base": str(place), "platbase": str(place)})
    Path(packages, "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(place)}))
    pip("--python", str(scripts / "python"), "install", "--no-deps", str(wheel))
    return scripts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which `model` is somebody's own."""
    (tmp_path / "model.py").write_text("OWN = True\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(environment: Path, folder: Path) -> Iterator[str]:
    """The address at which `headlight` serves, started in that folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [environment / "headlight", "--server.port", str(port), "--server.headless", "true"]
    with subprocess.Popen(command, cwd=folder, env=clean()) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def pip(*arguments: str) -> None:
    """Run pip, and fail with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def clean() -> dict[str, str]:
    """This process's environment, without what would lead Python into the checkout."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def printed(environment: Path, folder: Path, program: str) -> list[str]:
    """The words that a program prints, run by that environment's Python in that folder."""
    done = subprocess.run(
        [environment / "python", "-c", program],
        cwd=folder,
        env=clean(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def answered(address: str) -> str:
    """What a page says, as soon as there is one."""
    end = time.monotonic() + SOON
    while True:
        try:
            with urlopen(address, timeout=5) as reply:
                return str(reply.read().decode())
        except (URLError, TimeoutError):  # the first answer of the API waits for torch
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_a_foreign_model_py_is_no_obstacle(environment: Path, folder: Path) -> None:
    file, said, site = printed(environment, folder, READ)
    assert Path(file).is_relative_to(environment.parent)
    assert (said, site) == (headlight.__version__, "decoder.self.0")


def test_the_page_is_drawn(environment: Path, folder: Path) -> None:
    file, components = printed(environment, folder, DRAW)
    assert Path(file).is_relative_to(environment.parent)
    assert int(components) > 0


def test_the_command_serves_the_page_with_its_settings(page: str) -> None:
    assert answered(f"{page}/_stcore/health") == "ok"
    assert (
        json.loads(answered(f"{page}/_stcore/host-config"))["allowedOrigins"] == []
    )  # Streamlit's own are many
    assert "gpt" in answered(f"{page}/api/v1/models")


def test_the_wheel_holds_what_the_page_needs_and_no_more(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"headlight"}
    held = {name.removeprefix("headlight/") for name in names}
    packages = ("model", "analysis", "viz", "learning", "server", "ui", "web", "translations", "sample_texts")
    here = subprocess.check_output(["git", "-C", ROOT, "ls-files", "-z", *packages], text=True).split("\0")
    assert {
        name for name in here if name and Path(name).parent != Path("web")
    } <= held  # web/'s own files check it
    assert {"app.py", "py.typed", ".streamlit/config.toml"} <= held
