### Wat er in een zaak gebeurt: voorstellen en instemmen, berichten, gesprekken, politie, schade, afronden.
### Bij een behandelaar begint een bericht dat vanzelf komt met notice: alleen nummer en stand, nooit inhoud.
### Namen van knoppen: hoogstens dertig tekens.

## Het menu van een zaak

button-case-menu = Wat kan ik doen?
button-to-propose = Voorstellen
button-message-reporter = Bericht sturen
button-talks = Gesprekken
button-ledger = Wat is afgesproken
button-police = Politie
button-damage = Schade
button-note = Notitie
button-to-closing = Afronden
case-button = { $reference }
case-button-urgent = SPOED { $reference }
case-colleague = { $who }
case-clocks = Wat nu loopt:
case-clocks-line = ▪ { $clock-key }: { $due-at }
case-actions = Wat openstaat:
case-unreadable = Nog niet alles te lezen voor: { $names }. Wie het dossier al kan lezen, verzegelt het opnieuw voor hen, op de eigen computer.
status-handled = In behandeling sinds: { $handled-at }

## Voorstellen

case-measures = Wat wil je voorstellen bij { $reference }? Wat al loopt, heeft een ✓.
action-card = { $measure-key }, bij { $reference }.
action-who =
    Besluit: { $decides-keys }
    Voert uit: { $carries-out-keys }
action-max-months = Duurt hoogstens { $months } maanden.
action-think-of = Denk hieraan:
button-propose = Stel dit voor
button-propose-with-words = Voorstellen met uitleg
button-announce = Laat dit weten
action-proposed = ✓ Voorgesteld bij { $reference }: { $measure-key }. Het blijft op slot tot er een ja is.
action-asks-you = Je contactpersoon ({ $role-key }) stelt iets voor bij { $reference }: { $measure-key }. Er gebeurt niets voordat jij ja zegt.
action-tells-you = Je contactpersoon ({ $role-key }) laat iets weten bij { $reference }: { $measure-key }. Hiervoor is je ja niet nodig.
action-explained = De uitleg erbij:
button-yes = Ja
button-yes-sure = Ja, dit mag
button-not-yet = Nog niet
button-no = Nee
button-ask-first = Ik heb eerst een vraag
action-sure = Zeg je ja tegen: { $measure-key }? Je mag je ja intrekken zolang het niet is uitgevoerd.
action-answered-yes = ✓ Je zei ja tegen: { $measure-key }. Je hoort het als het is gedaan. Bedenk je je? Trek je ja dan in.
action-answered-not-yet = ✓ Nog niet. { $measure-key } blijft op slot. Neem de tijd.
action-answered-no = ✓ Nee. { $measure-key } gebeurt niet. Later ja zeggen kan nog.
notice-answer-yes = Bij { $reference } is ja gezegd op een voorstel. Het mag nu worden uitgevoerd.
notice-answer-not-yet = Bij { $reference } is nog niet gezegd op een voorstel. Het blijft op slot.
notice-answer-no = Bij { $reference } is nee gezegd op een voorstel. Het blijft op slot.
button-take-back = Ik trek mijn ja in
button-take-back-sure = Ja, intrekken
button-leave-it = Laat het zo
action-take-back = Wil je je ja intrekken voor: { $measure-key }? Dan gaat het weer op slot.
action-taken-back-you = ✓ Ingetrokken. { $measure-key } staat weer op slot. Je contactpersoon weet het.
notice-taken-back = STOP bij { $reference }: een ja is ingetrokken. Voer dat niet uit.
action-now = { $measure-key }, bij { $reference }. Wat wil je?
button-answer-named = { $measure-key }
button-ask-for = Vraag om een maatregel
action-what-to-ask = Waar wil je om vragen bij { $reference }? Je contactpersoon bespreekt het met je. Er gebeurt niets voordat jij daarna ja zegt.
action-asked-you = ✓ Je vroeg om: { $measure-key }. Je contactpersoon komt erop terug.
notice-action-asked = Bij { $reference } wordt om een maatregel gevraagd.
button-look-at-it = Bekijken
button-drop = Voorstel intrekken
button-drop-named = Intrekken: { $measure-key }
button-carried-out = Dit is uitgevoerd
button-done-named = Gedaan: { $measure-key }
action-done = ✓ Genoteerd: { $measure-key } is uitgevoerd. De melder weet dat nu.
action-done-you = Bij { $reference } is uitgevoerd waar je ja op zei of wat je is verteld: { $measure-key }.
action-done-police = Je hoort van je contactpersoon hoe het bij de politie verdergaat.
action-dropped = ✓ Ingetrokken: { $measure-key }. De melder weet dat nu.
action-dropped-you = Bij { $reference } gaat dit niet door: { $measure-key }. Was er een ja, dan geldt die niet meer.
toast-proposed-already = Dit ligt er al. Kijk bij wat is afgesproken.
toast-carried-out-already = Dat was al genoteerd.
toast-locked = Op slot. Dit mag pas na een ja van de melder.
toast-action-over = Dit is al klaar.
toast-asked-already = Dit loopt al. Kijk bij wat is afgesproken.
toast-answered-already = Dat had je al gezegd.
toast-too-late = Het is al uitgevoerd. Intrekken kan niet meer. Stuur een bericht als er iets mis is.

## Schrijven

write-message-handler = Wat wil je schrijven bij { $reference }? Je bericht gaat meteen naar de melder. Het komt ook verzegeld in het dossier.
write-message-reporter = Wat wil je schrijven bij { $reference }? Je bericht gaat meteen naar je contactpersoon. Het komt ook verzegeld in het dossier.
write-question = Wat wil je weten? Je vraag gaat meteen naar je contactpersoon. Antwoorden op het voorstel kan daarna nog.
write-propose = Schrijf een korte uitleg bij je voorstel. Het voorstel gaat daarmee meteen naar de melder.
write-note = Schrijf je notitie bij { $reference }. Die wordt meteen verzegeld. Wis daarna zelf je bericht hier als je dat wilt.
write-police-note = Schrijf je opmerking over de politie bij { $reference }. Die wordt meteen verzegeld.
write-damage = Wat is er stuk, kwijt of betaald? Je beschrijving bij { $reference } wordt meteen verzegeld.
write-amount = Om welk bedrag gaat het bij { $reference }? Typ alleen het bedrag, zoals 1.250,50. Nog niet bekend? Typ /stop.
write-paid = Hoeveel heeft de organisatie nu in totaal betaald, bij { $reference }? Typ alleen het bedrag.
write-recovered = Hoeveel is nu in totaal op de dader verhaald, bij { $reference }? Typ alleen het bedrag.
write-opinion = Hoe vond je dat het ging? Wat je schrijft, gaat naar je contactpersoon.
write-amount-unclear = Daar lees ik geen bedrag in. Typ alleen het bedrag, zoals 75 of 1.250,50.
write-no-files = Bestanden kan ik hier niet doorgeven. Voeg ze toe aan je melding, bij Wat heb ik gemeld. Schrijf hier je bericht, of typ /stop.
write-no-files-handler = Bestanden kan ik hier niet doorgeven. Schrijf een bericht, of typ /stop.
write-done = Goed. Wat je nu typt, gaat nergens meer naartoe.
write-refused = Dat is niet verstuurd en niet bewaard. Deze zaak ligt niet meer bij jou, of is klaar.
button-reply = Antwoorden
button-done = Klaar
button-message-handler = Bericht aan contactpersoon
case-message-from-reporter = Bericht van de melder bij { $reference }:
case-message-from-handler = Bericht van je contactpersoon ({ $role-key }) bij { $reference }:
case-message-sent = ✓ Verstuurd. Wil je nog iets kwijt? Typ gerust verder.
case-question = Vraag van de melder bij { $reference }, over: { $measure-key }.
case-question-sent = ✓ Je vraag is verstuurd. Antwoord op het voorstel wanneer jij wilt.
case-note-sealed = ✓ Verzegeld bij { $reference }. Hier blijft er niets van bewaard. Nog iets? Typ verder.
case-words-gone = Dit bericht is al bezorgd. Het staat in het dossier.
notice-message = Bij { $reference } kwam een bericht voor wie het behandelt.

## Gesprekken

button-talk-in-0 = Vandaag
button-talk-in-1 = Morgen
button-talk-in-2 = Overmorgen
button-talk-in-7 = Over een week
button-talk-said = Het gesprek is geweest
button-talk-offered = Alleen aangeboden
button-talk-declined = Melder wil het niet
button-talk-no-need = Dat hoeft voor mij niet
button-talk-yes = Ja, dat klopt
button-talk-not = Nee
talk-noted = ✓ Genoteerd bij { $reference }: { $talk-key }. De melder weet dat nu.
talk-planned-you = Je contactpersoon wil je spreken: { $talk-key }, rond { $day-at }. Komt dat niet uit? Stuur een bericht.
talk-offered-you = Je contactpersoon biedt je een gesprek aan: { $talk-key }. Laat weten wanneer het je past.
talk-said = ✓ Genoteerd bij { $reference }. Ik vraag de melder of het { $talk-key } er is geweest. Pas dan telt het.
talk-said-you = Je contactpersoon zegt dat jullie het { $talk-key } hebben gehad. Klopt dat?
talk-confirmed-you = ✓ Genoteerd: jullie hadden het { $talk-key }.
talk-denied-you = ✓ Genoteerd. Het { $talk-key } staat nog open. Je contactpersoon weet dat.
talk-declined-you = ✓ Genoteerd: het { $talk-key } hoeft voor jou nu niet. Bedenk je je? Stuur een bericht.
notice-talk-held = Bij { $reference } is bevestigd dat een gesprek er is geweest.
notice-talk-denied = Bij { $reference } is gezegd dat een gesprek er nog niet is geweest. Het staat weer open.
notice-talk-declined = Bij { $reference } is gezegd dat een gesprek nu niet hoeft. Houd zelf contact.
notice-talk-late = Bij { $reference } had een gesprek er al moeten zijn. Plan het, of noteer wat er is.
talk-state-offered = aangeboden
talk-state-planned = gepland
talk-state-said = gehouden volgens de behandelaar
talk-state-held = gehouden
talk-state-declined = hoeft niet

## Politie

case-police = Politie, bij { $reference }. Wat gedaan is, heeft een ✓.
button-check-vpt = Code VPT doorgegeven
button-check-mandate = Machtiging is er
button-check-klachtdelict = Dit is een klachtdelict
button-check-klacht = Klacht is ingediend
button-check-prosecutor = OM weet ervan
button-check-explained = Melder lichtte zelf toe
button-progress-investigation = Onderzoek loopt
button-progress-prosecutor = Zaak ligt bij het OM
button-progress-dismissed = Geen vervolging
button-progress-hearing = Er komt een zitting
button-progress-verdict = Er is een uitspraak
button-police-note = Opmerking, verzegeld
progress-you = Nieuws van politie of OM bij { $reference }:
progress-investigation = Het onderzoek loopt.
progress-prosecutor = De zaak ligt bij het Openbaar Ministerie.
progress-dismissed = Er komt nu geen vervolging. Je contactpersoon bespreekt met je wat dat betekent.
progress-hearing = Er komt een zitting. Je contactpersoon bespreekt met je of je erbij wilt zijn.
progress-verdict = Er is een uitspraak. Je contactpersoon bespreekt die met je.
progress-told = ✓ Genoteerd bij { $reference }. De melder weet dat nu. Leg zelf even uit wat het betekent.
progress-tell-council = Het protocol zegt: de raad hoort ook wat de vervolging oplevert. Alleen met instemming van de melder.

## Schade

case-damage = Schade, bij { $reference }.
button-damage-new = Nieuwe schade
button-damage-amount = Bedrag van schade { $number }
button-damage-paid = Betaald { $number }
button-damage-recovered = Verhaald { $number }
damage-recorded-you = Je contactpersoon heeft schade genoteerd bij { $reference }.
damage-noted = ✓ Genoteerd bij { $reference }.
damage-paid-you = De organisatie heeft bij { $reference } aan schade betaald: { $amount }.
damage-recovered-you = Op de dader is bij { $reference } verhaald: { $amount }.
amount-unknown = bedrag nog niet bekend

## Klokken

button-my-clocks = Welke tijd loopt er?
my-clocks = Wat er loopt, het eerste bovenaan:
my-clocks-none = Er loopt nu niets.
my-clocks-line = ▪ { $reference }, { $clock-key }: { $due-at }
clock-receipt = ontvangst bevestigen
clock-labour = Arbeidsinspectie
clock-silence = iets laten horen
clock-closing = antwoord over afronden
clock-talk-first = eerste gesprek
clock-talk-second = tweede gesprek
clock-talk-third = derde gesprek
button-injury = Er is iemand gewond
button-labour-notified = Gemeld bij Arbeidsinspectie
button-labour-not-applicable = Niet van toepassing
case-labour = Bij { $reference } loopt nu de tijd voor de Arbeidsinspectie, tot { $due-at }. Het gaat om de dood, ziekenhuis of blijvende schade. Geef aan wat geldt.
case-labour-notified = ✓ Genoteerd bij { $reference }: gemeld bij de Arbeidsinspectie.
case-labour-not-applicable = ✓ Genoteerd bij { $reference }: de Arbeidsinspectie is niet van toepassing.
notice-labour = Bij { $reference } loopt de tijd voor de Arbeidsinspectie: binnen 24 uur. Geef aan of het gemeld is, of dat het niet geldt.
notice-labour-late = TE LAAT bij { $reference }: over de Arbeidsinspectie is nog niets gezegd. Doe dat nu.
notice-labour-late-informed = Ter informatie bij { $reference }: over de Arbeidsinspectie is niet op tijd iets gezegd. Vraag ernaar.
notice-silence = Bij { $reference } heeft de melder al te lang niets gehoord. Stuur nu iets, ook als er geen nieuws is.
toast-noted = ✓ Genoteerd.
toast-noted-already = Dat was al genoteerd.

## Wie dit doet

button-hand-over = Overdragen
button-accept = Ik neem dit over
button-stand-in = Vervanger bij vakantie
button-back-again = Ik ben er weer
button-recuse = Ik trek me terug
button-recuse-sure = Ja, ik trek me terug
case-hand-over-whom = Aan wie draag je { $reference } over? Jij houdt het tot de ander het overneemt.
case-stand-in-whom = Wie neemt voor je waar? Dat geldt voor al je zaken, tot jij er weer bent.
case-nobody-else = Er is nu niemand anders die dit mag doen. Vraag de beheerder om iemand uit te nodigen.
case-hand-over-asked = ✓ Gevraagd. Tot de ander het overneemt, ligt { $reference } bij jou.
notice-hand-over = Je wordt gevraagd om { $reference } over te nemen.
notice-hand-over-waits = { $reference } is nog niet overgenomen. Het ligt dus nog bij jou.
notice-accepted = { $reference } is overgenomen. Je krijgt er geen bericht meer over.
case-accepted = ✓ { $reference } ligt nu bij jou. Kun je het dossier nog niet lezen? Wie het had, verzegelt het opnieuw voor jou.
case-accepted-you = Bij { $reference } heb je een nieuwe contactpersoon: { $role-key }. Wat je eerder afsprak, blijft staan.
case-recuse = Trek je je terug uit { $reference }? Dan zie en hoor je er niets meer van. Een ander krijgt meteen bericht.
case-recused = ✓ Je hebt je teruggetrokken uit { $reference }. Je krijgt er niets meer over.
case-recuse-nobody = Er is niemand anders ingeschreven die { $reference } kan overnemen. Vraag de beheerder nu om iemand uit te nodigen.
case-recused-you = Bij { $reference } neemt een ander het over. Wat je eerder afsprak, blijft staan.
notice-recused = Iemand trok zich terug uit { $reference }. Daarom krijg jij nu bericht. Bevestig dat je dit hebt gezien.
case-stand-in-named = ✓ Genoteerd. Je vervanger krijgt bericht van al je zaken. Meld je hier als je er weer bent.
case-stand-in-not-everywhere = Let op: niet al je zaken mogen naar deze vervanger. Die blijven bij jou. Draag ze zelf over.
notice-stand-in = Je neemt waar voor een collega: { $reference } komt nu ook bij jou.
case-back-again = ✓ Welkom terug. Je zaken liggen weer alleen bij jou.
notice-back-again = Je collega is er weer. { $reference } hoef jij niet meer waar te nemen.
toast-not-for-you = Dit is niet aan jou gevraagd.

## Afronden

case-closing = { $reference } afronden? De melder wordt altijd eerst gevraagd.
button-ask-closing = Vraag het de melder
button-close = Rond nu af
button-reopen = Opnieuw openen
closing-asked = ✓ Gevraagd bij { $reference }. Komt er geen antwoord voor { $due-at }, dan hoor je dat.
closing-asked-you = Je contactpersoon wil { $reference } afronden. Is het voor jou ook klaar? Graag antwoord voor { $due-at }.
button-closing-yes = Ja, het is klaar
button-closing-no = Nee, nog niet
button-closing-opinion = Zo vond ik het gaan
closing-not-yet-you = ✓ Het blijft open. Vertel je contactpersoon wat er nog nodig is.
closing-opinion-kept = ✓ Dank je. Je contactpersoon krijgt dit.
case-opinion = Bij { $reference } vertelt de melder hoe het ging:
notice-closing-not-yet = { $reference } mag nog niet worden afgerond. Vraag wat er nog nodig is.
notice-closing-unanswered = Over het afronden van { $reference } kwam geen antwoord. Bel eerst even. Daarna kun je het afronden.
case-closed-you = { $reference } is afgerond. Gebeurt er weer iets, of wil je toch nog praten? Dan sta ik voor je klaar.
notice-closed = { $reference } is afgerond.
case-reopened-you = { $reference } is weer geopend. Je contactpersoon gaat ermee verder.
notice-reopened = { $reference } is weer geopend. Wat eerder niet is uitgevoerd, heeft een nieuw ja nodig.
toast-closing-asked = Dat is al gevraagd.
toast-ask-first = Vraag het eerst aan de melder.
toast-is-report = Dit is al een melding.
button-offer-report = Melding ervan maken?
button-no-report-needed = Nee, laat het hierbij
report-offered = ✓ Gevraagd. Alleen de melder beslist of { $reference } een melding wordt.
report-offered-you = Wil je van { $reference } een melding maken? Dat beslis jij. Zonder melding wordt er niets vastgelegd.
report-declined-you = ✓ Goed. Het wordt geen melding.
notice-report-declined = { $reference } wordt geen melding. Dat is zo besloten door wie het vroeg.

## Wat is afgesproken

case-ledger = Wat er is afgesproken en gedaan bij { $reference }:
ledger-empty = Nog niets.
ledger-history = Wie deed wat, en wanneer:
ledger-you = jij
ledger-line-action = ▪ { $measure-key }: { $state-key }
ledger-line-talk = ▪ { $talk-key }: { $state-key }
ledger-line-damage = ▪ Schade { $number }: { $amount }, betaald { $paid }, verhaald { $recovered }
ledger-line-labour-running = ▪ Arbeidsinspectie: nog niet beantwoord
ledger-line-labour-notified = ▪ Arbeidsinspectie: gemeld
ledger-line-labour-not-applicable = ▪ Arbeidsinspectie: niet van toepassing
action-state-asked = gevraagd, nog niet voorgesteld
action-state-proposed = voorgesteld, op slot tot een ja
action-state-proposed-free = verteld, ja is niet nodig
action-state-agreed = ja gezegd
action-state-not-yet = nog niet, op slot
action-state-refused = nee, op slot
action-state-taken-back = ja ingetrokken, op slot
action-state-carried-out = uitgevoerd
action-state-dropped = gaat niet door
ledger-proposed = stelde voor
ledger-asked = vroeg erom
ledger-yes = zei ja
ledger-not-yet = zei nog niet
ledger-no = zei nee
ledger-taken-back = trok het ja in
ledger-carried-out = voerde uit
ledger-dropped = stopte ermee
ledger-question = stelde eerst een vraag
ledger-talk-planned = plande een gesprek
ledger-talk-offered = bood een gesprek aan
ledger-talk-said = noteerde een gesprek
ledger-talk-held = bevestigde een gesprek
ledger-talk-denied = zei dat een gesprek er niet was
ledger-talk-declined = een gesprek hoeft niet
ledger-check-vpt = code VPT doorgegeven
ledger-check-mandate = machtiging is er
ledger-check-klachtdelict = het is een klachtdelict
ledger-check-klacht = klacht is ingediend
ledger-check-prosecutor = OM weet ervan
ledger-check-explained = melder lichtte zelf toe
ledger-uncheck-vpt = code VPT toch niet doorgegeven
ledger-uncheck-mandate = machtiging is er toch niet
ledger-uncheck-klachtdelict = het is geen klachtdelict
ledger-uncheck-klacht = klacht is er toch niet
ledger-uncheck-prosecutor = OM weet het toch nog niet
ledger-uncheck-explained = melder lichtte niet zelf toe
ledger-progress-investigation = het onderzoek loopt
ledger-progress-prosecutor = de zaak ligt bij het OM
ledger-progress-dismissed = geen vervolging
ledger-progress-hearing = er komt een zitting
ledger-progress-verdict = er is een uitspraak
ledger-damage = noteerde schade
ledger-damage-amount = noteerde het bedrag
ledger-damage-paid = noteerde wat is betaald
ledger-damage-recovered = noteerde wat is verhaald
ledger-injury = noteerde dat iemand gewond is
ledger-labour-notified = meldde bij de Arbeidsinspectie
ledger-labour-not-applicable = Arbeidsinspectie niet van toepassing
ledger-hand-over = vroeg een ander om over te nemen
ledger-accepted = nam het over
ledger-recused = trok zich terug
ledger-stand-in = wees een vervanger aan
ledger-back-again = is er weer
ledger-closing-asked = vroeg om af te ronden
ledger-closing-agreed = vond het klaar
ledger-closing-not-yet = vond het nog niet klaar
ledger-closed = rondde af
ledger-reopened = opende opnieuw
ledger-report-offered = vroeg of het een melding wordt
ledger-report-declined = maakte er geen melding van
ledger-new-threat = meldde een nieuwe dreiging
ledger-withdrawn = trok de melding in

write-lapsed = Dat is even geleden. Ik heb dit niet doorgestuurd en niet bewaard. Open de zaak en tik opnieuw op bericht of notitie.
