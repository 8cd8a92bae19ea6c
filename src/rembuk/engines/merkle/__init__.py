# SPDX-License-Identifier: Apache-2.0
"""Hashes and canonical forms that a stranger can compute again."""
