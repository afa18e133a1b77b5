"""The pages of the area: one blueprint for tenders, one for suppliers; one module for each thing that is shown."""

from flask import Blueprint

from huasheng_vote.procurement import models  # noqa: F401  (the tables are there as soon as the pages are)

bp = Blueprint("procurement", __name__, url_prefix="/<estate>/tenders")
suppliers_bp = Blueprint("suppliers", __name__, url_prefix="/<estate>/suppliers")

from huasheng_vote.procurement.views import (  # noqa: E402, F401  (routes register themselves)
    awards,
    bidding,
    challenges,
    comparison,
    contracts,
    declarations,
    drafting,
    enquiries,
    flags,
    judging,
    newcomers,
    offers,
    officer_keys,
    opendata,
    opened,
    opening,
    scoring,
    staffing,
    supplier_checks,
    suppliers,
    tenders,
)
