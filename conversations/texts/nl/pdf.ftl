# Een dossier als pdf: ruggensteun open --pdf

pdf-title = Dossier { $reference }
pdf-subtitle = Melding van agressie, intimidatie of bedreiging tegen een politieke ambtsdrager
pdf-confidential = Vertrouwelijk
pdf-made = Gemaakt op { $at }
pdf-checked =
    Elk onderdeel is bij het openen gecontroleerd. Het is heel, en getekend door de server.
    Getekend met { $signer }
pdf-left-out =
    { $count ->
        [one] Eén vertrouwelijk onderdeel staat hier niet in: een bericht, een notitie of een antwoord over hoe het gaat.
       *[other] { $count } vertrouwelijke onderdelen staan hier niet in: berichten, notities en antwoorden over hoe het gaat.
    }
pdf-yes = ja
pdf-no = nee
pdf-none = Hierover staat niets in het dossier.

## In het kort

pdf-summary = In het kort
pdf-reference = Kenmerk
pdf-reporter = Melding van
pdf-sent = Verstuurd
pdf-incident = Het gebeurde
pdf-urgent = Spoed
pdf-safe = Veilig bij het melden
pdf-files = Bestanden als bewijs

## Voor de aangifte

pdf-aangifte = Voor de aangifte
pdf-protocol = Protocol
pdf-protocol-is = { $name }, versie { $version }
pdf-protocol-unknown = Het protocol van deze zaak staat niet op deze computer.
pdf-vpt = Code VPT (Veilige Publieke Taak)
pdf-vpt-told = Doorgegeven: { $when }
pdf-vpt-wanted = Hoort erbij volgens het protocol. Nog niet genoteerd als doorgegeven.
pdf-vpt-not-asked = Het protocol noemt de code niet. Er is niet genoteerd dat die is doorgegeven.
pdf-by = Wie doet aangifte
pdf-injured = Benadeelde
pdf-behalf = Namens
pdf-consent = Toestemming voor aangifte
pdf-consent-none = Aangifte is in deze zaak nog niet voorgesteld of gevraagd.
pdf-check-open = niet genoteerd
pdf-check-done = genoteerd
pdf-missing = Dit ontbreekt nog, of staat niet in het dossier:
pdf-missing-none = Er ontbreekt niets van wat hier is nagekeken.
pdf-missing-signature = De handtekening van de server is niet gecontroleerd: er lag geen manifest bij.
pdf-missing-report = De melding zelf zit niet in dit dossier.
pdf-missing-answer = Niet beantwoord: { $question }
pdf-missing-perpetrator = Wie het deed, is onbekend.
pdf-missing-evidence = Er zijn geen bestanden als bewijs.
pdf-missing-proposal = Aangifte is nog niet voorgesteld. Zonder ja van wie meldde, gebeurt er niets.
pdf-missing-consent = Er is geen ja dat geldt voor aangifte ({ $state }).
pdf-missing-check = Niet genoteerd: { $what }
pdf-missing-protocol = Wat het protocol verder vraagt, is niet nagekeken.

## De feiten

pdf-timeline = De feiten op volgorde
pdf-when = Wanneer
pdf-what = Wat
pdf-who = Wie
pdf-time-incident = Het voorval
pdf-time-sent = Melding van { $who }
pdf-time-supplement = Aanvulling op de melding
pdf-time-evidence = Bewijs { $number }: { $name }
pdf-words = De melding, in eigen woorden
pdf-supplement = Aanvulling, { $at }
pdf-edited = gewijzigd { $at }

## Wat er is gedaan

pdf-consents = Toestemming
pdf-measure = Maatregel
pdf-state = Stand
pdf-answers = Wie zei wat, en wanneer
pdf-police = Politie en justitie
pdf-damage = Schade
pdf-damage-number = Nr.
pdf-damage-what = Wat
pdf-damage-amount = Bedrag
pdf-damage-paid = Betaald
pdf-damage-recovered = Verhaald
pdf-private = Berichten, notities, gesprekken en nazorg
pdf-log = Logboek

## Bewijs

pdf-evidence = Bewijs
pdf-evidence-intro = Elk bestand zit in deze pdf als bijlage, precies zoals het is ontvangen. Open alleen wat je verwacht.
pdf-evidence-number = Bewijs { $number }
pdf-picture = Bewijs { $number }, een afbeelding die bij de melding is gestuurd
pdf-file-name = Naam van de bijlage
pdf-file-kind = Soort en grootte
pdf-bytes = { $count } bytes
pdf-caption = Bijschrift
pdf-origin = Doorgestuurd van
pdf-file-later = Later binnengekomen
pdf-index = Controlegetallen (SHA-256)
pdf-index-intro =
    Het eerste getal is van de inhoud, zoals die hier als bijlage in zit. Het tweede is van het verzegelde bestand dat de server tekende. Met een programma dat SHA-256 rekent, is elke bijlage na te gaan.
pdf-not-included = (niet bijgevoegd)

cli-open-pdf = Geschreven: { $path }. Het dossier staat hier leesbaar in, met de bijlagen. Bewaar het veilig, en verwijder het als het niet meer nodig is.
cli-error-pdf-missing = Voor een pdf is Typst nodig. Zet het erbij met: pip install typst
cli-error-pdf-failed = Van dit dossier kon geen pdf worden gemaakt. Er is niets geschreven.
cli-error-pdf-only = --complete en --pack horen bij --pdf.
cli-error-pdf-pack = Dit is niet het protocol van deze zaak, of niet die versie.
