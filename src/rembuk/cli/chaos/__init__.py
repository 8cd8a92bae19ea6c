"""What should never happen, on purpose: processes die while people write, and nothing that was acknowledged is lost.

`clients` write and send again, through a `proxy` that loses what it is given; `threats` kills, stops and starts again
what serves them, at seeded moments; `history` remembers every deed as acknowledged, refused or unknown and holds it
against what is stored; `campaign` puts a plan through all of it. `intake` plans voices, `ballots` ballots, and `money`
payments and words for gifts: deeds, the window they are handed in at and the rows they must have left. Another kind of
write is one more plan.
"""
