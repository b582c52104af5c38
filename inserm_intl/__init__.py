"""The site: settings, addresses, pages and what both registers share."""
