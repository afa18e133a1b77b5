"""What stands before every publication: the log is whole, and the tables of the vote are those it says."""

from flask import current_app

from huasheng_vote.assemblies.queries import rebuilt
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.refusal import Refused, Why


def refuse_differences(on: Context, assembly_id: int) -> None:
    """Refuse to publish while log, signed heads and tables differ anywhere; what differs goes to the server's log."""
    found = rebuilt.differing(on.estate, assembly_id)
    for each in found:
        current_app.logger.error("%s, assembly %s is not published: %s", on.estate.slug, assembly_id, each)
    if found:
        raise Refused(Why.LOG_DIFFERS)
