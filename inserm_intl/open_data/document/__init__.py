"""The description of open data that programs read (OpenAPI 3.1), made of what the nouns declare, and its page.

`addresses` says what is found where, `parameters` how a question is asked, `known` which values the register
holds at this moment, `faults` what else may be answered; `drawing` draws them together.
"""
