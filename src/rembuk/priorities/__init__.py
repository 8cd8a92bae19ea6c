"""Rounds of priorities: what is decided on, by whom, and how the decision is made so that anyone can repeat it.

A round (putaran prioritas) says what may be chosen, how much money there is and when it is decided. All of it is sealed
by one person and opened by another, after a meeting has decided it and before anybody scores or votes.

Residents vote with a *card* whose code no table joins to a name. Who got a card stands in the *roll*; what was voted
stands in *ballots* without an owner, a time or an order.
"""
