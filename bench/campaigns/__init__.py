"""Campaigns that try to make Firsthand lose or miss something; run by bench/torture.py."""
