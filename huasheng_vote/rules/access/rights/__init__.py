"""One right for each act: a table per part of the product, all of them together here."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import Right
from huasheng_vote.rules.access.rights import carrying_out, deciding, estate

TABLES = (estate.RIGHTS, deciding.RIGHTS, carrying_out.RIGHTS)
RIGHTS: dict[Act, Right] = {act: right for table in TABLES for act, right in table.items()}
