"""The room: reportlab's library of pictures is not loaded, and need not be there."""

import os
import subprocess
import sys

from clerk_app.paper import PICTURES


def test_pictures__for_a_paper_without_any__are_not_loaded_and_still_to_be_had():
    script = (
        "import sys, types\nfrom clerk_app.paper import objects\n"
        "assert 'PIL.ExifTags' not in sys.modules\n"
        f"import importlib\nassert importlib.import_module({PICTURES!r}).new('1', (2, 3)).size == (2, 3)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_pictures__library_not_installed__the_paper_is_made_without_it():
    script = (
        "import sys\nsys.modules['PIL'] = None\nfrom clerk_app.paper import note, pdf\n"
        "assert sys.modules['PIL'].Image.__dict__.get('new') is None\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
