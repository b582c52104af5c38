"""Whether the site can do its work: what `/health/ready` asks, within how long, and what it says where it cannot."""
