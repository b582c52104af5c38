"""The ROR registry: its dump read and loaded, its records proposed for an institution, its changes followed."""
