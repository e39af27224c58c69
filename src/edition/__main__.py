"""`python -m edition` is the command `edition`."""

from edition.commands.app import main

main()
