### The overview before sending, the sending itself, and evidence.

## The overview

review-title = Is this right? Nothing has been sent yet.
review-incomplete = You have not told what happened yet. A few words will do.
review-which-part = What would you like to change or add?
review-skipped-many = The rest is still empty. That is fine, and you can always add to it later.
review-skipped = Still empty: { $parts }. It may stay that way.
review-recipients = Your report goes to: { $roles }. Only they and their deputies can read it.
review-recipients-urgent = Your report goes, marked urgent, to: { $roles }. Only they and their deputies can read it.
review-some-read = Your report goes to: { $roles }. Only these can open it now: { $readers }.
review-some-read-urgent = Your report goes urgently to: { $roles }. Only these can open it now: { $readers }.
review-none-reads = Your report goes to: { $roles }. Nobody there can open it yet: for now that takes whoever keeps your organisation's recovery key.
review-none-reads-urgent = Your report goes urgently to: { $roles }. Nobody there can open it yet: for now that takes whoever keeps your organisation's recovery key.
review-no-recipient = As it is, nobody can get your report. Please look again at whom to leave out.
review-gone = This report is no longer there.

button-tell = Tell what happened
button-send = Send
button-change = Change something
button-left-out = Who must not get this

## The parts of a report

part-what-happened = What happened
part-when = When
part-channel = How it reached you
part-behaviour = What behaviour
part-target = Aimed at whom
part-injury = Anyone hurt
part-perpetrator = Who did it
part-perpetrator-earlier = Happened before
part-perpetrator-office = Also holds office
part-effect = What it does to you
part-weight = How heavy
part-functioning = Work and home
part-response = What you did
part-support = Support so far
part-follow-up-self = What helps you
part-follow-up-perpetrator = What should happen
part-who-may-know = Who may know
part-left-out = Who is left out
part-evidence = Evidence

## Evidence

file-photo = Photo
file-document = File
file-voice = Voice message
file-audio = Audio
file-video = Video
file-video-note = Video message
file-animation = Moving image
file-pending = still on its way
forwarded-from = forwarded from { $origin }
evidence-safe = ✓ Kept safe.
evidence-refused-too-large =
    This file is too large. I can keep { $megabytes } MB at most.

    Hold on to the original. Send a shorter piece, or give it to your contact later.
evidence-refused-gone = Telegram no longer has this file. Could you send it once more?
evidence-refused-unreachable = I could not fetch this file. Hold on to the original, and send it again in a while.

## Sent

sent-reference = ✓ Your report has been sent. Its number is { $reference }.
sent-told = These people are being told now: { $told-keys }. Their message does not say what you told me.
sent-told-nobody = I cannot send anyone a message right now. Your report is kept and sealed. Please phone the Ondersteuningsteam yourself: { $support-team }. In danger? Phone { $emergency }.
sent-none-reads = They cannot open your report themselves yet. For now that takes your organisation's recovery key. Do they call? Then tell them yourself what happened.
sent-next = Someone should have seen your report by { $seen-by-at }. If not, I will alert someone else. Then you will hear what is possible. Nothing happens until you say yes.
sent-call-today = You want to be called today. The message says so. Later I ask whether it was done.
sent-call-tomorrow = You want to be called. The message says so. It is evening already, so it may be tomorrow morning. Tomorrow at 9 I ask whether it was done.
sent-check-ins =
    I will ask how you are:
    ▪ { $first-at }
    ▪ { $second-at }
    ▪ { $third-at }
    You may always skip.
sent-wipe = Rather leave no traces on your phone? Then I can wipe this chat. Your report stays as it is.

review-nobody =
    Please note: nobody who may read this is enrolled here yet, so no message goes out. Your report will be kept, sealed.

    Better phone yourself: the Ondersteuningsteam, { $support-team }. In danger? { $emergency }.
