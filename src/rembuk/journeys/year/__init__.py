"""An invented year of voices for the demo (tahun contoh): nobody said any of this, and no place here is at fault.

`sentences.csv` holds what a resident might say, `issues.csv` what it is about. `vocabulary` reads both and adds places
and sizes, `wording` says a sentence the way somebody would, `seasons` decides when, `compose` makes drafts of voices of
them; `answers` does the same for what an officer might reply. All of it depends on the Random that is passed in.
"""
