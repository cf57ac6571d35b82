"""The chooser of Hugging Face models: what there is, what may be downloaded, and how far a download is."""

from headlight.ui.parts.huggingface.chooser import choose_source

__all__ = ["choose_source"]
