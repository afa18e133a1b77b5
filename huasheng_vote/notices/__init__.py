"""What the estate tells people: an outbox written by acts, emptied by the worker through app, SMS, mail and paper.

Only a code and the few facts its sentence names leave here; a choice or the standing of an open vote has no code and so no way out.
"""
