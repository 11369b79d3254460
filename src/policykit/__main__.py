"""The command `policykit`, as its script and `python -m policykit` begin it."""

from policykit.base.garbage import seldom

__all__ = ["run"]


def run() -> None:
    """Run the command; what it loads is loaded with Python looking for garbage seldom."""
    seldom()
    from policykit.cli import main

    main()


if __name__ == "__main__":
    run()
