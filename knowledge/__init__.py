"""What is known, and how a question is answered from it."""

import os

# onnxruntime would otherwise tell its makers of each process, and reads this once, when it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
