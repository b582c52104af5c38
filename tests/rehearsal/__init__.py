"""An installation as deploy/README.md makes it on one machine, in a temporary folder, with real processes."""
