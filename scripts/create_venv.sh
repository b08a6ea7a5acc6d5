#!/bin/sh
# Creates .venv with the newest Python on this machine that the locks were made for.
set -eu

supported='import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for name in python3.13 python3.12 python3.11 python3 python; do
    # Running it is the only proof: a version manager leaves launchers of versions that are not active.
    if command -v "$name" >/dev/null 2>&1 && "$name" -c "$supported" >/dev/null 2>&1; then
        echo "Creating .venv with $("$name" --version) ($name)"
        if "$name" -m venv .venv; then
            exit 0
        fi
        rm -rf .venv
        echo "$name could not create a virtual environment; on Debian and Ubuntu: apt-get install $name-venv" >&2
    fi
done
echo "Python 3.11, 3.12 or 3.13 is needed and none was found. Install one, then run this again." >&2
exit 1
