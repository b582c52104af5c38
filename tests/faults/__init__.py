"""What an operator fears, done to a site that is really served. Each file is a fault; `make faults` runs them.

They are named without `test_`, so that `make test` leaves them alone: some wait for half a minute.
"""
