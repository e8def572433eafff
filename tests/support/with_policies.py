"""A centre by other rules: ``python -m tests.support.with_policies FOLDER central serve ...``.

It reads the municipalities from that folder. Nothing else of it is changed.
"""

import os
import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    _, folder, module, *words = sys.argv
    # Django's settings read it when they are imported, which is before the program looks.
    os.environ["CENTRAL_STATE"] = words[words.index("--state") + 1]
    from central import settings

    settings.MUNICIPALITIES = Path(folder)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
