"""`python -m rembuk`, which ./rembuk hands over to."""

from rembuk.cli.commands import main

if __name__ == "__main__":  # The server's worker processes import this file again.
    main()
