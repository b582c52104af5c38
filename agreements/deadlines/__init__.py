"""What falls due, who is reminded of it and when, in one mail of a day or a calendar of one’s own."""
