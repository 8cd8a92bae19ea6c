# SPDX-License-Identifier: Apache-2.0
"""Drawing some out of many so that everybody can draw again (undian terbuka).

Who is drawn follows from the list and a seed alone. Each name gets a number, the SHA-256 of the seed and the name; the
smallest numbers are drawn. This is the consistent sampling of Rivest, "Consistent Sampling with Replacement",
arXiv:1808.10016, in its form without replacement, as election auditors use it.

Uniform: as long as SHA-256 behaves like a random function and nobody knew the seed when the list was closed, each
number is equally likely for each name, so every set of `seats` names is equally likely. Two equal numbers would need a
collision of SHA-256; the name decides then.

Nobody chooses the seed. One side seals a secret before: its SHA-256 is published with the list. Another side then says
a word that was not known before, such as dice thrown in a meeting. The seed is made of both: the first can no longer
change the secret, and the second did not know it. Two who agree in secret can still cheat; that is why the word is said
in public.
"""

from rembuk.engines.sortition.draws import (
    NotADraw,
    Proof,
    check_draw,
    digest_of_list,
    draw,
    order_of,
    seal,
    seed_of,
)

__all__ = ["NotADraw", "Proof", "check_draw", "digest_of_list", "draw", "order_of", "seal", "seed_of"]
