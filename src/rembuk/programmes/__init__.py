"""Programmes and the rules they run by (program dan aturannya).

A *programme* runs in a region and lives in one tenant. Its *rule set* has a year and a version and is sealed when
published: clocks, quorum, phases, reasons, authority, incompatible roles, words and holidays are data, never constants.
Cycle, phase and calendar are computed from the clock when they are read.
"""
