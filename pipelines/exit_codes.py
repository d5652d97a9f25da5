"""How the `fairlane` command ends. 2, wrong usage, is click's own."""

DONE = 0
BAD_INPUT = 1
WITHHELD = 3
