"""Components whose scripts are our own ES modules in `web/`, served by this app as one folder beside plotly.js.

Streamlit serves a folder beside the main script (`static/`) or the folder of a declared component; we use the second,
as it works from anywhere in the project and for any script that imports this package. The address carries a digest of
what is in the folder, so that a browser may keep the files for good and still never mixes two versions.
"""

import hashlib
from functools import cache
from pathlib import Path
from string import Template

import plotly
import streamlit as st
from plotly.offline import get_plotlyjs_version
from streamlit.components.v1 import declare_component
from streamlit.components.v2.types import ComponentRenderer

WEB = Path(__file__).parents[1] / "web"
PLOTLY = Path(plotly.__file__).with_name("package_data")

# Streamlit's own bundle knows where the app's root is, also behind a proxy that strips a prefix.
FIND_ROOT = """
const bundle = document.querySelector('script[type="module"][src*="static/js/"]');
const root = bundle ? new URL("../../", bundle.src) : new URL("/", location.href);
"""

# A module is imported by its address, so that it and its neighbours are cached files and not part of a message.
LOADER = Template(
    FIND_ROOT
    + """
export default async function mount(component) {
  const { $entry } = await import(new URL("$module", root).href);
  return $entry(component, { plotly: new URL("$library", root).href, root: root.href });
}
"""
)


def fetch_early() -> None:
    """Let the browser fetch and start what the workbench needs while this process still imports torch."""
    web, library = serve()
    start = f"import(new URL('{web}/workbench/index.js', root)).then((m) => m.prepare(new URL('{library}', root).href))"
    st.html(f"<script>{{{FIND_ROOT}{start}}}</script>", unsafe_allow_javascript=True)


def component(name: str, module: str, entry: str, styles: tuple[str, ...] = ()) -> ComponentRenderer:
    """A component of the page.

    Args:
        name: of the component, unique on the server.
        module: the file below `web/` that has its script, such as `workbench/index.js`.
        entry: the function of that module that mounts it: `entry(component, {plotly, root})`.
        styles: files below `web/` with its style sheet.
    """
    return declared(name, module, entry, styles, *serve())


@cache
def declared(
    name: str, module: str, entry: str, styles: tuple[str, ...], web: str, library: str
) -> ComponentRenderer:
    """The component, declared once for every pair of addresses its files are served at."""
    script = LOADER.substitute(entry=entry, module=f"{web}/{module}", library=library)
    style = "".join((WEB / file).read_text(encoding="utf-8") for file in styles)
    # Without isolation: inside a shadow root Plotly neither finds its style sheet nor sees clicks.
    return st.components.v2.component(name, css=style or None, js=script, isolate_styles=False)


def serve() -> tuple[str, str]:
    """Make `web/` and plotly.js reachable in the running app.

    Returns:
        addresses of the folder and of plotly.min.js, relative to the app's root.
    """
    # Declared anew at each mount: the registry belongs to the server that runs now, while modules are imported once.
    modules = declare_component(f"web-{digest_of(WEB)}", WEB).name
    library = declare_component(f"plotly-{get_plotlyjs_version()}", PLOTLY).name
    return f"component/{modules}", f"component/{library}/plotly.min.js"


def modules(folder: Path) -> list[Path]:
    """Our own modules in the folder; what npm installs there is for checking them, see `web/package.json`."""
    return sorted(file for file in folder.glob("*/*.js") if file.parent.name != "node_modules")


@cache
def digest_of(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any module of the folder."""
    digest = hashlib.sha256()
    for file in modules(folder):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
