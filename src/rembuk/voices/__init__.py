"""What residents say, and what comes of it (suara dan kebutuhan).

A *voice* (suara, aspirasi) is one statement in somebody's own words: numbered, never changed, never deleted. A *need*
(kebutuhan) is what several voices ask for; merging keeps every supporter. An *answer* gives a need or a voice its fate,
with a reason and a next step. A voice is in exactly one state, and a merged one shares the fate of its need.
"""
