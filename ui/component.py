"""Components whose scripts are our own ES modules in `web/`, served by this app as one folder beside plotly.js.

Streamlit serves a folder beside the main script (`static/`) or the folder of a declared component; we use the second,
as it works from anywhere in the project and for any script that imports this package. The address carries a digest of
what is in the folder, so that a browser may keep the files for good and still never mixes two versions. What they say
is written into a folder of this process, as a wheel may lie where nobody can write, and served in the same way.
"""

import atexit
import hashlib
import json
from functools import cache
from pathlib import Path
from shutil import rmtree
from string import Template
from tempfile import mkdtemp
from typing import NamedTuple

import plotly
import streamlit as st
from plotly.offline import get_plotlyjs_version
from streamlit.components.v1 import declare_component
from streamlit.components.v2.types import ComponentRenderer

from headlight.translations import languages, write_words

WEB = Path(__file__).parents[1] / "web"
PLOTLY = Path(plotly.__file__).with_name("package_data")

# Streamlit's own bundle knows where the app's root is, also behind a proxy that strips a prefix.
FIND_ROOT = """
const bundle = document.querySelector('script[type="module"][src*="static/js/"]');
const root = bundle ? new URL("../../", bundle.src) : new URL("/", location.href);
"""

# Modules and style sheets are had by their addresses, so that they are cached files and not part of every message.
LOADER = Template(
    FIND_ROOT
    + """
export default async (component) =>
  (await import(new URL("$web/lib/load.js", root).href)).load(component, { ...$files, root });
"""
)


class Served(NamedTuple):
    """Where the browser finds things, relative to the app's root.

    Attributes:
        web: the folder of modules and style sheets.
        words: the folder that has what they say, `en.json` and a file for every other language.
        plotly: plotly.min.js.
    """

    web: str
    words: str
    plotly: str


def fetch_early() -> None:
    """Let the browser fetch and start what the workbench needs while this process still imports torch."""
    at = serve()
    prepare = f"(m) => m.prepare(new URL('{at.plotly}', root).href)"
    start = f"import(new URL('{at.web}/workbench/index.js', root)).then({prepare})"
    load = f"import(new URL('{at.web}/lib/load.js', root));"
    st.html(f"<script>{{{FIND_ROOT}{load}{start}}}</script>", unsafe_allow_javascript=True)


def tell_language(language: str) -> None:
    """Let the browser know what language the page is in, and fetch what components say in it."""
    at = serve()
    page = f"document.documentElement.lang = '{language}';"
    fetch = f"(m) => m.fetchWords(new URL('{at.words}', root).href, '{language}')"
    # Who mounts a component tries again, and says so if it fails.
    words = f"import(new URL('{at.web}/lib/words.js', root)).then({fetch}).catch(() => {{}})"
    st.html(f"<script>{{{page}{FIND_ROOT}{words}}}</script>", unsafe_allow_javascript=True)


def component(name: str, module: str, entry: str, styles: tuple[str, ...] = ()) -> ComponentRenderer:
    """A component of the page.

    Args:
        name: of the component, unique on the server.
        module: the file below `web/` that has its script, such as `workbench/index.js`.
        entry: the function of that module that mounts it: `entry(component, {plotly, root})`. If its data has a
            `language`, that language's words are there by then.
        styles: files below `web/` with its style sheets.
    """
    return declared(name, module, entry, styles, serve())


@cache
def declared(
    name: str, module: str, entry: str, styles: tuple[str, ...], served: Served
) -> ComponentRenderer:
    """The component, declared once for the addresses its files are served at."""
    web, words, plotly = served
    files = {"module": f"{web}/{module}", "entry": entry, "styles": [f"{web}/{file}" for file in styles]}
    script = LOADER.substitute(web=web, files=json.dumps(files | {"words": words, "plotly": plotly}))
    # Without isolation: inside a shadow root Plotly neither finds its style sheet nor sees clicks.
    return st.components.v2.component(name, js=script, isolate_styles=False)


def serve() -> Served:
    """Make `web/`, what it says and plotly.js reachable in the running app."""
    # Declared anew at each mount: the registry belongs to the server that runs now, while modules are imported once.
    modules = declare_component(f"web-{digest_of(WEB)}", WEB).name
    folder, digest = words_folder()
    words = declare_component(f"words-{digest}", folder).name
    library = declare_component(f"plotly-{get_plotlyjs_version()}", PLOTLY).name
    return Served(f"component/{modules}", f"component/{words}", f"component/{library}/plotly.min.js")


def words_folder() -> tuple[Path, str]:
    """This process's folder with a file a language, and their digest."""
    folder, digest = written_words()
    if len([*folder.glob("*.json")]) < len(
        languages()
    ):  # a host clears what lies among temporary files for long
        folder.mkdir(exist_ok=True)
        write_words(folder)
    return folder, digest


@cache
def written_words() -> tuple[Path, str]:
    """The files as they are first written; they go with the process."""
    folder = mkdtemp(prefix="headlight-words-")
    atexit.register(rmtree, folder, ignore_errors=True)
    return Path(folder), write_words(Path(folder))


def modules(folder: Path) -> list[Path]:
    """Our own modules in the folder; what npm installs there is for checking them, see `web/package.json`."""
    return sorted(file for file in folder.glob("*/*.js") if file.parent.name != "node_modules")


@cache
def digest_of(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any module or style sheet of the folder."""
    digest = hashlib.sha256()
    for file in sorted([*modules(folder), *folder.rglob("*.css")]):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
