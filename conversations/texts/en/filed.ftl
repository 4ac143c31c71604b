### After sending: seeing where it stands, adding, withdrawing, wiping the chat.

## What I have sent

my-reports = This is what you have sent. Tap a number to see where it stands.
my-reports-none = You have not sent anything here yet.
my-reports-report = Report { $reference }
my-reports-callback = Call request { $reference }
my-reports-doubt = In doubt { $reference }

report-status = Where { $reference } stands:
status-sent = Sent: { $sent-at }
status-delivered = Delivered: { $delivered-at }
status-received = Receipt confirmed: { $received-at }
status-opened = Read: { $opened-at }
status-on-its-way = The message is on its way.
status-withdrawn = Withdrawn since.
status-closed = Closed.
status-gone = There is nothing left to find about this.

button-show-report = Where does it stand?
button-supplement = Add something
button-withdraw = Withdraw
button-wipe = Wipe this chat

## Adding something

supplement-ask =
    What would you like to add to { $reference }?

    Send text, photos or files. Nothing leaves until you tap send.
supplement-noted = ✓ Saved. Send more if you like, or send your addition.
supplement-file-noted = Your file is coming in. You will see a ✓ once it is safe. Send more if you like, or send your addition.
supplement-sent = ✓ Your addition is now with { $reference }. Your contact is told that something was added.
supplement-from-edit = ✓ That message had already been sent. Your new text has now been added to it, under { $reference }. The first version stays too.
supplement-from-edit-too = ✓ This change has been added as well.
cancelled = All right, we leave it. What you sent before stays as it was.
button-supplement-send = Send the addition

## Withdrawing

withdraw-ask =
    Would you like to withdraw { $reference }?

    ▪ Your contact is told that you withdraw it.
    ▪ I will stop asking how you are about this.
    ▪ What has been read or done, I can't undo.
    ▪ What you have sent is not erased by this. You decide about that together with your contact.
withdraw-addition = You were still adding something here. That has not been sent. If you withdraw this, I throw it away.
button-withdraw-no = No, leave it
button-withdraw-yes = Yes, withdraw it
withdraw-done = ✓ { $reference } is withdrawn. Your contact is told. You can always report again, or phone.
withdraw-not = All right. Everything stays as it was.
toast-withdrawn = That is no longer possible here.

## Wiping the chat

wipe-ask =
    Shall I wipe this chat from your screen?

    ▪ What you have sent stays with your contact.
    ▪ A report that has not been sent yet is kept too.
    ▪ Messages older than 48 hours I can't wipe. I will tell you how to do that yourself.
button-wipe-yes = Yes, wipe this chat
wipe-done = ✓ This chat is wiped. What you have sent is still there.
wipe-done-partly =
    { $left ->
        [one] One message I could not wipe. Telegram does not let me.
       *[other] { $left } messages I could not wipe. Telegram does not let me.
    }

    You can do it yourself. Open the menu of this chat and choose Delete chat. Don't choose to block me, or I can't reach you any more.

    What you have sent is still there.
button-supplement-resume = Go on with my addition
supplement-reminder = You were adding something to your report. It has not been sent yet. Do you want to go on?
supplement-expired = Your addition lay untouched for a long time. I have thrown it away; none of it was sent. Your report itself is still there.

supplement-too-many = Nothing more fits in now. Send this first. After that you can add again.
supplement-cancelled = All right. I have thrown away what you just added. None of it was sent. Your report stays as it was.
supplement-kept = ✓ Your addition is kept. None of it has been sent yet. You can go on whenever you like.
supplement-other-first =
    You were already adding something to { $other }. That has not been sent yet.

    What shall I do with it, before you go on with { $reference }?
button-supplement-other-send = Send it, then this
button-supplement-other = Finish that first
button-supplement-other-drop = Throw it away, then this
