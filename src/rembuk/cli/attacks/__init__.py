"""Attacks on what Rembuk keeps secret, with more in hand than an attacker should ever have.

`taking` is what the attacker of a vote takes along: every row as it is stored, the exports, the bytes of the file.
`relink` sets voters beside ballots in every way that these allow, and counts how often it is right. `scenes` lets
people vote, in the worst case for them: one after the other, each with a ballot that no other casts.
"""
