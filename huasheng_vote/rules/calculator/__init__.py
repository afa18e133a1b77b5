"""The rules for other programs: commands that read a file and answer with one JSON object.

For lawyers and auditors, with nothing but Python: no Flask, no database. Keys, codes and exit codes are a contract.
"""
