### Een melding schrijven: veiligheid eerst, dan steeds één vraag.

## Ben je veilig?

report-safety = Eerst dit: ben je nu veilig?
button-safe = Ja, ik ben veilig
button-not-safe = Nee, ik ben niet veilig
button-no-report = Dit is geen melding
button-safe-now = Ik ben nu veilig

emergency-card =
    Bel nu { $emergency }.

    ▪ Zeg waar je bent en wat er gebeurt.
    ▪ Noem je ambt: { $office-key }. Daarop kan de politie opschalen.
emergency-until =
    Tot de politie er is:
    ▪ Jouw veiligheid gaat voor alles.
    ▪ Blijf rustig. Daag niet uit.
emergency-until-give-in =
    Tot de politie er is:
    ▪ Jouw veiligheid gaat voor alles.
    ▪ Geef de ander zijn zin, en laat dat ook zien.
    ▪ Blijf rustig. Daag niet uit.
emergency-desk = Hulp dichtbij: { $desk-key }, { $desk }.
emergency-police = Heeft het geen haast? De politie is er ook op { $police }.
office-unknown = wat je doet, en voor welk bestuur

report-urgent =
    Dit is ernstig. Goed dat je het vertelt.

    Is het nog bezig, of ben je bang dat het terugkomt? Bel dan eerst { $emergency } en noem je ambt: { $office-key }. Deze melding kan wachten.

    Ben je wel veilig? Ga dan hier verder. Je melding krijgt voorrang zodra je die verstuurt.

## De vragen

report-progress = Stap { $number } van { $total }
answer-so-far = Dit heb ik al van je:

ask-what-happened =
    Wat is er gebeurd?

    Vertel het zoals het komt, getypt of ingesproken. Het mag in stukjes. Iets doorsturen mag ook.

    Alleen deze vraag is nodig. Al het andere mag je overslaan.

ask-when =
    Wanneer was het?

    Tik op een knop, of typ het. Bijvoorbeeld: vrijdagavond rond half acht.
when-now = Nu, of net
when-today = Vandaag
when-yesterday = Gisteren

ask-channel =
    Hoe kwam het bij je?

    Kies alles wat past.

ask-behaviour =
    Wat voor gedrag was het?

    Kies alles wat past. Past niets helemaal? Typ het dan in je eigen woorden.

ask-target =
    Op wie was het gericht?

    Kies alles wat past.
report-home-front = Ook wie thuis geraakt wordt, telt mee. Straks vraag ik wat jullie zou helpen.

ask-injury =
    Is er iemand gewond?

    Ook iets kleins telt, en ook als het later bleek.
injury-yes = Ja
injury-no = Nee
injury-unsure = Dat weet ik niet

ask-perpetrator =
    Weet je wie het deed?

    Typ wat je weet: een naam, account, telefoonnummer of mailadres. Je hoeft niets uit te zoeken.
perpetrator-unknown = Dat weet ik niet

ask-perpetrator-earlier =
    Is zoiets eerder gebeurd door dezelfde persoon?

    Bij jou, een collega of een ambtenaar: alles telt mee. Een voorbeeld typen mag.
earlier-yes = Ja, eerder ook
earlier-no = Nee, voor zover ik weet
earlier-unsure = Dat weet ik niet

ask-perpetrator-office =
    Is de dader zelf politieke ambtsdrager?

    Bijvoorbeeld een collega uit de raad, de Staten of het bestuur. Ook dan telt je melding.
office-holder-yes = Ja
office-holder-no = Nee
office-holder-unsure = Dat weet ik niet

ask-effect =
    Wat doet het met je?

    Elk antwoord is goed. Ook als het je weinig doet, telt je melding.

ask-weight =
    Hoe zwaar is het voor je?

    0 is niet zwaar, 10 is heel zwaar.
weight-option = { $number }
weight-answer = { $number } op een schaal van 0 tot 10

ask-functioning = Lukt het nu een beetje, in je werk en thuis?
functioning-both = Ja, allebei
functioning-work = Werk wel, thuis niet zo
functioning-home = Thuis wel, werk niet zo
functioning-neither = Allebei niet zo

ask-response =
    Wat deed jij, en hoe liep het contact?

    Niets gedaan? Dat is ook een antwoord.

ask-support =
    Welke steun heb je al gehad?

    Van thuis, je fractie, de griffier of iemand anders. Geen steun gehad? Zeg dat gerust.

ask-follow-up-self =
    Wat zou jou nu helpen?

    Kies alles wat past. Je zit nergens aan vast.

ask-follow-up-perpetrator =
    Wat zou je willen richting de dader?

    Dit is een wens, nog geen toestemming. Er gebeurt niets voordat jij ja zegt.

ask-who-may-know =
    Wie mogen hiervan weten?

    Kies alles wat past. Aan het eind zie je wie je melding krijgt.

ask-left-out =
    Moet iemand je melding juist niet krijgen?

    Bijvoorbeeld omdat het over die persoon gaat. Wie je hier kiest, sla ik over.
left-out-nobody-remains = Dan kan niemand je melding meer lezen. Laat ten minste één van hen staan.

ask-evidence =
    Heb je bewijs? Stuur het hier.

    Foto, screenshot, document, spraak, video of link. Per bestand hoogstens { $megabytes } MB.

    ▪ Stuur het als bestand. Dan blijft het origineel heel.
    ▪ Schrijf erbij wie het plaatste.
    ▪ Reageer niet op de dader.

## Tijdens het schrijven

noted = ✓ Bewaard. Je mag nog iets toevoegen, of verdergaan.
noted-when = ✓ Bewaard.
moment-read = Ik lees: { $moment }. Klopt dat niet? Typ het dan nog een keer.
moment-not-read = Je woorden staan erin zoals je ze typte. Een datum haalde ik er niet uit. Dat is niet erg.
report-text-kept = ✓ Wat je schreef, is bewaard. Het is nog niet verstuurd.
report-evidence-kept = Je bestand komt binnen. Zodra het veilig staat, zie je een ✓. Er is nog niets verstuurd.
report-added-to-draft = ✓ Dit staat nu bij de melding die je al begonnen was. Die is nog niet verstuurd.
report-edited = ✓ Je wijziging is bewaard.
report-edited-review = ✓ Je wijziging is bewaard. Het overzicht hierboven klopt niet meer. Dit is het nieuwe:
report-too-many = Dit bericht kon er niet meer bij: { $limit } is het meeste. Verstuur je melding. Daarna kun je aanvullen.
evidence-too-many = Dit bestand kon er niet meer bij: { $limit } is het meeste. Verstuur je melding. Daarna kun je aanvullen.

button-to-review = Naar het overzicht
button-send-now = Nu al versturen

## Stoppen en later verder

report-stopping =
    Even stoppen mag altijd. Er is nog niets verstuurd.

    Zal ik bewaren wat je hebt?
button-go-on = Ga verder
button-keep = Bewaren voor later
button-discard = Weggooien
report-discarding =
    Zal ik alles van deze melding weggooien?

    Wat je schreef en stuurde is dan weg. Dat kan ik niet terughalen.
button-discard-confirm = Ja, gooi alles weg
report-kept = ✓ Ik bewaar je melding { $days } dagen, geteld vanaf je laatste antwoord. Er is nog niets verstuurd. Je kunt verder wanneer je wilt.
report-nothing-kept = Goed, we stoppen. Er is niets bewaard en niets verstuurd.
report-discarded = Je melding is weg. Er is niets verstuurd. Je kunt altijd opnieuw beginnen.
button-resume = Verder met mijn melding
draft-reminder = Je melding staat nog voor je klaar. Die is nog niet verstuurd. Je kunt verder wanneer het je past.
draft-warning = Je melding is nog niet verstuurd. Over { $hours } uur gooi ik die weg. Wil je dat niet? Verstuur de melding, of voeg iets toe.
report-expired =
    Je melding lag lang stil. Daarom heb ik alles weggegooid, zoals ik had gezegd. Er is niets verstuurd.

    Opnieuw beginnen kan altijd. Bellen met je contactpersoon ook.
