"""The way of a supplier's registration (供应商登记): somebody checks the papers, new papers are checked again, a blacklisting stops it at once."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class SupplierState(StrEnum):
    """Only a registered supplier can be invited and hand in a bid."""

    APPLIED = "applied"
    REGISTERED = "registered"
    REFUSED = "refused"
    BLACKLISTED = "blacklisted"
    WITHDRAWN = "withdrawn"


class SupplierAct(StrEnum):
    """What the supplier and who checks it do."""

    EDIT = "edit"
    REGISTER = "register"
    REFUSE = "refuse"
    BLACKLIST = "blacklist"
    CLEAR = "clear"  # off the blacklist: checked anew
    WITHDRAW = "withdraw"


_S, _SA = SupplierState, SupplierAct
_LIVE = (_S.APPLIED, _S.REGISTERED, _S.REFUSED)
SUPPLIER = Flow(
    "supplier",
    SupplierState.APPLIED,
    {
        **{(state, _SA.EDIT): _S.APPLIED for state in _LIVE},
        (_S.APPLIED, _SA.REGISTER): _S.REGISTERED,
        (_S.APPLIED, _SA.REFUSE): _S.REFUSED,
        **{(state, _SA.BLACKLIST): _S.BLACKLISTED for state in _LIVE},
        (_S.BLACKLISTED, _SA.CLEAR): _S.APPLIED,
        **{(state, _SA.WITHDRAW): _S.WITHDRAWN for state in _LIVE},
    },
)
