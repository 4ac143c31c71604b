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

contact-nobody =
    To be honest, I cannot reach anyone right now who may call you. No request has been made.

    In danger? Phone { $emergency }. Do you want to talk? The Ondersteuningsteam Weerbaar Bestuur is there for you, in confidence: { $support-team }.

answers-lapsed = You had not finished my questions. I shared what you said with nobody, and it is gone here now. Should someone hear it after all? Then I will ask someone to phone you.
