"""The one command, `./rembuk`: start, check, test, import, and whatever else is done from a terminal."""
