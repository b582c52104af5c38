"""What is written otherwise than Django would: English dates as in Europe, the day first; French numbers.

A narrow no-break space parts their thousands.
"""
