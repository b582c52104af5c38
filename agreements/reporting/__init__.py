"""What a report answers: the agreements of two days compared, their money, the activities in between."""
