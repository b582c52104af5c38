"""Records made up for a demonstration, in any number: `manage.py make_demo`. Each says that it is invented."""
