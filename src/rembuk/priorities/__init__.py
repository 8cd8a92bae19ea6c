"""Rounds of priorities: what is decided on, by whom, and how the decision is made so that anyone can repeat it.

Residents vote with a *card* whose code no table joins to a name. Who got a card stands in the *roll*; what was voted
stands in *ballots* without an owner, a time or an order.
"""
