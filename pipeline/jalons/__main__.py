"""`python -m jalons`."""

from jalons.cli import main

main()
