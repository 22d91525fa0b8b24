"""The report as pages: blocks to lines to a PDF by GB/T 9704-2012. The one entrance is `clerk_app.paper.pdf`."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType

PICTURES = "PIL.Image"


def _when_asked(name: str) -> None:
    """Has a module of a package run when something in it is asked for, not when it is imported from the package.

    Where the package is not installed, the module is there and empty.
    """
    if name in sys.modules:
        return
    package, _, short = name.rpartition(".")
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        sys.modules[package] = ModuleType(package)
        module = sys.modules[name] = ModuleType(name)
    else:
        if not spec or not spec.loader:
            return
        spec.loader = LazyLoader(spec.loader)
        module = sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(module)
    setattr(sys.modules[package], short, module)


# reportlab imports a library of pictures, a quarter of its own time; no paper of ours has any, and the installed
# program is without it. Here, so that it is before every import of reportlab.
_when_asked(PICTURES)
