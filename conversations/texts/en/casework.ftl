### Messages about a report: to those who handle it, and to the one who made it.
### A case handler's phone shows only number, urgency and time. Never content, never a name.

## New

notice =
    New report { $reference }, { $sent-at }.

    Please confirm that you have seen this. Then open the dossier on your own computer.
notice-urgent =
    URGENT: new report { $reference }, { $sent-at }.

    Confirm now that you have seen this. Then open the dossier on your own computer at once.
notice-callback =
    Call request { $reference }, { $sent-at }.

    Please confirm that you have seen this. Then look up whom to call.
notice-urgent-callback =
    URGENT: call request { $reference }, { $sent-at }.

    Confirm now that you have seen this. Then look up whom to call, and call at once.
notice-doubt =
    Request for a short talk { $reference }, { $sent-at }. This is not a report.

    Please confirm that you have seen this. Then look up whom to call.
notice-urgent-doubt =
    URGENT: request for a short talk { $reference }, { $sent-at }. This is not a report.

    Confirm now that you have seen this. Then look up whom to call, and call at once.
notice-informed =
    For your information: { $reference } has come in, { $sent-at }.

    The case handler has been told and will contact you if needed.
notice-informed-urgent =
    URGENT, for your information: { $reference } has come in, { $sent-at }.

    The case handler has been told. Stay within reach, or give them a call.
remind =
    { $reference }, { $sent-at }, has not been confirmed by anyone yet.

    Could you do that now? Someone is waiting for a sign.
remind-urgent =
    URGENT: { $reference }, { $sent-at }, has not been confirmed by anyone yet.

    Please do that now. Someone is waiting for a sign.
notice-deputy =
    { $reference }, { $sent-at }, was not confirmed in time. That is why you hear of it now.

    Could you confirm receipt and take this on?
notice-deputy-urgent =
    URGENT: { $reference }, { $sent-at }, was not confirmed in time. That is why you hear of it now.

    Confirm receipt and take this on at once.

notice-seen = { $reference }, { $sent-at }. ✓ Somebody has confirmed that this was seen.
notice-was-withdrawn = { $reference }, { $sent-at }, was withdrawn. You need not do anything here.

button-confirm-receipt = I have seen this
button-mark-opened = I have read the dossier
button-show-contact = Whom do I call?

## What the case handler does

handler-received = ✓ Receipt of { $reference } is confirmed. The reporter knows now. Open the dossier on your own computer. Tap here once you have read it.
handler-received-request = ✓ Receipt of { $reference } is confirmed. The person who asked knows now. Look up whom to call.
handler-received-by-other = { $reference } was confirmed by someone else. You no longer need to.
toast-received = ✓ Confirmed.
toast-already-received = Receipt had been confirmed already.
toast-opened = ✓ Noted. The reporter now knows that the dossier has been read.
toast-already-opened = That had been noted already.
contact-card = Call:
contact-who = { $name }, { $office-key }. Number: { $phone }
contact-wanted = Preferably called by: { $role-key }.
contact-wanted-when = When: { $when-key }.
contact-no-phone = not given
case-status = Where { $reference } stands:
my-cases = With you now:
my-cases-none = Nothing at the moment.
my-cases-line = ▪ { $reference }: { $state }, from { $sent-at }
my-cases-line-urgent = ▪ URGENT { $reference }: { $state }, from { $sent-at }
case-state-sent = not confirmed yet
case-state-received = confirmed
case-state-opened = read
case-state-withdrawn = withdrawn
case-state-closed = closed

## What comes later

notice-supplement = Something was added to { $reference }. You can read it in the dossier on your own computer.
notice-withdrawn = { $reference } has been withdrawn. Don't start anything new. Is something already under way? Then talk it over first.
notice-phone = { $reference } now says how to call back.
call-today-wished = Asked for: a call today.
remind-call-today = At { $reference } a call on the day itself was asked for. Was it made? If not, phone now, or agree on a time.
notice-check-in-shared = There is an answer for you with { $reference }. You can read it in the dossier on your own computer.
notice-check-in-answered = A question with { $reference } was answered. The answer was not shared with you. You don't need to do anything now.
notice-check-in-skipped = A question with { $reference } was skipped. That is fine. You don't need to do anything now.
notice-check-in-stale = For { $reference } I could not ask a question in time. That is my fault. Will you ask how things are yourself?
notice-check-in-stopped = I ask no more questions with { $reference }, on request. Please stay in touch yourself.

## What the reporter hears

reporter-received = ✓ Someone has seen { $reference }: { $received-at }. You are not alone in this.
reporter-opened = ✓ { $reference } has been read: { $opened-at }. Your contact will talk with you about what is possible. Nothing happens until you say yes.
reporter-unanswered-twice = I heard nothing a few times. That is fine. I have asked your contact person ({ $handler-key }) to call you. They know no more than that.
reporter-unheard =
    I have to be honest: nobody has confirmed { $reference } yet. That is taking too long, and it is not your doing.

    Please phone your council clerk's office or your secretary. Or call the support team, Ondersteuningsteam Weerbaar Bestuur: { $support-team }. It is confidential.
reporter-unheard-urgent =
    I have to be honest: nobody has confirmed { $reference } yet. Don't wait for it any longer.

    Are you in danger? Call { $emergency }.

    Otherwise phone your council clerk's office or your secretary. Or call the support team, Ondersteuningsteam Weerbaar Bestuur: { $support-team }. It is confidential.

notice-escalated =
    { $reference }, { $sent-at }, was not confirmed in time. That is why you hear of it now.

    You cannot open the dossier. Phone someone who can, or confirm that you will take it up.
notice-escalated-urgent =
    URGENT: { $reference }, { $sent-at }, was not confirmed in time. That is why you hear of it now.

    You cannot open the dossier. Phone someone who can now, or confirm that you will take it up.
reporter-unheard-elsewhere =
    I have to be honest: nobody has confirmed { $reference } yet. That is taking too long, and it is not your doing.

    Phone the Ondersteuningsteam Weerbaar Bestuur: { $support-team }. It is confidential and apart from your organisation. In danger? Phone { $emergency }.
