# SPDX-License-Identifier: Apache-2.0
"""Pure algorithms: values in, values out; no Django, clock, randomness or printing."""
