"""`python -m entrepairs` is the `entrepairs` command."""

from entrepairs.config.command import main

main()
