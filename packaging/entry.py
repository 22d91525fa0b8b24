"""Where the frozen program begins: the processes that a collection starts are this program too."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from clerk_app.__main__ import main

    sys.exit(main())
