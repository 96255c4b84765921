"""`python -m shisei` is the command `shisei`."""

from shisei.cli import run

run()
