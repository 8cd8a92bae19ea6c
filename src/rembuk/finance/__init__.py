"""Where the money comes from and where it goes, to the rupiah (APBDes and penatausahaan).

A *budget* (APBDes) of a kampung and year comes in versions; its *posts* are what money may be spent on, and a version
says how much on each. Money moves only by *transfers*, from one account to another, never changed and at most turned
back by another one. The treasurer asks (SPP), somebody else approves, and only then is it paid.
"""
