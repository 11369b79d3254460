"""`python -m policykit` is the command `policykit`."""

from policykit.cli import main

if __name__ == "__main__":
    main()
