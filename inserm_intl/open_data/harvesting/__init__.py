"""What harvesters of open data read: Table Schema and Data Package (Frictionless), and a catalogue (DCAT-AP)."""
