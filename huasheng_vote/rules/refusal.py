"""Refusals as values: a coded reason and its facts, worded only at the edge (labels.py).

Every code belongs to one kind, which is what the web answers with. The order in which they are asked is always:
may this person (forbidden), is the input well-formed (malformed), is it possible now (conflict).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self


class Kind(StrEnum):
    """What sort of no a refusal is; the web turns it into a status code."""

    FORBIDDEN = "forbidden"
    MALFORMED = "malformed"
    CONFLICT = "conflict"
    MISSING = "missing"
    TOO_MANY = "too_many"
    GONE = "gone"


class Why(StrEnum):
    """Every reason the app can refuse for. A code alone is a conflict; others name their kind."""

    kind: Kind

    def __new__(cls, code: str, kind: Kind = Kind.CONFLICT) -> Self:
        """Make the member from its code, and keep its kind beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.kind = kind
        return member

    # Anywhere: the thing, the person, the version seen, the rate.
    NOT_FOUND = "not_found", Kind.MISSING
    NOT_SIGNED_IN = "not_signed_in", Kind.FORBIDDEN
    SESSION_LOST = "session_lost", Kind.FORBIDDEN
    NOT_ALLOWED = "not_allowed", Kind.FORBIDDEN
    NEEDS_SECOND_FACTOR = "needs_second_factor", Kind.FORBIDDEN
    NEEDS_STEP_UP = "needs_step_up", Kind.FORBIDDEN
    INCOMPATIBLE_ROLES = "incompatible_roles", Kind.FORBIDDEN
    STALE_FORM = "stale_form"
    TOO_MANY = "too_many", Kind.TOO_MANY
    NOT_POSSIBLE_NOW = "not_possible_now"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_DONE = "already_done"
    DIFFERENT_BODY = "different_body"

    # Form and file: a value is missing, unreadable, or out of its range.
    MISSING_VALUE = "missing_value", Kind.MALFORMED
    BAD_NUMBER = "bad_number", Kind.MALFORMED
    BAD_VALUE = "bad_value", Kind.MALFORMED
    TOO_PRECISE = "too_precise", Kind.MALFORMED
    NOT_POSITIVE = "not_positive", Kind.MALFORMED
    OUT_OF_RANGE = "out_of_range", Kind.MALFORMED

    # People: codes, phones, approvals, offices, skills, an account's end.
    WRONG_CODE = "wrong_code", Kind.MALFORMED
    CODE_EXPIRED = "code_expired"
    CODE_SPENT = "code_spent"
    WRONG_TOTP = "wrong_totp", Kind.MALFORMED
    BAD_PHONE = "bad_phone", Kind.MALFORMED
    PHONE_TAKEN = "phone_taken"
    MAIL_NOT_SENT = "mail_not_sent"
    UNKNOWN_PERSON = "unknown_person", Kind.MALFORMED
    OWN_REQUEST = "own_request"
    NEEDS_APPROVAL = "needs_approval"
    APPROVAL_EXPIRED = "approval_expired"
    ROLES_CLASH = "roles_clash"
    ENDS_BEFORE_START = "ends_before_start", Kind.MALFORMED

    # The law: what a motion is, how large the roll, whether the counts fit it.
    UNKNOWN_LAW = "unknown_law", Kind.MALFORMED
    UNKNOWN_CLASS = "unknown_class", Kind.MALFORMED
    CLASS_MATTER_CONFLICT = "class_matter_conflict", Kind.MALFORMED
    EMPTY_ROLL = "empty_roll", Kind.MALFORMED
    COUNTS_EXCEED_ROLL = "counts_exceed_roll", Kind.MALFORMED

    # The rules calculator: a command line or a document that cannot be read.
    BAD_JSON = "bad_json", Kind.MALFORMED
    DUPLICATE_KEY = "duplicate_key", Kind.MALFORMED
    BAD_USAGE = "bad_usage", Kind.MALFORMED
    UNREADABLE_FILE = "unreadable_file", Kind.MALFORMED
    NOT_A_PROOF = "not_a_proof", Kind.MALFORMED

    # Bids and their scores.
    WEIGHTS_NOT_100 = "weights_not_100", Kind.MALFORMED
    PANEL_MISMATCH = "panel_mismatch", Kind.MALFORMED
    SCORE_RANGE = "score_range", Kind.MALFORMED
    DUPLICATE_BID = "duplicate_bid", Kind.MALFORMED

    # Sealed bids: the envelope, the officers' keys and shares, what a bidder kept.
    NOT_AN_ENVELOPE = "not_an_envelope", Kind.MALFORMED
    OFFER_TOO_LARGE = "offer_too_large", Kind.MALFORMED
    OTHER_TENDER = "other_tender", Kind.MALFORMED
    OTHER_SPECIFICATION = "other_specification"
    OTHER_OFFICERS = "other_officers"
    OTHER_COMMITMENT = "other_commitment"
    ENVELOPE_TAMPERED = "envelope_tampered"
    ENVELOPE_MISMADE = "envelope_mismade"
    BAD_OFFICER_KEY = "bad_officer_key", Kind.MALFORMED
    NOT_FOR_THIS_KEY = "not_for_this_key"
    BROKEN_WRAP = "broken_wrap"
    NOT_A_RECOVERY_TEXT = "not_a_recovery_text", Kind.MALFORMED
    WRONG_PASSPHRASE = "wrong_passphrase", Kind.MALFORMED
    NOT_A_SHARE = "not_a_share", Kind.MALFORMED
    WRONG_SHARE = "wrong_share", Kind.MALFORMED
    SHARE_OF_ANOTHER = "share_of_another", Kind.MALFORMED
    SHARE_TWICE = "share_twice", Kind.MALFORMED
    TOO_FEW_SHARES = "too_few_shares"
    NOT_A_RECEIPT = "not_a_receipt", Kind.MALFORMED
    WRONG_KEY = "wrong_key", Kind.MALFORMED
    BAD_SALT = "bad_salt", Kind.MALFORMED
    NOT_INVITED = "not_invited", Kind.FORBIDDEN

    # Readings: what is measured, and how many pieces.
    NO_LIMIT = "no_limit", Kind.MALFORMED
    BAD_SAMPLE = "bad_sample", Kind.MALFORMED

    # An election over a budget.
    UNKNOWN_PROJECT = "unknown_project", Kind.MALFORMED

    # The register and the roll: what a line says, and who holds a unit.
    DUPLICATE_UNIT = "duplicate_unit", Kind.MALFORMED
    UNKNOWN_USE = "unknown_use", Kind.MALFORMED
    UNKNOWN_STATUS = "unknown_status", Kind.MALFORMED
    DOCUMENT_COUNT = "document_count", Kind.MALFORMED
    FORMULA = "formula", Kind.MALFORMED
    NO_HEADER = "no_header", Kind.MALFORMED
    EMPTY_FILE = "empty_file", Kind.MALFORMED
    BAD_ENCODING = "bad_encoding", Kind.MALFORMED
    BAD_CSV = "bad_csv", Kind.MALFORMED
    NOBODY_OWNS = "nobody_owns", Kind.MALFORMED
    BROKEN_WORKBOOK = "broken_workbook", Kind.MALFORMED
    TOO_MANY_ROWS = "too_many_rows", Kind.MALFORMED
    TOO_LONG = "too_long", Kind.MALFORMED
    ROWS_IN_ERROR = "rows_in_error", Kind.MALFORMED
    NOTHING_TO_CHANGE = "nothing_to_change"
    NO_SUCH_LETTER = "no_such_letter", Kind.MALFORMED
    LETTER_EXPIRED = "letter_expired"
    LETTER_USED = "letter_used"
    NO_PHONE = "no_phone"
    NO_LETTER_NEEDED = "no_letter_needed"

    # A ballot: its channel, its time, its answers, the ballot already there.
    NOT_ON_ROLL = "not_on_roll", Kind.FORBIDDEN
    NOT_REPRESENTATIVE = "not_representative", Kind.FORBIDDEN
    CHANNEL_NOT_ADOPTED = "channel_not_adopted"
    VOTING_NOT_OPEN = "voting_not_open"
    VOTING_CLOSED = "voting_closed"
    ALREADY_VOTED = "already_voted"
    CHANGE_USED = "change_used"
    OTHER_CHANNEL_PREVAILS = "other_channel_prevails"
    UNANSWERED = "unanswered", Kind.MALFORMED
    UNKNOWN_CHOICE = "unknown_choice", Kind.MALFORMED
    UNKNOWN_MOTION = "unknown_motion", Kind.MALFORMED

    # Ballots on paper: the serial, the hands it passes, the two entries, a written authority, the counting.
    BAD_SERIAL = "bad_serial", Kind.MALFORMED
    NO_SUCH_PAPER = "no_such_paper", Kind.MALFORMED
    PAPER_WITHDRAWN = "paper_withdrawn"
    PAPER_RECEIVED = "paper_received"
    PAPER_NOT_RECEIVED = "paper_not_received"
    PAPER_LATE = "paper_late"
    PAPER_SETTLED = "paper_settled"
    ENTERED_BY_YOU = "entered_by_you"
    COLLECTOR_ENTERS = "collector_enters", Kind.FORBIDDEN
    BAD_BOX = "bad_box", Kind.MALFORMED
    PAPERS_UNFINISHED = "papers_unfinished"
    NOT_COUNTED_YET = "not_counted_yet"
    NOT_WITNESSED_YET = "not_witnessed_yet"
    NOT_AN_OWNER = "not_an_owner", Kind.MALFORMED
    SAME_PERSON = "same_person", Kind.MALFORMED
    AGENT_BARRED = "agent_barred", Kind.MALFORMED
    PROXY_CAP = "proxy_cap"
    PROXY_STANDS = "proxy_stands"
    PROXY_USED = "proxy_used"

    # After closing: two counts that differ, and what stands in the way of the announcement.
    COUNTS_DIFFER = "counts_differ"
    NOT_COVERED_YET = "not_covered_yet"
    LOG_DIFFERS = "log_differs"
    LOG_HALTED = "log_halted"
    NOT_A_NOTE = "not_a_note", Kind.MALFORMED
    NOT_A_WITNESS_KEY = "not_a_witness_key", Kind.MALFORMED
    NOT_OUR_HEAD = "not_our_head", Kind.MALFORMED
    NO_WITNESS_SIGNED = "no_witness_signed", Kind.MALFORMED
    WITNESS_CLOCK = "witness_clock", Kind.MALFORMED
    NO_RESULT_YET = "no_result_yet"
    NOT_ANNOUNCED_YET = "not_announced_yet"
    NO_PDF = "no_pdf"
    NO_BULLETIN = "no_bulletin"
    NO_HEAD_YET = "no_head_yet"
    MATERIAL_KEPT = "material_kept"
    MATERIAL_DESTROYED = "material_destroyed", Kind.GONE
    OBJECTIONS_RUNNING = "objections_running"
    UNANSWERED_OBJECTIONS = "unanswered_objections"
    UNRESOLVED_REVIEW = "unresolved_review"
    NOTHING_TO_CALL_FOR = "nothing_to_call_for"
    NOT_YOUR_BUILDING = "not_your_building", Kind.FORBIDDEN

    # The committee: who belongs to it, its agenda, its minutes, its decisions, its seal.
    NOT_A_MEMBER = "not_a_member", Kind.FORBIDDEN
    NOT_CALLED = "not_called"
    AGENDA_EMPTY = "agenda_empty"
    AGENDA_LATE = "agenda_late"
    AGENDA_FIXED = "agenda_fixed"
    MEETING_TOO_SOON = "meeting_too_soon"
    NOT_AT_THE_MEETING = "not_at_the_meeting", Kind.FORBIDDEN
    NO_MINUTES = "no_minutes"
    MINUTES_UNSIGNED = "minutes_unsigned"
    PUT_ALREADY = "put_already"
    QUESTIONS_OPEN = "questions_open"
    STANDS_ASIDE = "stands_aside", Kind.FORBIDDEN
    STILL_VOTING = "still_voting"
    OVER_CEILING = "over_ceiling"
    NO_BASIS = "no_basis", Kind.MALFORMED
    NOT_AN_ELECTION = "not_an_election", Kind.MALFORMED

    # Projects: what a decision must carry, who signs a drawing, what a bill of quantities says.
    NO_BUDGET_VOTED = "no_budget_voted"
    TOUCHED_UNKNOWN = "touched_unknown"
    OTHER_PERSON_SIGNS = "other_person_signs"
    SKILL_NEEDED = "skill_needed"
    STAMP_NEEDED = "stamp_needed", Kind.MALFORMED
    TOO_MANY_LINES = "too_many_lines", Kind.MALFORMED
    BILL_LINE = "bill_line", Kind.MALFORMED
    BILL_LINE_LONG = "bill_line_long", Kind.MALFORMED
    BILL_QUANTITY = "bill_quantity", Kind.MALFORMED

    # The timetable of a meeting.
    NOTICE_TOO_SHORT = "notice_too_short"
    WINDOW_OUT_OF_RANGE = "window_out_of_range", Kind.MALFORMED
    WINDOW_NOT_ADOPTED = "window_not_adopted", Kind.MALFORMED
    COUNTING_TOO_EARLY = "counting_too_early", Kind.MALFORMED
    REVIEW_RUNNING = "review_running"
    DAY_OF_ANOTHER_YEAR = "day_of_another_year", Kind.MALFORMED
    DAY_TWICE = "day_twice", Kind.MALFORMED
    NOT_YET = "not_yet", Kind.MALFORMED

    # A meeting from its draft to its opening: who convenes, what is asked, what the notice froze.
    SLUG_TAKEN = "slug_taken"
    NO_CONVENER = "no_convener", Kind.MALFORMED
    CONVENERS_POSTED = "conveners_posted"
    OBJECTIONS_OVER = "objections_over"
    OBJECTIONS_OPEN = "objections_open"
    FROZEN = "frozen"
    TOO_FEW_OPTIONS = "too_few_options", Kind.MALFORMED
    PLAN_INCOMPLETE = "plan_incomplete"
    NO_MOTIONS = "no_motions"
    PROPOSAL_NOT_PUBLISHED = "proposal_not_published"
    PROPOSAL_TWICE = "proposal_twice"
    PROPOSAL_GONE = "proposal_gone"
    NO_RUN_OFF = "no_run_off"
    RUN_OFF_FIXED = "run_off_fixed"
    UNIT_GONE = "unit_gone"
    EMPTY_SCOPE = "empty_scope"
    NOTHING_DIFFERS = "nothing_differs"
    ROLL_FIXED = "roll_fixed"
    OWNER_ON_ROLL_VOTES = "owner_on_roll_votes"
    NO_PROOF_OF_SALE = "no_proof_of_sale"
    NO_EXTENSION = "no_extension"
    EXTENSION_TOO_LONG = "extension_too_long", Kind.MALFORMED
    ENOUGH_TAKE_PART = "enough_take_part"

    # Buying: the method an amount asks for, and what an estate may adopt instead of the defaults.
    METHOD_TOO_LIGHT = "method_too_light"
    CEILINGS_NOT_RISING = "ceilings_not_rising", Kind.MALFORMED
    PANEL_EVEN = "panel_even", Kind.MALFORMED
    NO_FIRST_ROUND = "no_first_round"
    INVITE_MORE = "invite_more", Kind.MALFORMED

    # Suppliers: the company's code, its papers, whether it may take part.
    BAD_CREDIT_CODE = "bad_credit_code", Kind.MALFORMED
    CREDIT_CODE_CHECK = "credit_code_check", Kind.MALFORMED
    CREDIT_CODE_TAKEN = "credit_code_taken"
    COMPANY_ALREADY = "company_already"
    LICENCE_PAST = "licence_past", Kind.MALFORMED
    PAPERS_MISSING = "papers_missing"
    PAPERS_FULL = "papers_full", Kind.MALFORMED
    STILL_BIDDING = "still_bidding"
    OFFICE_BARS_BIDDING = "office_bars_bidding"
    SUPPLIER_UNREGISTERED = "supplier_unregistered"
    SUPPLIER_BLACKLISTED = "supplier_blacklisted"
    LICENCE_EXPIRED = "licence_expired"
    TOOK_PART = "took_part"

    # A tender until it is published: its documents, its reviewers, its second round.
    DOCUMENTS_MISSING = "documents_missing"
    DOCUMENTS_CHANGED = "documents_changed"
    DRAFTER_REVIEWS = "drafter_reviews", Kind.FORBIDDEN
    NOT_REVIEWED = "not_reviewed"
    TENDER_REPEATED = "tender_repeated"

    # Authority to spend.
    AUTHORITY_NOT_YET = "authority_not_yet"
    AUTHORITY_EXPIRED = "authority_expired"
    AUTHORITY_EXCEEDED = "authority_exceeded"
    EMERGENCY_UNCONFIRMED = "emergency_unconfirmed"
    AWARD_OVER_BUDGET = "award_over_budget"

    # A tender's clock and its officers.
    DEADLINE_TOO_SOON = "deadline_too_soon", Kind.MALFORMED
    DEADLINE_PASSED = "deadline_passed"
    DEADLINE_AHEAD = "deadline_ahead"
    ENQUIRIES_OVER = "enquiries_over"
    CLOCK_WENT_BACK = "clock_went_back"
    NOT_THE_HOURS = "not_the_hours"
    NO_SUCH_DECISION = "no_such_decision", Kind.MALFORMED
    OFFICER_MISSING = "officer_missing"
    SAME_OFFICER = "same_officer", Kind.MALFORMED
    OFFICERS_TOO_FEW = "officers_too_few"
    PLACES_VACANT = "places_vacant"
    KEYS_MISSING = "keys_missing"
    TESTS_MISSING = "tests_missing"
    SERVER_HOLDS_KEYS = "server_holds_keys"
    KEY_OF_ANOTHER = "key_of_another"
    NO_TEST_ENVELOPE = "no_test_envelope"
    ALREADY_PUBLISHED = "already_published"
    OPENS_AND_JUDGES = "opens_and_judges", Kind.MALFORMED
    OPEN_TO_ALL = "open_to_all"
    NOT_AN_OFFICER = "not_an_officer", Kind.FORBIDDEN
    SHARES_GIVEN = "shares_given"
    SHARES_MISSING = "shares_missing"
    ENVELOPE_LOST = "envelope_lost"
    NOT_REVEALING = "not_revealing"
    REVEAL_OVER = "reveal_over"
    REVEAL_RUNNING = "reveal_running"

    # The panel and its sheets.
    PANEL_TOO_SMALL = "panel_too_small"
    PANEL_EXPERTS = "panel_experts"
    PANELIST_TWICE = "panelist_twice", Kind.MALFORMED
    PANELIST_BARRED = "panelist_barred"
    NOT_AN_OUTSIDER = "not_an_outsider", Kind.MALFORMED
    NOBODY_BY_PHONE = "nobody_by_phone", Kind.MALFORMED
    DECLARATIONS_MISSING = "declarations_missing"
    PRICE_WEIGHT_LOW = "price_weight_low", Kind.MALFORMED
    SHEET_INCOMPLETE = "sheet_incomplete", Kind.MALFORMED
    SHEETS_UNLOCKED = "sheets_unlocked"
    REPORT_UNSIGNED = "report_unsigned"
    NOT_ON_PANEL = "not_on_panel", Kind.FORBIDDEN
    LEFT_PANEL = "left_panel", Kind.FORBIDDEN
    DECLARE_FIRST = "declare_first"
    SEAT_EMPTY = "seat_empty"
    QUALIFICATION_OPEN = "qualification_open"
    EXPLANATION_OWED = "explanation_owed"
    EXPLANATION_AWAITED = "explanation_awaited"
    SHEET_LOCKED = "sheet_locked"
    SEED_DRAWN = "seed_drawn"

    # Awards, challenges, contracts.
    TIE_UNDRAWN = "tie_undrawn"
    AWARD_STANDS = "award_stands"
    CHALLENGE_LATE = "challenge_late"
    CHALLENGES_UNDECIDED = "challenges_undecided"
    CHALLENGE_UPHELD = "challenge_upheld"
    STANDSTILL_RUNNING = "standstill_running"
    ANSWERS_OWN = "answers_own", Kind.FORBIDDEN
    CONTRACT_DIFFERS = "contract_differs"
    STILL_TO_SIGN = "still_to_sign"
    NO_CANDIDATE = "no_candidate"
    NO_AWARD_DECISION = "no_award_decision", Kind.MALFORMED
    NO_LATER_DECISION = "no_later_decision", Kind.MALFORMED
    DECISION_GONE = "decision_gone"
    CONTRACT_SIGNED = "contract_signed"
    NOT_A_SIDE = "not_a_side", Kind.FORBIDDEN
    SIGNED_BY_YOU = "signed_by_you"
    OTHERS_SIGNED = "others_signed"
    NOT_YOURS_TO_CHALLENGE = "not_yours_to_challenge", Kind.FORBIDDEN
    TAKEN_FURTHER_STILL = "taken_further_still"

    # Files and pictures that are handed in.
    WRONG_FILE = "wrong_file", Kind.MALFORMED
    FILE_TOO_LARGE = "file_too_large", Kind.MALFORMED
    TOO_MANY_FILES = "too_many_files", Kind.MALFORMED
    PICTURE_TOO_LARGE = "picture_too_large", Kind.MALFORMED
    PICTURE_UNREADABLE = "picture_unreadable", Kind.MALFORMED
    DRAFT_FILES_GONE = "draft_files_gone", Kind.MALFORMED

    # Ideas on their way: campaigns, suggestions, proposals, demands.
    CAMPAIGN_NOT_OPEN = "campaign_not_open"
    HIDDEN_NOW = "hidden_now"
    MERGE_INTO_ITSELF = "merge_into_itself", Kind.MALFORMED
    MERGE_INTO_MERGED = "merge_into_merged"
    REPLY_TO_A_REPLY = "reply_to_a_reply", Kind.MALFORMED
    NOTHING_CHANGED = "nothing_changed"
    IDEA_NOT_FREE = "idea_not_free"


class Refused(Exception):
    """The act was not done. `facts` are plain words and figures for the sentence shown; they never change."""

    def __init__(self, why: Why, **facts: str | int) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts: Mapping[str, str | int] = MappingProxyType(facts)
