"""What a button can mean. The values are kept with sent messages: never change one, only add."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """The meaning of a button, without the argument that says of what."""

    # while a report is written
    SAFE = "safe"
    NOT_SAFE = "not_safe"
    CALL_ME = "call_me"
    CHOOSE = "choose"
    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    STOP = "stop"
    SEND_NOW = "send_now"
    SEND = "send"
    CHANGE = "change"
    CHANGE_PART = "change_part"
    KEEP = "keep"
    DISCARD = "discard"
    CONFIRM = "confirm"
    RESUME = "resume"

    # from the menu
    REPORT = "report"
    DOUBT = "doubt"
    UNSAFE_FEELING = "unsafe_feeling"
    ADVICE = "advice"
    SITUATION = "situation"
    PROTOCOL = "protocol"
    MY_REPORTS = "my_reports"
    MORE = "more"
    BOT_STATUS = "bot-status"
    PRIVACY = "privacy"
    LANGUAGE = "language"
    SET_LANGUAGE = "set_language"
    EMERGENCY = "emergency"
    MENU = "menu"

    # about a report that was sent
    SHOW_REPORT = "show_report"
    SUPPLEMENT = "supplement"
    SUPPLEMENT_AFTER = "supplement_after"
    WITHDRAW = "withdraw"
    WIPE = "wipe"

    # a check-in
    BEGIN = "begin"
    SNOOZE = "snooze"
    SKIP_CHECK_IN = "skip_check_in"
    STOP_CHECK_INS = "stop_check_ins"
    TALK = "talk"
    SHARE = "share"

    # for case handlers
    CONFIRM_RECEIPT = "confirm_receipt"
    MARK_OPENED = "mark_opened"
    SHOW_CONTACT = "show_contact"
    MY_CASES = "my_cases"
    SHOW_CASE = "show_case"
    OPEN_DOSSIER = "open_dossier"
    DOSSIER_LINK = "dossier_link"
    DOSSIER_HERE = "dossier_here"

    # around a check-in
    LATER = "later"
    EARLIER = "earlier"
    TALK_NOW = "talk_now"
    CRISIS = "crisis"
    RATE = "rate"
    FOR_CLOSE_ONES = "for_close_ones"
    MY_AFTERCARE = "my_aftercare"

    # in a case
    CASE_STEP = "case_step"
    CASE_WRITE = "case_write"
    CASE_DONE = "case_done"
    MY_CLOCKS = "my_clocks"
    CLOSED_CASES = "closed_cases"
    REGISTER = "register"
    REPORT_FROM = "report_from"
