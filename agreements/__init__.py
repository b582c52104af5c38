"""WHAT: agreements and their lives, exchange programmes, calls and activities."""
