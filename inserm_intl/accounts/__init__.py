"""Who comes in, and how: one way in for all the staff, by a password or the institute's own login, and a second factor.

The pages and their flows are django-allauth's, under `/account/`; what is decided here is who may pass, how often one
may try, and what is told to whom.
"""
