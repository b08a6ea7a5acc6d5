"""Starts a drill from the command line; `make drill` does so."""

import sys

from .run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
