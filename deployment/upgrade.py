"""Try the newest versions that the requirements allow, and if every check passes, write them into constraints.txt.

    make upgrade

A fresh environment in runs/upgrade gets whatever is newest, for the app, its tests and its extras; `make check` runs
there. Says which versions changed and, where a check fails, which; constraints.txt then stays as it is, and what was
tried lies beside the environment. Needs nothing but Python.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
TRIED = ROOT / "runs" / "upgrade"
EXTRAS = "requirements-dev.txt", "requirements-hf.txt", "requirements-ray.txt"
BROKEN = re.compile(r"^(FAILED|ERROR) .*|^.*: error: .*|^Found \d+ error.*|^Would reformat.*", re.MULTILINE)
HEAD = """\
# The exact versions of everything that the tests ran with: the app, its tests, its extras, and what those need.
# `make upgrade` writes this file. It is for `pip install -c`: what no requirement asks for is not installed, so what
# one platform needs alone may stand here for all. torch names the exact versions of its CUDA packages itself.
"""

Versions = dict[str, str]


def main() -> int:
    """Install, check, write; the exit status is that of the checks."""
    environment = fresh(TRIED / ".venv")
    install(environment, *sys.argv[1:])
    (TRIED / "constraints.txt").write_text(written(installed(environment)))
    new = pinned(TRIED / "constraints.txt")  # what pip and builds bring along is nobody's requirement
    print(*(changes(pinned(CONSTRAINTS), new) or ["Every version is the same."]), sep="\n", flush=True)
    broken, status = check(environment)
    if status:
        print("\nWith these versions fail:", *broken, sep="\n")
        print(f"\n{CONSTRAINTS.name} stays as it is; what was tried: {TRIED / 'constraints.txt'}")
        return status
    CONSTRAINTS.write_text(written(new))
    print(f"\nAll checks pass; {CONSTRAINTS.name} is written.")
    return 0


def fresh(folder: Path) -> Path:
    """A new environment with pip in it."""
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    return folder


def install(environment: Path, requirements: str, alone: str) -> None:
    """The newest of all that is named, one package without what it needs, and the stamps that `make` leaves."""
    files = [part for name in (requirements, *EXTRAS) for part in ("-r", name)]
    pip = [*pip_of(environment), "install", "--quiet"]
    subprocess.run([*pip, *files], cwd=ROOT, check=True)
    subprocess.run([*pip, "--no-deps", alone], cwd=ROOT, check=True)
    for stamp in (".run", ".dev"):
        (environment / stamp).touch()


def pip_of(environment: Path) -> list[str]:
    """How pip is called there."""
    return [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]


def installed(environment: Path) -> Versions:
    """What is installed there, without a build's own mark (+cpu), which another platform does not have."""
    listing = [*pip_of(environment), "list", "--format=freeze", "--exclude", "pip"]
    listed = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return versions(listed)


def pinned(file: Path) -> Versions:
    """What a constraints file names; nothing where there is none yet."""
    return versions(file.read_text()) if file.exists() else {}


def versions(listed: str) -> Versions:
    """Versions by name, of lines `name==version`."""
    pairs = re.findall(r"^([\w.-]+)==([^\s;+]+)", listed, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}  # PEP 503's names


def written(new: Versions) -> str:
    """The constraints file that names these versions."""
    builders, cuda = {"setuptools", "wheel"}, ("nvidia-", "cuda-", "triton")
    kept = sorted(name for name in new if name not in builders and not name.startswith(cuda))
    return HEAD + "".join(f"{name}=={new[name]}\n" for name in kept)


def changes(old: Versions, new: Versions) -> list[str]:
    """A line for each version that is another one."""
    return [
        f"{name}: {old.get(name, 'new')} → {version}"
        for name, version in sorted(new.items())
        if old.get(name) != version
    ]


def check(environment: Path) -> tuple[list[str], int]:
    """What `make check` says fails in this environment, and its exit status; all checks run, whatever fails."""
    command = ["make", "--keep-going", "check", f"VENV={environment.relative_to(ROOT)}"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True)
    print(done.stdout[-2000:], flush=True)
    return [match.group() for match in BROKEN.finditer(done.stdout)], done.returncode


if __name__ == "__main__":
    sys.exit(main())
