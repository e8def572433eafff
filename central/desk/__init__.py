"""The staff's pages, on Django's admin: what they may look at, and what they do."""
