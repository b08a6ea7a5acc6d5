"""Starts the chaos run: `make chaos ARGS="--database postgresql"`."""

import sys

from .options import read
from .run import main

if __name__ == "__main__":
    sys.exit(main(read(sys.argv[1:])))
