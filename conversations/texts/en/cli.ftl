### The command line (ruggensteun ...): for the administrator, and for whoever opens a dossier on their own computer.

cli-yes = yes
cli-no = no
cli-nobody = nobody

## Setting up

cli-init-directory = Directory for the data ({ $default }):{ " " }
cli-init-organisation = Name of the organisation:{ " " }
cli-init-pack = Protocol pack: standaard, assen, maassluis, provincie-utrecht, or a file ({ $default }):{ " " }
cli-init-recovery-why =
    Every report is sealed to a recovery key as well. It is there for when everybody who can open a report is gone.
    Make that key on a computer without a network, with: ruggensteun key new
    The key itself never comes to this server. Only its address is needed here, which starts with age1pq1.
cli-init-recovery = Recovery key, the address or the file that it is in:{ " " }
cli-init-recovery-digits = Check digits: { $fingerprint }
cli-init-recovery-confirm = Are exactly these digits on the recovery sheet? Whoever fills in the wrong key lets somebody else read everything. (yes/no){ " " }
cli-init-done =
    Done.
    Data: { $data }
    Keys: { $keys }
    Configuration: { $config }
    Keep a copy of the keys, apart from the data and from the backups of the data.
cli-init-next =
    What now?
    1. See whether all is well: ruggensteun doctor
    2. First invite those who handle reports: ruggensteun invite --role griffier --recipient FILE
    3. Then invite council members: ruggensteun invite --role reporter --office raadslid
    4. Start the bot: ruggensteun run
cli-init-next-token =
    What now?
    1. Ask BotFather for a token and paste it into { $token }
    2. See whether all is well: ruggensteun doctor
    3. First invite those who handle reports: ruggensteun invite --role griffier --recipient FILE
    4. Then invite council members: ruggensteun invite --role reporter --office raadslid
    5. Start the bot: ruggensteun run
cli-migrate-done = The database was brought up to date: { $names }
cli-migrate-nothing = The database was up to date; nothing was changed.
cli-retry-done = What was given up leaves again as soon as the bot runs.
cli-running-retries = The bot is running and sends what was given up again within seconds.

## Inviting

cli-invite-name = Name of the person you invite:{ " " }
cli-invite-until = This link works once, until { $until }. Number of the invitation: { $invitation }
cli-invite-fingerprint =
    Check words: { $words }
    Check digits: { $fingerprint }
    Phone and compare the words or the digits before you hand over the link.
cli-running-picks-up = The bot is running and takes the invitation over within seconds.
cli-people-title = Who takes part
cli-people-none = Nobody takes part yet.
cli-people-id = Number
cli-people-role = Role or office
cli-people-name = Name
cli-people-state = Can be reached
cli-people-active = yes
cli-people-blocked = no, blocked the bot
cli-people-recipient = Key known
cli-invitations-title = Open invitations
cli-invitations-until = Valid until
cli-revoked = Invitation { $invitation } was taken back.
cli-running-revokes = The bot is running and takes invitation { $invitation } back within seconds.
cli-removed = { $person } no longer takes part, and who it was is forgotten. Reports that were sent stay.
cli-running-removes = The bot is running and forgets { $person } within seconds.

## Dossiers

cli-export-done =
    { $count ->
        [one] One dossier written. It is sealed: only those who handle the report can open it.
       *[other] { $count } dossiers written. They are sealed: only those who handle the report can open them.
    }
cli-running-notes = The bot is running and writes the export in the log within seconds.
cli-open-checked =
    { $reference }: every file is whole and signed by the server.
    Signed with { $signer }
cli-open-unchecked = Take care: there is no manifest beside this file, so the server's signature was not checked.
cli-open-report = REPORT { $reference }
cli-open-remark = A LINE ABOUT THE AFTERCARE (without a name)
cli-open-supplement = ADDITION
cli-open-check-in = HOW IT GOES, shared by the reporter
cli-open-unknown = A part that this version does not know: { $what }
cli-open-from = From: { $who }
cli-open-at = Sent: { $moment }
cli-open-urgent = Urgent
cli-open-not-safe = To the question "are you safe now?" the answer was no.
cli-open-incident = It happened: { $moment }
cli-open-screen = { $yes } times yes out of { $total }. This is no diagnosis.
cli-open-files = FILES
cli-open-later = Came in after this was sent; it was checked against itself.
cli-open-missing =
    { $count ->
        [one] One file that is mentioned is not in this export. It may have come in later: then export again.
       *[other] { $count } files that are mentioned are not in this export. They may have come in later: then export again.
    }
cli-open-written =
    { $count ->
        [one] One file written in { $path }. Open only what you expect; a name that ends in .bin was changed to protect your computer.
       *[other] { $count } files written in { $path }. Open only what you expect; a name that ends in .bin was changed to protect your computer.
    }
cli-open-not-written = The files were not written; give a directory with --to for that.

## Protocol packs

cli-pack-fine = All is well: { $name } ({ $pack }, version { $version }).
cli-pack-sources = Sources: { $sources }
cli-pack-handlers = Handles
cli-pack-deputies = Stands in
cli-pack-informed = Is always told
cli-pack-informed-on-violence = Is told of violence
cli-pack-roles = Roles
cli-pack-behaviours = Behaviour
cli-pack-measures = Measures
cli-pack-clocks = Confirming receipt: { $minutes } minutes when urgent, else { $hours } working hours. Silence: { $days } working days at most.

## Looking after it

cli-doctor-fine = Everything that is needed is in order.
cli-doctor-wrong =
    { $count ->
        [one] One thing is not in order; how to mend it stands above.
       *[other] { $count } things are not in order; how to mend them stands above.
    }
cli-doctor-found = { $sentence }
cli-doctor-good = in order
cli-doctor-config = Configuration
cli-doctor-read = read: { $path }
cli-doctor-mend-config = Correct the configuration, or make one with ruggensteun init.
cli-doctor-data = Data directory
cli-doctor-key-file = Key file
cli-doctor-token-file = File with the token
cli-doctor-token-empty = the file is still empty
cli-doctor-mend-token-empty = Ask BotFather for a token and paste it into that file.
cli-doctor-private = for its owner only: { $path }
cli-doctor-missing = missing, or cannot be read: { $path }
cli-doctor-mend-missing = Put it back from a backup, or run this as the account that the bot runs as.
cli-doctor-open-to-others = open to others too: { $path }
cli-doctor-mend-mode = chmod { $mode } { $path }
cli-doctor-key-inside = lies inside the data directory: { $path }
cli-doctor-mend-key-inside = Move the key to another directory, and correct the configuration.
cli-doctor-operational-key = Operational key
cli-doctor-signing-key = Signing key
cli-doctor-signer = Signatures are checked with: { $signer }
cli-doctor-mend-key = Put the right key file back; the database cannot be read without it.
cli-doctor-mend-signing-key = Put the key file of this installation back; with another one every report looks forged.
cli-doctor-sealing = Sealing
cli-doctor-mend-sealing = Install again, with the versions of requirements.lock.
cli-doctor-recovery = Recovery key
cli-doctor-digits = check digits { $fingerprint }; compare them with the recovery sheet
cli-doctor-mend-recovery = Put the recovery key's address back into recovery-recipient.txt.
cli-doctor-pack = Protocol pack
cli-doctor-pack-version = { $pack }, version { $version }
cli-doctor-mend-pack = Correct the pack; ruggensteun pack check points at the lines.
cli-doctor-sqlite = SQLite
cli-doctor-version = version { $version }
cli-doctor-sqlite-old = version { $version }. Before 3.51.3 a second writer can damage the database. The bot is the only writer and keeps others out; do not write to it with another program.
cli-doctor-migrations = Migrations
cli-doctor-up-to-date = up to date
cli-doctor-pending = still to do: { $names }
cli-doctor-mend-migrate = Stop the bot and run: ruggensteun migrate
cli-doctor-database = Database
cli-doctor-whole = whole
cli-doctor-mend-database = Put a backup back, or make an installation with ruggensteun init.
cli-doctor-pragmas = Settings of the database
cli-doctor-pragmas-off = not as they should be: { $names }
cli-doctor-mend-pragmas = Put the data on a local disk and start the bot again.
cli-doctor-audit = Audit log
cli-doctor-audit-whole = whole, { $lines } lines; write this down elsewhere: { $head }
cli-doctor-audit-broken = changed from line { $line } on
cli-doctor-mend-audit = Find out who could reach the database, and keep a copy of it as it is now.
cli-doctor-outbox = Outgoing messages
cli-doctor-outbox-depth = { $count } waiting
cli-doctor-dead = { $count } given up
cli-doctor-mend-dead = Phone whoever waits for a message, see in the log why it failed, and run: ruggensteun retry
cli-doctor-spool = Requests to the bot
cli-doctor-spool-waiting = { $count } waiting
cli-doctor-spool-unreadable = { $count } cannot be read
cli-doctor-mend-spool = Look in { $path } for what was made with another key or account, remove it, and do it again.
cli-doctor-people = Who receives reports
cli-doctor-role-filled = { $role }: { $count }
cli-doctor-role-empty = nobody takes part as { $role }, and that role handles reports
cli-doctor-role-invited = somebody was invited as { $role }; the link was not used yet
cli-doctor-mend-invite = ruggensteun invite --role { $role } --recipient FILE
cli-doctor-role-nobody = nobody takes part as { $role }; that role stands in or is informed
cli-doctor-no-recipient = somebody with the role { $role } has no key and can open nothing
cli-doctor-officer-no-recipient = somebody with the role { $role } has no key. When a report ends up there because others were left out, only the recovery key opens it
cli-doctor-mend-recipient = Remove that person with ruggensteun remove-person, and invite again with --recipient.
cli-doctor-blocked = somebody with the role { $role } blocked the bot and gets no message
cli-doctor-mend-blocked = Phone and ask them to let the bot back in.
cli-doctor-person-damaged = the data of { $person } was changed outside the bot; this person gets nothing any more
cli-doctor-mend-person = Find out who could reach the database. Give ruggensteun remove-person { $person }, and invite again.
cli-doctor-case-damaged = case { $row } was changed outside the bot, or is damaged; it stands still
cli-doctor-snapshot-damaged = the conversation of { $row } was changed outside the bot, or is damaged; it stands still
cli-doctor-mend-row = Find out who could reach the database. Restore the last good backup.
cli-doctor-alarm = Who hears it when the bot has trouble
cli-doctor-alarm-reaches = { $count } in a chat of their own
cli-doctor-alarm-nobody = nobody in a chat; invite somebody with ruggensteun invite --role administrator, and watch the health page too
cli-doctor-network = Network
cli-doctor-offline = not looked at: the token and the clock
cli-doctor-token = Token
cli-doctor-token-works = works: @{ $username }
cli-doctor-mend-token = See whether BotFather's token is in the file, and whether the server can reach Telegram.
cli-doctor-clock = Clock
cli-doctor-clock-unknown = cannot be compared: Telegram's server gave no time
cli-doctor-clock-off = is { $seconds } seconds off
cli-doctor-mend-clock = Set the clock right, for example with: timedatectl set-ntp true

## When it does not work

cli-demo-failed = The demonstration got stuck.
cli-error-stopped = Stopped.
cli-error-inside = Something went wrong inside Ruggensteun ({ $error_class }); nothing of the content is in this message, and --debug shows where it was.
cli-error-file = { $path } cannot be read or written: { $reason }.
cli-reason-missing = that file or folder is not there
cli-reason-denied = you have no right to
cli-reason-read-only = it can only be read there
cli-reason-not-a-folder = something in that place is a file and not a folder
cli-reason-a-folder = that is a folder and not a file
cli-error-exists = { $path } exists already, and nothing is ever overwritten; choose another place.
cli-error-keys-exist = { $path } exists already, and nothing is ever overwritten; name another directory for the keys with --keys.
cli-error-no-directory = There is no directory { $path }; make it first.
cli-error-keys-inside = The keys must not be inside the data directory; choose another directory with --keys.
cli-error-key-inside = The key { $path } lies inside the data directory; move it and correct the configuration.
cli-error-data-open = The data directory { $path } is open to others as well. Give: chmod 700 { $path }
cli-error-database-open = The database { $path } is open to others as well. Give: chmod 600 { $path }
cli-error-recovery-refused = The check digits were not confirmed; nothing was made.
cli-error-database-missing = There is no database yet; make one with ruggensteun init.
cli-error-database-damaged = The database is damaged, or is not one of this program; restore a backup.
cli-error-database-newer = The database was made by a newer version; install that version again.
cli-error-database-locked = The database is in use; stop the bot and try again.
cli-error-disk-full = The disk is full and nothing was kept; make room and try again.
cli-error-migrate-first = The database must be brought up to date first; run: ruggensteun migrate
cli-error-token = Telegram does not know this token; paste the right token from BotFather into the file.
cli-error-invite-token = { $reason } Or give the username of the bot with --username.
cli-error-another-poller = Another program is receiving this bot's messages already; stop it, or give this one its own token.
cli-error-network = Telegram cannot be reached; try again later, or give --username with an invitation.
cli-error-recipient = This is not a valid recipient; a recipient starts with age1pq1.
cli-error-recipient-file = { $path } cannot be read as a recipient.
cli-error-recipient-wanted = Whoever handles reports as { $role } needs a key; give the file with --recipient.
cli-error-recipient-not-wanted = No key goes with { $role }; leave out --recipient.
cli-error-recipient-recovery = This is the organisation's recovery key; everybody needs a key of their own.
cli-error-recipient-changed = Another key was waiting meanwhile; nothing was confirmed. Begin again, and find out who could reach the database.
cli-error-office = Give an office of the pack { $pack } with --office: { $offices }.
cli-error-office-not-wanted = No office goes with { $role }; leave out --office.
cli-error-role = The pack { $pack } has no such role; choose from: { $roles }.
cli-error-no-register = The protocol { $pack } has no anonymised register that a registrar sees.
cli-error-quarter = This quarter is not shown. Choose one that is over, up to and including { $newest }.
cli-error-days = An invitation is valid for 1 to { $most } days.
cli-error-name = A name has 1 to { $most } readable characters.
cli-error-no-invitation = There is no open invitation with this number; ruggensteun people shows them, and eight characters are enough.
cli-error-no-person = Nobody takes part under this number; ruggensteun people shows them, and eight characters are enough.
cli-error-pack-texts = The pack { $pack } is sound, but these texts are missing: { $keys }.
cli-error-export-what = Give the references of reports, or --all; not both.
cli-error-no-case = There is no report with reference { $reference }.
cli-error-nothing-sealed = Nothing was sealed yet, so there is nothing to export.
cli-error-nothing-sealed-in = Nothing was sealed for { $reference }, so there is nothing to export.
cli-error-no-dossier = { $path } does not exist.
cli-error-no-manifest = There is no manifest.json in { $path }, so the signatures cannot be checked; copy the whole folder.
cli-error-manifest = The manifest is damaged, or of a newer version; ask for a new export.
cli-error-not-in-manifest = This file is not in the manifest beside it; nothing was opened.
cli-error-other-signer = This export was signed with another key than the one you gave; nothing was opened.
cli-error-verifying-key = { $path } cannot be read as a key to check signatures with.
cli-error-part-missing = The part { $part } is missing or cannot be read; nothing was written.
cli-error-part-changed = The part { $part } was changed after the export; nothing was opened or written.
cli-error-part-forged = The signature of the part { $part } does not fit, so it may be forged; nothing was written.
cli-error-part-swapped = The part { $part } belongs to another report; nothing was written.
cli-error-part-damaged = The part { $part } is damaged; nothing was written.
cli-error-part-not-yours = The part { $part } is not sealed to this key; nothing was written.
cli-error-part-newer = The part { $part } was made by a newer version; update Ruggensteun on this computer.
cli-error-part-evidence = The part { $part } is another file than the report names; nothing was written.
cli-error-evidence-exists = { $path } has a file with such a name already, and nothing is ever overwritten; choose another directory.
cli-error-evidence-write = { $path } cannot be written to; none of the files was kept.
