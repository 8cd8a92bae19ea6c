"""Who takes part (warga dan petugas): accounts, identities, roles, verification, consent.

A *person* is an account; residents need none to speak. An *identity* is a way to reach or know somebody (scheme and
value), never a phone column. A *role grant* says what somebody may do, in which region and for how long, inherited down
the tree. Nobody is ever asked for a NIK.
"""
