"""How tests keep passwords."""

from rembuk.people.signin import LightArgon2PasswordHasher


class QuickArgon2PasswordHasher(LightArgon2PasswordHasher):
    """As for everybody, with the least work that Argon2 allows."""

    time_cost = 1
    memory_cost = 8
