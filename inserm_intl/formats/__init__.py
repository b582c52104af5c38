"""Where dates are written otherwise than Django would: English as in Europe, the day first."""
