"""The search benchmark: a scratch database of any size, and ratios measured in one process."""
