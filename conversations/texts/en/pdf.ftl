# A dossier as a pdf: ruggensteun open --pdf

pdf-title = Dossier { $reference }
pdf-subtitle = Report of aggression, intimidation or threat against a political office-holder
pdf-confidential = Confidential
pdf-made = Made on { $at }
pdf-checked =
    Every part was checked when it was opened. It is whole, and signed by the server.
    Signed with { $signer }
pdf-left-out =
    { $count ->
        [one] One confidential part is not in here: a message, a note or an answer about how it goes.
       *[other] { $count } confidential parts are not in here: messages, notes and answers about how it goes.
    }
pdf-yes = yes
pdf-no = no
pdf-none = The dossier says nothing about this.

## In short

pdf-summary = In short
pdf-reference = Reference
pdf-reporter = Reported by
pdf-sent = Sent
pdf-incident = It happened
pdf-urgent = Urgent
pdf-safe = Safe when reporting
pdf-files = Files as evidence

## For the police report

pdf-aangifte = For the report to the police (aangifte)
pdf-protocol = Protocol
pdf-protocol-is = { $name }, version { $version }
pdf-protocol-unknown = This case's protocol is not on this computer.
pdf-vpt = Code VPT (Veilige Publieke Taak)
pdf-vpt-told = Passed on: { $when }
pdf-vpt-wanted = Belongs to it, says the protocol. Not noted as passed on yet.
pdf-vpt-not-asked = The protocol does not name the code. It was not noted as passed on.
pdf-by = Who reports to the police
pdf-injured = Injured party
pdf-behalf = On behalf of
pdf-consent = Consent for the aangifte
pdf-consent-none = An aangifte was not proposed or asked for in this case yet.
pdf-check-open = not noted
pdf-check-done = noted
pdf-missing = This is missing still, or is not in the dossier:
pdf-missing-none = Nothing is missing of what was looked at here.
pdf-missing-signature = The server's signature was not checked: there was no manifest.
pdf-missing-report = The report itself is not in this dossier.
pdf-missing-answer = Not answered: { $question }
pdf-missing-perpetrator = Who did it is not known.
pdf-missing-evidence = There are no files as evidence.
pdf-missing-proposal = An aangifte was not proposed yet. Without a yes of the reporter nothing happens.
pdf-missing-consent = There is no standing yes for an aangifte ({ $state }).
pdf-missing-check = Not noted: { $what }
pdf-missing-protocol = What else the protocol asks was not looked at.

## The facts

pdf-timeline = The facts in order
pdf-when = When
pdf-what = What
pdf-who = Who
pdf-time-incident = The incident
pdf-time-sent = Report by { $who }
pdf-time-supplement = Addition to the report
pdf-time-evidence = Evidence { $number }: { $name }
pdf-words = The report, in their own words
pdf-supplement = Addition, { $at }
pdf-edited = changed { $at }

## What was done

pdf-consents = Consent
pdf-measure = Measure
pdf-state = Where it stands
pdf-answers = Who said what, and when
pdf-police = Police and prosecution
pdf-damage = Damage
pdf-damage-number = No.
pdf-damage-what = What
pdf-damage-amount = Amount
pdf-damage-paid = Paid
pdf-damage-recovered = Recovered
pdf-private = Messages, notes, talks and aftercare
pdf-log = Log

## Evidence

pdf-evidence = Evidence
pdf-evidence-intro = Every file is in this pdf as an attachment, exactly as it was received. Open only what you expect.
pdf-evidence-number = Evidence { $number }
pdf-picture = Evidence { $number }, a picture that was sent with the report
pdf-file-name = Name of the attachment
pdf-file-kind = Kind and size
pdf-bytes = { $count } bytes
pdf-caption = Caption
pdf-origin = Forwarded from
pdf-file-later = Came in later
pdf-index = Hashes (SHA-256)
pdf-index-intro =
    The first number is of the content, as it is attached here. The second is of the sealed file that the server signed. Any program that computes SHA-256 can check an attachment.
pdf-not-included = (not attached)

cli-open-pdf = Written: { $path }. The dossier can be read in it, with its attachments. Keep it safe, and delete it when it is no longer needed.
cli-error-pdf-missing = A pdf needs Typst. Add it with: pip install typst
cli-error-pdf-failed = This dossier could not be made into a pdf. Nothing was written.
cli-error-pdf-only = --complete and --pack belong to --pdf.
cli-error-pdf-pack = This is not the protocol of this case, or not that version.
