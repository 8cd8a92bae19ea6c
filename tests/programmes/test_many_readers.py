"""Several threads of a server that read rules at once for the first time do not bring it down."""

from __future__ import annotations

import os
import subprocess
import sys

from rembuk.cli.installation import CHECKOUT

# Threads change places as often as they can, and come a little apart, in a process that has read no rules yet.
READ_AT_ONCE = """
import sys, threading, time
from pathlib import Path
from rembuk.programmes import rules

sys.setswitchinterval(1e-6)
data = Path(rules.__file__).with_name("presets").joinpath("lampung_tengah_2026.json").read_bytes()

def read(turn):
    time.sleep(turn / 800)
    rules.write_rules(rules.read_rules(data))

threads = [threading.Thread(target=read, args=(turn,)) for turn in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""
# Before the reader was made by one thread, every fourth process ended with a segmentation fault.
TRIES = 12


def test_a_process_whose_first_readers_come_at_once_lives_on() -> None:
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}

    ended = [
        subprocess.run([sys.executable, "-c", READ_AT_ONCE], env=environment, check=False).returncode
        for _ in range(TRIES)
    ]

    assert ended == [0] * TRIES
