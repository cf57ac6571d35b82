"""What the chooser of Hugging Face models says, in English and Chinese. Braces are filled in by `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class HubWords:
    """One language's words; `refused_…` are the reasons of `model.huggingface.refused`."""

    title: str
    intro: str
    choose: str
    nothing: str
    other: str
    name: str
    name_help: str
    package: str
    folder: str
    hub: str
    cached: str
    download: str
    download_help: str
    waiting: str
    downloading: str
    cancel: str
    read: str
    details: str
    refused_library: str
    refused_unknown: str
    refused_not_allowed: str
    refused_not_here: str
    refused_network: str
    refused_absent: str
    refused_too_large: str
    refused_no_safetensors: str
    refused_remote_code: str
    refused_unsupported: str
    refused_cancelled: str

    def refused(self, reason: str) -> str:
        """The sentence for a reason."""
        said: str = getattr(self, f"refused_{reason}")
        return said


ENGLISH = HubWords(
    title="Other models",
    intro="Models of Hugging Face’s transformers, read through the same kernel as ours. Only safetensors are opened, "
    "and no code that comes with a model is run.",
    choose="Model",
    nothing="The operator of this app offers no other models.",
    other="another name on the hub …",
    name="Name on the hub",
    name_help="owner/model, such as EleutherAI/pythia-70m",
    package="installed package",
    folder="folder",
    hub="Hugging Face hub",
    cached="Downloaded; no network is needed.",
    download="Download",
    download_help="The size is checked first: at most {limit} MB.",
    waiting="Asking the hub …",
    downloading="{done} of {total} MB",
    cancel="Cancel",
    read="Read with it",
    details="What was reported",
    refused_library="Models of Hugging Face need one more library. Install it, and start the app again:",
    refused_unknown="There is no model of that name here.",
    refused_not_allowed="The operator of this app does not allow that model.",
    refused_not_here="That model has to be downloaded first.",
    refused_network="The hub cannot be reached. Everything else works without a network.",
    refused_absent="The hub has no such model, or does not give it to everybody.",
    refused_too_large="That model is larger than this app may hold.",
    refused_no_safetensors="That model has no weights as safetensors. Pickled weights may run code: they are never "
    "opened.",
    refused_remote_code="That model needs code of its own, which is never run here.",
    refused_unsupported="transformers could not open this as a text model.",
    refused_cancelled="The download was cancelled; nothing of it was kept.",
)

CHINESE = HubWords(
    title="其他模型",
    intro="Hugging Face transformers 的模型，用与我们的模型相同的内核来读。只打开 safetensors 文件，"
    "绝不运行模型附带的代码。",
    choose="模型",
    nothing="本应用的管理员没有提供其他模型。",
    other="Hub 上的其他名称……",
    name="Hub 上的名称",
    name_help="所有者/模型，例如 EleutherAI/pythia-70m",
    package="已安装的软件包",
    folder="文件夹",
    hub="来自 Hugging Face Hub",
    cached="已下载，不需要网络。",
    download="下载",
    download_help="会先检查大小：最多 {limit} MB。",
    waiting="正在询问 Hub……",
    downloading="{done} / {total} MB",
    cancel="取消",
    read="用它来读",
    details="收到的具体信息",
    refused_library="Hugging Face 的模型还需要一个库。请安装后重新启动应用：",
    refused_unknown="这里没有叫这个名称的模型。",
    refused_not_allowed="本应用的管理员不允许使用这个模型。",
    refused_not_here="这个模型需要先下载。",
    refused_network="无法连接 Hub。其余一切功能不需要网络。",
    refused_absent="Hub 上没有这个模型，或者它不对所有人开放。",
    refused_too_large="这个模型超出了本应用允许的大小。",
    refused_no_safetensors="这个模型没有 safetensors 格式的权重。pickle 格式的权重可能运行代码，绝不打开。",
    refused_remote_code="这个模型需要自带的代码，这里绝不运行。",
    refused_unsupported="transformers 无法把它作为文本模型打开。",
    refused_cancelled="下载已取消，没有保留任何内容。",
)

HUGGINGFACE: Mapping[str, HubWords] = {"en": ENGLISH, "zh": CHINESE}


def hub_words() -> HubWords:
    """The catalogue of the visitor's language."""
    return HUGGINGFACE[st.session_state.get("lang", "en")]
