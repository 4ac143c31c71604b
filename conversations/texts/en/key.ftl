### Making, showing and checking an identity (ruggensteun key), and the recovery sheet.

key-new-intro =
    You are about to make your own key for reports. Do this on your own computer, not on the server.
    The key will be protected by a passphrase. Nobody can use it without the passphrase, and neither can you.
key-new-whose = Whose key is this? Name or office, for the recovery sheet ({ $default }):{ " " }
key-passphrase-new = Choose a passphrase:{ " " }
key-passphrase-again = Type the passphrase once more:{ " " }
key-passphrase-ask = Passphrase:{ " " }
key-new-done =
    Done. Your key is in { $path }
    The recovery sheet is in { $sheet }
    The address for the administrator is in { $address }
key-new-next =
    What now?
    1. Print the recovery sheet, put it in a safe place, then delete the file.
    2. Keep the passphrase somewhere else than the recovery sheet.
    3. Send the file with the address to the administrator. The address is not secret.
    4. Read the check words aloud over the telephone, so you both know that the address is right.
key-recipient = Address to seal reports to:
key-check-words = Check words: { $words }
key-fingerprint = Check digits: { $fingerprint }
key-check-done = All is well: this key opens with your passphrase, and can open a sealed report.
key-check-permissions = Take care: others on this computer can read this file too; make it readable for yourself only.

key-error-exists = { $path } exists already, and a key is never overwritten; choose another name.
key-error-same-path = The key and the recovery sheet cannot be the same file; choose two names.
key-error-write = { $path } cannot be written; check that the folder exists, that you may write there and that the disk is not full.
key-error-read = { $path } cannot be read; check the name and whether you may read the file.
key-error-no-terminal = There is no screen to ask the passphrase on; give a file with --passphrase-file.
key-error-passphrase-file = The file with the passphrase cannot be read.
key-error-different = The two passphrases are not the same; please try again.
key-error-too-short =
    The passphrase is too short: { $length } characters, and it needs at least { $minimum }. Four words that have nothing to do with each other are easy to remember.
key-error-too-simple =
    The passphrase is too easy to guess, because it repeats itself or follows a row. Take four words that have nothing to do with each other.
key-error-wrong-passphrase = The passphrase is not right.
key-error-unprotected = This file holds a key without a passphrase; destroy it and make a new one with 'ruggensteun key new'.
key-error-not-a-key = This file is not a protected key, or it is damaged.
key-error-sealing = Sealing does not work on this computer; nothing was made.
key-error-language = The language can be nl or en.
key-error-stopped = Stopped; nothing was made.

key-sheet-title = Recovery sheet of a key for reports
key-sheet-whose = Key of: { $whose }
key-sheet-made = Made on { $date }
key-sheet-what =
    This sheet gives you your key back when your computer is broken or gone. You need your passphrase too. It is not on this sheet.
key-sheet-keep = Put this sheet in a safe or a sealed envelope. Keep the passphrase somewhere else.
key-sheet-restore-title = Getting your key back
key-sheet-restore =
    Scan the QR code, or type over the text below it, and save the text in a file called key.age. Check it with: ruggensteun key check key.age
key-sheet-without =
    No Ruggensteun any more? The free program age (version 1.3 or later) opens your reports too: age -d -i key.age report.age
key-sheet-fingerprint = Check words and check digits
key-sheet-fingerprint-why = These words and digits tell you which key this is. They are not secret.
key-sheet-protected = The key, protected by your passphrase
key-sheet-recipient = The address (not secret)
key-sheet-lost =
    Is this sheet missing, and could someone know your passphrase too? Call the administrator at once: you will get a new key.
