"""Spreadsheets both ways: a list of the register as a file, and a file as changes to the register.

A noun declares its columns once (`sheets`, `columns`, `naming`). A file is read within bounds
(`reading`), judged row by row by the rules of the form (`judging`), kept as a preview
(`previewing`), written at once on confirmation (`applying`), and taken back (`undoing`).
"""
