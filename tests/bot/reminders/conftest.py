from __future__ import annotations

import hypothesis

# On a busy machine any example may take its time.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
