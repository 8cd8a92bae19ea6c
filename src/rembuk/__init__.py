"""Rembuk runs a partnership between a local government and its residents, from a spoken wish to a road kept in repair.

The folders follow one wish through the development cycle, and a stage knows only the stages before it: `kernel` and
`engines` are plain Python, `tenancy` and `journal` carry every stage, the capabilities from `regions` to `trust` are
the stages, `journeys` cross them, and `web`, `workers` and the command line are the doors.
"""

__version__ = "0.1.0"
