"""The terms of use (利用規約) as they stand: a version is the digest of the Japanese text."""

from rules.terms_text import terms_version

__all__ = ["terms_version"]
