"""WHO and WHERE: countries, partner institutions, Inserm units and research fields."""
