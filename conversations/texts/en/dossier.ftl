### The page on which a case handler opens dossiers, and the buttons that lead there.

## In the chat

button-open-dossier = Open dossier
button-dossier-link = In a browser
button-dossier-here = Open the page
dossier-link =
    This button opens the dossier in a browser. It works once, for two minutes.

    Open it on your own device. Do not pass it on.

## Everywhere

dossier-skip = To the content
dossier-back = Back
dossier-lock = Lock
dossier-again = Try again
dossier-opening = Opening
dossier-opened = Everything has been opened.
dossier-opened-partly = Not everything is open. Below it says which part is not.
dossier-locked = The page has locked itself. Nothing was kept on this device.
dossier-closed-title = You are not in yet
dossier-trouble-title = That did not work

dossier-error-server = Something went wrong on the server. Try again in a moment.
dossier-error-offline = There is no connection. Nothing is lost. Try again once you are back online.
dossier-error-no-session = Your visit has ended. Open the dossier again from your message in Telegram.
dossier-error-link-used = This link has been used or is too old. Ask for a new one in Telegram with the button “In a browser”.
dossier-error-launch = Telegram could not prove who you are. Open the dossier again from your message.
dossier-error-launch-expired = This was opened too long ago. Open the dossier again from your message in Telegram.
dossier-error-not-a-handler = This page is only for those who handle reports.
dossier-error-too-many = That was too much at once. Wait a minute and try again.
dossier-error-storage = The server cannot reach its data right now. Try again in a moment. If it keeps failing, call the administrator.
dossier-error-no-case = This dossier is not there, or it is not with you.
dossier-error-not-yours = This was not sealed for you. A colleague or the recovery key can open it.
dossier-error-other-key = This is sealed for a key that is not open here, such as an earlier one of yours. A colleague can read it, or ask the administrator to have it sealed again.
dossier-error-recipient-taken = This key already belongs to somebody else.
dossier-error-wrong-passphrase = This passphrase does not fit. Mind capitals and spaces.
dossier-error-not-an-identity = This is not a protected key of Ruggensteun.
dossier-error-hash = This part was changed after it was sealed. It is not opened. Call the administrator.
dossier-error-forged = The signature on this part is not right: it does not come from this server, or it was swapped. It is not opened. Phone the administrator.
dossier-error-swapped = This part belongs to another dossier. It is not opened. Call the administrator.
dossier-error-damaged = This part is damaged. It is not opened. Call the administrator.
dossier-error-evidence = This file is not the file that the report names. It is not shown. Call the administrator.

## The key

dossier-first-title = Make your key
dossier-first-intro =
    Reports are sealed for you. Only your key opens them. You make it here, on this device.

    Choose a passphrase that you will remember: four or more words that have nothing to do with each other. Nobody can find it again for you.
dossier-passphrase = Passphrase
dossier-passphrase-new = New passphrase
dossier-passphrase-again = Once more
dossier-passphrase-hint = At least { $count } characters. Spaces are fine.
dossier-passphrase-short = Still too short: take at least 15 characters.
dossier-passphrase-simple = Too easy to guess: take words that do not belong together.
dossier-passphrase-good = That is a good passphrase.
dossier-passphrase-differs = The two passphrases are not the same.
dossier-make = Make my key
dossier-bring-title = I already have a key
dossier-bring-intro = Do you have a key from “ruggensteun key new”? Then bring it in here.
dossier-bring = Bring in my key
dossier-bring-file = The file with your protected key
dossier-bring-hint = Its name is usually ruggensteun-identity.age. It only goes to the server protected.

dossier-sheet-title = Your recovery sheet
dossier-sheet-intro =
    Print this and put it in a safe. With this sheet and your passphrase you make your key again, even without this server.

    Then read the check words to the administrator, preferably by telephone. Nothing is sealed for you before that.
dossier-print = Print
dossier-sheet-done = I have the sheet
dossier-sheet-heading = Ruggensteun recovery sheet
dossier-sheet-made = Made on { $date }.
dossier-sheet-how = Type the block with the protected key into a file. Bring it in on the page, or open with it through “ruggensteun open”. You need your passphrase for that.
dossier-words = Check words
dossier-sheet-protected = Protected key
dossier-sheet-recipient = Recipient (public)

dossier-waiting-title = Your key waits to be confirmed
dossier-waiting = Phone the administrator and read these words. Do both have the same? Then new reports are sealed for you as well.

dossier-unlock-title = Open with your passphrase
dossier-unlock-intro = Your passphrase stays on this device.
dossier-unlock = Open
dossier-lost = Lost your passphrase?
dossier-lost-how =
    Nobody can find your passphrase again. Do you have a passkey on one of your devices? Open with that and choose a new passphrase under “My key”.

    Otherwise you start again, with a new key. The administrator confirms it, and after that new reports are sealed for you.

    Earlier dossiers are not gone. Whoever keeps the organisation's recovery key seals them for you again with “ruggensteun reseal”. Ask the administrator for that.
dossier-restart = Start again with a new key
dossier-restart-title = Starting again

## My key

dossier-key = My key
dossier-key-foreign-title = A key waits that does not open here
dossier-key-foreign = A key waits on the server in your name that does not belong to this passphrase. Did you not make a new one yourself? Then have nothing confirmed and phone the administrator.
dossier-key-sheet = Show my recovery sheet
dossier-key-new-title = New passphrase
dossier-key-new-why = Your key stays the same. Print your recovery sheet again afterwards: the old one belongs to your old passphrase.
dossier-key-new = Keep my new passphrase
dossier-key-new-done = Your new passphrase works from now on.
dossier-passkey-title = Passkey
dossier-own-title = Bring in your key
dossier-own-intro =
    A key of yours was given along with your invitation. Reports are sealed for it. Bring it to this page, and you can open them.

    You need the file that you made with “ruggensteun key new”, and your passphrase.
dossier-own-lost = Do you no longer have that key?

## The list

dossier-list-title = Dossiers
dossier-list-empty = There is nothing with you now.
dossier-list-finished =
    { $count ->
        [one] Show one finished dossier
       *[other] Show { $count } finished dossiers
    }
dossier-list-finished-title = Finished
dossier-urgent = Urgent
dossier-kind-report = Report
dossier-kind-callback = Request for a call
dossier-kind-doubt = Request for a talk
dossier-clock = To be confirmed before { $at }
dossier-clock-late = Should have been confirmed before { $at }

## A dossier

dossier-office = Office
dossier-sent = Sent
dossier-received = Seen
dossier-opened-at = Read
dossier-confirm = I have seen this
dossier-read = I have read it
dossier-told-received = Noted. The reporter now knows that you have seen this.
dossier-told-opened = Noted. The reporter now knows that the dossier was read.
dossier-report = Report
dossier-supplement = Addition
dossier-check-in = How it is going: { $kind }
dossier-check-in-first = first time
dossier-check-in-second = second time
dossier-check-in-third = third time
dossier-check-in-extra = on request
dossier-ask-arranged = Was arranged what you wanted?
dossier-ask-called = Did you get the call that you wanted?
dossier-ask-talk = Have you had the talk with your contact person?
dossier-screen = { $yes } of { $of } questions answered with yes.
dossier-weight = { $number } out of 10
dossier-follows = Follows on
dossier-not-safe = Was not safe when reporting
dossier-incident = When
dossier-from = From
dossier-edited = Changed { $at }
dossier-unknown-kind = A part that this page does not know
dossier-refused = Not opened: { $part }
dossier-not-readable = This part was not sealed for you.
dossier-evidence = Evidence
dossier-evidence-missing =
    { $count ->
        [one] One file is missing. It may still be on its way.
       *[other] { $count } files are missing. They may still be on their way.
    }
dossier-open-file = Open file { $size }
dossier-download = Keep on this device, { $size }
dossier-download-warning = This file comes from somebody else. It can be harmful. Only open it on a computer that can take it.
dossier-picture = Evidence: { $name }
dossier-register = All sealed parts
dossier-register-part = Part
dossier-register-hash = SHA-256 of the sealed file
dossier-readers = For whom
dossier-recovery = recovery key
dossier-earlier-key = an earlier key
dossier-part-report = Report
dossier-part-supplement = Addition
dossier-part-check-in = How it is going
dossier-part-evidence = Evidence
dossier-part-ledger = Log
dossier-part-message = Message
dossier-part-question = Question
dossier-part-explanation = Explanation
dossier-part-opinion = How it went
dossier-part-note = Note
dossier-part-police-note = Remark about the police
dossier-part-damage = Damage
dossier-part-correction = Correction of a message
dossier-part-file = File with a message
dossier-part-reopen = Why opened again

## On the command line

cli-recipients-title = Keys that wait to be confirmed
cli-recipients-none = No key waits to be confirmed.
cli-recipients-how = Let the case handler read the check words to you and type them over with “ruggensteun confirm-recipient”.
cli-recipients-digits = Check words that the case handler reads to you (or the digits):{" "}
cli-recipients-words = These are the words: { $words }
cli-recipients-confirmed = New reports are sealed for { $name } from now on.
cli-recipients-refused = Key { $recipient } has been refused.
cli-running-confirms = The bot is running. Within seconds new reports are sealed for { $name }.
cli-running-refuses = The bot is running and refuses key { $recipient } within seconds.
cli-error-digits = These check words belong to none of the keys that wait. Confirm nothing and call the case handler again.
cli-error-no-recipient = No key with number { $recipient } waits.
cli-doctor-page = Dossier page
cli-doctor-page-at = on, at { $url }
cli-doctor-page-hash = The page as it is here, SHA-256: { $hash }

## Working a case

dossier-work = What do you want to do?
dossier-work-begin = Show what can be done
dossier-work-menu = To the menu of this case
dossier-work-words = What you want to write
dossier-work-empty = Write something first.
dossier-work-send = Send
dossier-ledger-actions = Measures
dossier-ledger-talks = Talks
dossier-ledger-entries = Who did what, and when

## Passkeys

dossier-passkey-open = Open with a passkey
dossier-passkey-make = Make a passkey on this device
dossier-passkey-why = With a passkey you open dossiers with your finger, face or PIN. Your passphrase keeps working too.
dossier-passkey-made = Done. You can now open dossiers with this passkey as well.
dossier-error-passkey = This passkey does not fit, or none was chosen. Open with your passphrase.
dossier-error-passkey-make = This device cannot do this with a passkey. Your passphrase keeps working.

## Searching and comparing

dossier-search = Search in what you have opened
dossier-search-hint = A name, number, account, address or word. The search happens on this device.
dossier-search-busy = Opening: { $done } of { $of }.
dossier-search-none = Nothing found in what is open now.
dossier-search-all = Open everything to search
dossier-same = Perhaps the same person
dossier-same-hint = This compares texts on this device. See for yourself whether it is right.
dossier-same-phone = the same telephone number: { $what }
dossier-same-mail = the same mail address: { $what }
dossier-same-account = the same account: { $what }
dossier-same-iban = the same bank account: { $what }
dossier-same-address = the same address: { $what }
dossier-same-name = a name that looks alike: { $what }
