"""`python -m tilescribe` is the command `tilescribe`."""

from tilescribe.cli import main

main()
