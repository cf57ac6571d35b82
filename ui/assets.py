"""Where the browser gets plotly.js and our ES modules: folders of this installation, served by this app.

Streamlit serves a folder beside the main script (`static/`) or the folder of a declared component; we use the second,
as it works from anywhere in the project and for any script that imports this package. The address carries a digest of
what is in the folder, so that a browser may keep the files for good and still never mixes two versions.
"""

import hashlib
from functools import cache
from pathlib import Path

import plotly
import streamlit as st
from plotly.offline import get_plotlyjs_version
from streamlit.components.v1 import declare_component

MODULES = Path(__file__).with_name("workbench") / "js"
PLOTLY = Path(plotly.__file__).with_name("package_data")

# Streamlit's own bundle knows where the app's root is, also behind a proxy that strips a prefix.
FIND_ROOT = """
const bundle = document.querySelector('script[type="module"][src*="static/js/"]');
const root = bundle ? new URL("../../", bundle.src) : new URL("/", location.href);
"""


def fetch_early() -> None:
    """Let the browser fetch and start what the workbench needs while this process still imports torch."""
    modules, library = serve()
    start = f"import(new URL('{modules}', root)).then((m) => m.prepare(new URL('{library}', root).href))"
    st.html(f"<script>{{{FIND_ROOT}{start}}}</script>", unsafe_allow_javascript=True)


def serve() -> tuple[str, str]:
    """Make both folders reachable in the running app.

    Returns:
        addresses of the entry module and of plotly.min.js, relative to the app's root.
    """
    # Declared anew at each mount: the registry belongs to the server that runs now, while modules are imported once.
    modules = declare_component(f"modules-{digest_of(MODULES)}", MODULES).name
    library = declare_component(f"plotly-{get_plotlyjs_version()}", PLOTLY).name
    return f"component/{modules}/index.js", f"component/{library}/plotly.min.js"


def serve_beside(name: str, folder: Path) -> tuple[str, str]:
    """The same for a folder of modules that are made of the workbench's.

    It is called after its own files and after the workbench's folder, so that the two always are of one version.
    """
    workbench, library = serve()
    modules = declare_component(f"{name}-{digest_of(folder)}--{workbench.split('/')[-2]}", folder).name
    return f"component/{modules}/index.js", library


@cache
def digest_of(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any file of the folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.js")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
