"""The negotiation room at the desk: sitting down, handing in a list, offering, answering and signing."""
