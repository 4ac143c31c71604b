### Being called: in need, in doubt, or simply because it helps.

doubt =
    It is fine to be in doubt. You don't have to know whether it is bad enough.

    Shall I ask your contact to call you? It does not become a report. Only your request is noted.
button-doubt-call = Yes, have someone call me
button-doubt-report = I want to report it after all

contact-requested = ✓ I have asked your contact to call you. The number of your request is { $reference }.
contact-requested-urgent =
    ✓ I have urgently asked your contact to call you. The number of your request is { $reference }.

    Are you in danger? Don't wait for that. Call 112.
contact-phone =
    On which number? Type it here. Add when it suits you.

    You may skip this.
contact-phone-kept = ✓ Passed on. You will see here when someone has seen your request.
contact-phone-skipped = All right. You will see here when someone has seen your request.

unsafe-feeling =
    Feeling unsafe is reason enough to talk. Nothing needs to have happened yet.

    Call the support team, Ondersteuningsteam Weerbaar Bestuur: { $support-team }. It is confidential. They listen and think along with you.

    Rather someone close by? Then I will ask your contact to call you.
