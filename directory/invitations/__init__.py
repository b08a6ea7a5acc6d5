"""Therapists who are invited by a file: read, told, and given a draft that is theirs alone.

Imports go one way: `candidates` and `never_again` know nothing of the steps in
`directory.actions.inviting`, which uses both; `importing` and `waiting` stand above all three.
"""
