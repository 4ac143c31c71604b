### Operations: backup, rotating keys, removal, the audit log. And what of it shows in the conversation.

## Audit log

op-audit-whole = The audit log is whole: { $lines } lines. Note this somewhere else: { $head }
op-audit-noted = The line that was noted is still in it, exactly so.
op-audit-other-head = The audit log itself is whole, but line { $line } is another one than you noted. First see whether you typed it over correctly. You did? Then the log was made anew: find out who had access, and keep a copy of the database as it is now.
op-audit-broken = The audit log was changed: line { $line } does not fit what comes before it. Restore a backup, and find out who had access.
op-audit-cut = The audit log was cut off: it ends before the line that was noted, at line { $line }. Find out who had access.
op-audit-head-wrong = That is neither a head that was noted nor a check number. A head is a number, a hyphen and 16 characters; a check number is four groups of four.
op-audit-head-missing = This check number is not in the log. Lines were cut off its end, or the log was made anew. Find out who could reach it, and keep a copy of the database as it is now.
op-audit-empty = The audit log is empty.
op-audit-number = Line
op-audit-at = When
op-audit-who = Who
op-audit-what = What
op-audit-about = About
op-audit-administrator = administrator
op-audit-clock = the clock
op-audit-invitation = invitation { $subject }
op-audit-key = operational key { $subject }
op-audit-installation = this installation
op-audit-gone = { $subject } (removed or unknown)

## Backup

op-backup-writing = Working
op-backup-done = Backup made and read back: { $path }
op-backup-size = { $files } files, { $megabytes } MB. SHA-256: { $sha256 }
op-backup-without-keys = The keys are not in it. To restore it, the operational key { $key_id } is needed too, and the signing key.
op-backup-with-keys = The operational key and the signing key are in it.
op-backup-missing = Note: { $count } files of evidence that the database knows were not there.
op-backup-noted = The bot is running and writes the line in the audit log within seconds.
op-backup-inside = Do not put the backup in the data directory: each next one would grow with it.
op-restore-done = Restored in { $path }. Everything was checked: { $files } files, { $envelopes } sealed parts.
op-restore-made = Made on { $made_at }. Head of the audit log: { $head } – compare it with what you noted.
op-restore-keys = The keys are in { $path }.
op-restore-no-keys = There were no keys in it. Needed: the operational key { $key_id }, and the signing key.
op-restore-damaged-audit = The audit log in this backup does not fit; use another one.

## Rotating the key

op-rotate-confirm = Keep a copy of the present key first: backups made until now still need it. Go on? (yes/no){ " " }
op-rotate-stopped = Nothing was changed.
op-rotate-resumed = An earlier rotation was not finished; it goes on now.
op-rotate-done = Done: { $count } values are under the new key { $key_id }. The old one is gone from the key file.
op-rotate-waits = { $count } values are under the new key { $key_id }. The old one stays in the key file until { $until }: there are open invitations. Give this command again after that, or now with --revoke-invitations.
op-rotate-revoked = Invitations taken back: { $count }. Invite those people again.
op-rotate-unreadable = { $count } values were damaged already and stayed as they were.
op-doctor-rotating = a rotation is not finished; give again: ruggensteun rotate-key

## Removing

op-remove-confirm = Everything of { $reference } goes: report, evidence, messages and check-ins. This cannot be undone. Go on? (yes/no){ " " }
op-remove-done = { $reference } was removed: { $files } files and { $rows } records. It stays in earlier backups until those are gone.
op-remove-log-later = Another program is still reading the database. The last traces go within a day after that, when the bot runs.
op-remove-open = { $reference } has not ended yet. Have the case closed or withdrawn first, or give the command with --open.
op-remove-asked = The bot is running and removes { $reference } within seconds. Whether it was done, shows: ruggensteun audit show

## Given up

op-dead-none = Nothing was given up.
op-dead-messages = Messages that were given up
op-dead-updates = Messages from Telegram that could not be handled
op-dead-for = For whom
op-dead-at = Given up at
op-dead-why = Why
op-dead-how = Phone whoever waits for it. Is the cause gone? Then give: ruggensteun retry

## In the conversation

audit-check-number = Check number of the log: { $number }
retention-notice-reporter = { $reference } has ended. On { $removed-at } I remove everything that belongs to it. Should it be kept longer? Tell the person who helped you, and the case can be opened again.
retention-notice-handler = { $reference } has ended. On { $removed-at } everything that belongs to it is removed. Should it be kept longer? Then open the case again. Want to keep something? Save the dossier before that day.

mydata-intro = This is what I keep about you. What you sent is sealed: I can no longer read it. Ask the person who handles your report.
mydata-person = Who you are: { $name }, { $office-key }. You get messages in { $language-key }.
mydata-language-nl = Dutch
mydata-language-en = English
mydata-phone = Your phone number for a call: { $phone }
mydata-draft = You are writing a report. This is in it:
mydata-no-draft = You are not writing a report.
mydata-reports = What you sent:
mydata-no-reports = You have not sent anything yet.
mydata-report = ▪ { $reference }, sent { $sent-at }: { $state }
mydata-report-gone = ▪ { $reference }, sent { $sent-at }
mydata-check-ins = When I ask or asked how you are:
mydata-check-in = ▪ { $due-at }, about { $reference }: { $state }
mydata-check-in-planned = planned
mydata-check-in-asked = asked
mydata-check-in-answered = answered
mydata-check-in-skipped = skipped
mydata-check-in-stopped = stopped
mydata-check-in-unanswered = no answer
mydata-check-in-stale = not asked, it was too late
mydata-check-in-cancelled = cancelled
mydata-rest = I also know your Telegram number and which messages are in this chat. A log says who did what and when, without content. Want something removed? Tell the person who handles your report.

## The aftercare

op-tally-few = Not yet five answers. Below five nothing is shown, so that nobody can be recognised.
op-tally-group = Up to { $month }: helped { $helped }, a little { $so_so }, did not help { $not_helped } (of { $total }).
op-tally-all = Together: helped { $helped }, a little { $so_so }, did not help { $not_helped } (of { $total }). The count grows by five.
op-tally-lines = { $count } sealed lines are in { $path }. A case handler opens them with ruggensteun open.
op-tally-no-lines = There are not yet five lines. Nothing was written in { $path } (now { $count }).
