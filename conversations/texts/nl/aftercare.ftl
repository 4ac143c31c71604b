### Vragen hoe het gaat: kort, warm, met één duim te beantwoorden. Iemand leest dit soms midden in de nacht.
### Namen van knoppen en antwoorden: hoogstens dertig tekens.

## Uitnodigen

check-in-invite-first = Hoe gaat het met je? Ik heb een paar korte vragen. Het kost je een minuut, en je mag alles overslaan.
check-in-invite-second = Hoe waren de afgelopen dagen voor je? Ik vraag er graag even naar. Het kost je een minuut.
check-in-invite-third = Het is nu een paar weken verder. Hoe is het met je? Een paar korte vragen, en alles mag je overslaan.
check-in-invite-extra = Hier ben ik weer, zoals afgesproken. Hoe gaat het? Het zijn maar een paar vragen.
check-in-invite-again = Ik vraag het nog een keer. Lukt het nu wel, even een minuut? Hoeft niet. Overslaan is ook goed.
check-in-about = Het gaat over { $references }.
check-in-about-more = Het gaat over deze meldingen samen: { $references }.
check-in-button-begin = Begin
check-in-button-later = Later
check-in-button-skip-this = Deze overslaan
check-in-button-stop-all = Stop met deze vragen
check-in-button-talk = Ik wil iemand spreken
check-in-button-go-on = Verder met hoe het gaat
check-in-button-earlier = Vraag het nu: { $reference }
check-in-button-now = Vraag nu hoe het gaat
check-in-where-we-were = Fijn dat je er bent. Hier waren we gebleven.
check-in-returned = Fijn dat je er weer bent. Ik kon je een tijd niet bereiken. Sorry als je iets van me verwachtte. Er is niets kwijt.

## Bij elke vraag

check-in-progress = Vraag { $number } van { $total }
check-in-noted = ✓ Dat staat erbij. Je mag meer schrijven, of verdergaan.
check-in-file-noted = ✓ Dat hoort nu bij je antwoord. Deel je dat straks niet, dan gooi ik het weg. Je mag meer sturen, of verdergaan.
check-in-edited = ✓ Aangepast.
check-in-too-many = Er past nu niets meer bij. Wat je schreef, heb ik allemaal. Ga verder, of vraag of iemand je belt.

## De eerste keer

check-in-ask-safe = Ben je veilig, ook thuis en vannacht?
check-in-safe-yes = Ja, ik ben veilig
check-in-safe-unsure = Ik twijfel
check-in-safe-no = Nee
check-in-ask-company = Is er iemand bij je?
check-in-company-yes = Ja
check-in-company-alone-fine = Nee, en dat is goed
check-in-company-alone = Nee, en dat is zwaar
check-in-ask-arrange = Wat moet er nu geregeld worden? Kies wat past. Het mag er meer dan één zijn.
check-in-arrange-home-front = Thuis vertellen
check-in-arrange-safety = Mijn veiligheid
check-in-arrange-police-report = Politie of aangifte
check-in-arrange-damage = Schade
check-in-arrange-work = Mijn werk en agenda
check-in-arrange-something-else = Iets anders
check-in-arrange-nothing = Nu even niets
check-in-ask-who = Wie mag ervan weten? Ik vertel zelf niemand iets. Je antwoord helpt wie het met je regelt.
check-in-who-nobody = Niemand
check-in-ask-caller = Zal iemand je bellen? Wie heb je dan het liefst? Ik vraag het meteen voor je.
check-in-caller-support-team = Ondersteuningsteam
check-in-caller-nobody = Niemand, dank je
check-in-ask-call-when = Wanneer komt dat uit?
check-in-call-when-soon = Zo snel mogelijk
check-in-call-when-today = Vandaag
check-in-call-when-tonight = Vanavond
check-in-call-when-tomorrow = Morgen
check-in-reactions =
    Slecht slapen, schrikken, boos zijn of juist niets voelen: dat is normaal na zoiets. Je lijf staat nog op scherp.

    Bij de meeste mensen zakt dat in de weken erna. Rust, ritme en iemand die luistert, helpen.

    Blijft het, of wordt het erger? Dan denkt je huisarts met je mee.

## Bellen

check-in-call-asked = ✓ Ik heb gevraagd of iemand je belt. Liefst: { $carer-key }. Je verzoek heeft nummer { $reference }.
check-in-call-asked-urgent =
    ✓ Ik heb met spoed gevraagd of iemand je belt. Je verzoek heeft nummer { $reference }.

    Ben je in gevaar? Wacht daar niet op. Bel { $emergency }.
check-in-call-already =
    Je verzoek ligt er al. Ik vroeg het minder dan een uur geleden.

    Ben je in gevaar? Wacht daar niet op. Bel { $emergency }.
check-in-ask-call-number = Op welk nummer kunnen ze je bellen? Typ het hier. Overslaan mag: dan bellen ze het nummer dat ze kennen.
check-in-number-kept = ✓ Je nummer is doorgegeven.
check-in-number-skipped = Goed. Ze bellen het nummer dat ze kennen.
check-in-number-unclear = Daar zie ik geen nummer in. Je bericht staat wel bij je antwoorden.

## De tweede keer

check-in-ask-days = Hoe waren je dagen? Kies wat past.
check-in-days-sleep = Ik slaap slecht
check-in-days-on-guard = Ik ben steeds op mijn hoede
check-in-days-avoid-work = Ik vermijd mijn werk
check-in-days-avoid-online = Ik vermijd online
check-in-days-not-managing = Het lukt me even niet
check-in-days-fine = Het gaat wel
check-in-ask-new = Is er iets nieuws gebeurd? Is het een nieuwe dreiging? Dan laat ik dat meteen aan je contactpersoon weten.
check-in-new-no = Nee, niets
check-in-new-other = Ja, maar geen dreiging
check-in-new-threat = Ja, een nieuwe dreiging
check-in-new-threat-told = ✓ Je contactpersoon krijgt nu met spoed bericht. Dit had niet mogen gebeuren.
check-in-button-tell = Vertel wat er gebeurde
check-in-ask-arranged = Je wilde dat dit geregeld werd: { $wanted-keys }. Is dat gebeurd?
check-in-arranged-yes = Ja
check-in-arranged-partly = Een deel
check-in-arranged-no = Nee
check-in-ask-still-open = Wat staat er nog open?
check-in-ask-called = Je wilde gebeld worden. Liefst door: { $caller-key }. Is dat gebeurd?
check-in-called-yes = Ja
check-in-called-no = Nee
check-in-ask-talk = Heb je het { $talk-key } gehad? Dat is het gesprek met je contactpersoon: { $handler-key }. Zeg je ja, dan noteer ik dat bij je zaak.
check-in-talk-first = eerste gesprek
check-in-talk-second = tweede gesprek
check-in-talk-third = derde gesprek
check-in-talk-yes = Ja
check-in-talk-planned = Nee, het is wel gepland
check-in-talk-no = Nee
check-in-talk-not-wanted = Dat hoeft voor mij niet
check-in-ask-family = Hoe gaat het thuis met de mensen om je heen?
check-in-family-fine = Het gaat
check-in-family-hard = Zij hebben het zwaar
check-in-family-help = Zij kunnen hulp gebruiken
check-in-family-none = Dat speelt niet
check-in-ask-status = Weet je hoe het met je melding staat?
check-in-status-yes = Ja
check-in-status-no = Nee
check-in-button-status = Hoe staat het ermee?

## De derde keer

check-in-ask-change = Hoe gaat het nu, als je terugkijkt?
check-in-change-better = Beter
check-in-change-same = Hetzelfde
check-in-change-worse = Slechter
check-in-ask-office = Kijk je anders naar je werk als bestuurder of volksvertegenwoordiger?
check-in-office-same = Nee
check-in-office-different = Ja, anders dan eerst
check-in-office-stop = Ik denk aan stoppen
check-in-ask-private = Is er privé iets veranderd?
check-in-private-same = Nee
check-in-private-little = Een beetje
check-in-private-much = Veel
check-in-ask-speaking = Zeg je nog wat je vindt?
check-in-speaking-same = Net als eerst
check-in-speaking-careful = Ja, maar voorzichtiger
check-in-speaking-less = Ik houd me vaker stil
check-in-ask-helped = Wat heeft je geholpen? Kies wat past.
check-in-helped-home = Mensen thuis
check-in-helped-colleagues = Collega's
check-in-helped-organisation = Griffie of bestuur
check-in-helped-professional = Een professional
check-in-helped-measures = Wat er tegen de dader gebeurde
check-in-helped-time = Tijd en rust
check-in-helped-nothing = Niets nog
check-in-ask-promises = Is er gedaan wat je is beloofd?
check-in-ask-promises-known = Dit stond nog open: { $wanted-keys }. Is er gedaan wat je is beloofd?
check-in-promises-kept = Ja
check-in-promises-open = Nee, er staat nog iets open
check-in-promises-unsure = Weet ik niet
check-in-ask-again = Zal ik later nog eens vragen hoe het gaat?
check-in-again-two-weeks = Over twee weken
check-in-again-month = Over een maand
check-in-again-three-months = Over drie maanden
check-in-again-no = Nee, dank je

## Vijf vragen over de afgelopen maand (PC-PTSD-5)

check-in-ask-screen = Wil je vijf korte vragen over de afgelopen maand? Ze gaan over klachten die soms blijven na iets heftigs. De uitslag zie alleen jij, tenzij je die deelt.
check-in-screen-source = Deze vragen heten PC-PTSD-5. Ze komen van het Amerikaanse ministerie voor veteranen. De vertaling is van onszelf en niet onderzocht. De uitslag is geen diagnose.
check-in-screen-yes = Ja, stel ze maar
check-in-screen-no = Nee, liever niet
check-in-ptsd-intro = Denk aan wat je hebt gemeld, en aan de afgelopen maand.
check-in-ask-ptsd-1 = Had je nachtmerries over wat er gebeurde? Of dacht je eraan terwijl je dat niet wilde?
check-in-ask-ptsd-2 = Deed je in de afgelopen maand erg je best om er niet aan te denken? Of ging je dingen uit de weg die je eraan deden denken?
check-in-ask-ptsd-3 = Was je in de afgelopen maand steeds op je hoede, waakzaam of snel aan het schrikken?
check-in-ask-ptsd-4 = Voelde je je in de afgelopen maand verdoofd? Of ver weg van mensen, van wat je doet of van je omgeving?
check-in-ask-ptsd-5 = Voelde je je in de afgelopen maand schuldig? Of bleef je jezelf of anderen de schuld geven van wat er gebeurde, of van wat erdoor kwam?
check-in-ptsd-yes = Ja
check-in-ptsd-no = Nee
ptsd-result-raised = Je zei { $count } keer ja, van de vijf. Bij { $cut } keer of meer is het goed om er met je huisarts over te praten. Die kan kijken wat er speelt.
ptsd-result-low = Je zei { $count } keer ja, van de vijf. Dat is minder dan { $cut }. Heb je toch last? Dan is dat reden genoeg om je huisarts te bellen.
ptsd-limits = Dit is geen diagnose. De grens komt uit onderzoek bij Amerikaanse veteranen. Eerst was dat drie, later vier. Ik houd drie aan, om niemand te missen. De uitslag bewaar ik niet, tenzij je die deelt.
ptsd-incomplete = Je sloeg een van de vijf vragen over. Dat mag. Daarom tel ik niets op.

## Wat er is, dichtbij en verder weg

care-offer-circle-1 = Je hoeft dit niet alleen te doen. Wie kan je nu even bellen of naast je zitten? Denk aan: { $names-keys }.
care-offer-circle-2 = Dat hoeft niet bij jou te blijven liggen. Zal ik vragen of iemand je belt? Je eerste aanspreekpunt is: { $carer-key }.
care-offer-circle-3 = Dit is zwaar. Er zijn mensen die hier hun werk van maken. Je kunt nu al terecht bij: { $names-keys }.
care-offer-further =
    Zij kunnen je ook verder verwijzen. Lukt bellen niet? Vraag dan of je contactpersoon dat met je doet.

    Liever buiten je organisatie? Bel het Ondersteuningsteam Weerbaar Bestuur: { $support-team }. Dat is vertrouwelijk.
care-offer-home = Dit raakt ook wie er om je heen staat. Dat telt net zo goed.
care-offer-family-too = De hulp is er ook voor je familie.
care-offer-team = Het Ondersteuningsteam Weerbaar Bestuur luistert, vertrouwelijk: { $support-team }.
care-offer-status = Dat hoort niet zo. Hier zie je waar je melding is. Wil je meer horen? Dan vraag ik of iemand je belt.
care-offer-unsure =
    Twijfel is reden genoeg om te bellen.

    Nu gevaar: { $emergency }. Noem je ambt: { $office-key }. Geen haast: { $police }.

    Ik kan ook met spoed vragen of iemand je belt.
check-in-button-call = Vraag of iemand belt

## Wie mag het lezen

check-in-consent =
    Dank je. Wie mag dit lezen? Je contactpersoon is: { $handler-key }.

    Deel je het niet? Dan bewaar ik je antwoorden niet. Ik onthoud, versleuteld, alleen wat nog open staat en of je gebeld wilde worden. Zo kan ik er later naar vragen.
check-in-consent-more = Je keuze geldt voor { $references }.
check-in-consent-share = Mijn contactpersoon
check-in-consent-share-all = Alles, ook de vijf vragen
check-in-consent-share-without = Alles, niet de vijf vragen
check-in-consent-answered = Alleen dát ik antwoordde
check-in-consent-nobody = Niemand, alleen ik
check-in-thanks-share = ✓ Je contactpersoon kan het nu lezen. Bij mij staat het niet meer leesbaar. Dank je dat je het deelde.
check-in-thanks-answered = ✓ Je contactpersoon hoort alleen dat je hebt geantwoord. Wat je zei, is hier weg. Dank je.
check-in-thanks-nobody = ✓ Niemand hoort hiervan. Wat je zei, is hier weg. Dank je dat je er even voor ging zitten.
check-in-not-arranged = Je wilde dit geregeld hebben: { $wanted-keys }. Dat weet nu niemand. Zal ik vragen of iemand je belt?
check-in-again-planned = Ik vraag het weer op { $again-at }.

## Later, overslaan, stoppen

check-in-later = Prima. Wanneer zal ik het weer vragen? 's Nachts laat ik je met rust.
check-in-snooze-hour = Over een uur
check-in-snooze-tonight = Vanavond
check-in-snooze-morning = Morgenochtend
check-in-snooze-days = Over een paar dagen
check-in-snoozed = Goed. Ik vraag het weer op { $due-at }. Eerder mag altijd: typ /nazorg.
check-in-skipped = Goed, deze slaan we over. Niemand hoort dat. De volgende keer vraag ik het gewoon weer.
check-in-stopping = Zullen we stoppen? Zeg maar wat je wilt.
check-in-button-stop-this = Stop voor nu
check-in-button-enough = Stop, en kies wie dit leest
check-in-discarding = Je hebt al iets verteld. Wat doe ik daarmee? Stop je nu nog een keer, dan gooi ik het weg.
check-in-button-who-reads = Kies wie het leest
check-in-button-discard = Gooi het weg en stop
check-in-stopped-this = Gestopt. Wat je zei, is hier weg en niemand hoort ervan. De volgende keer vraag ik het weer.
check-in-stopped-all = Goed, ik stel over deze melding geen vragen meer. Je contactpersoon hoort alleen dat. Wil je toch iets? Typ /nazorg, of vraag of iemand je belt.

## Stilte

check-in-over = Dit moment is voorbij. Dat geeft niet. Wil je er nu toch over praten?

## Eerder

check-in-coming = Goed dat je het vraagt. De vragen over { $reference } komen er zo aan.
check-in-which-report = Over welke melding?
check-in-no-report = Er is geen melding waar ik naar kan vragen. Wil je gewoon iemand spreken? Dat kan altijd.
check-in-draft-waits = Je melding waar je mee bezig was, ligt nog klaar.
check-in-supplement-waits = Je aanvulling is nog niet verstuurd. Wil je die nu versturen?

## Hoe was dit

check-in-rating-ask = Tot slot: heeft het geholpen dat ik vroeg hoe het ging? Eén tik is genoeg. Ik tel de tikken, zonder naam en zonder zaak. Pas vanaf vijf antwoorden ziet je organisatie de telling.
check-in-rating-helped = Het hielp
check-in-rating-so-so = Een beetje
check-in-rating-not = Het hielp niet
check-in-rating-line = Dank je. Wil je er één zin bij zeggen? De contactpersonen van je organisatie kunnen die lezen, vanaf vijf zinnen samen. Je naam staat er niet bij. Schrijf dus niets waaraan je te herkennen bent. Hoogstens { $longest } tekens.
check-in-rating-line-kept = ✓ Dank je. Je zin staat er nu bij, zonder je naam.
check-in-rating-thanks = Dank je. Ik ben er als je me weer nodig hebt.
check-in-rating-too-long = Dat is te lang. Zeg je het in één zin?
check-in-rating-words-only = Hier past alleen tekst. Ik heb dit niet bewaard.

## Voor iemand dicht bij je

button-close-ones = Voor iemand dicht bij mij
close-how = Hieronder staat een bericht voor iemand dicht bij je: je partner, je kind, een vriend. Stuur het zelf door, als je dat wilt. Ik stuur niemand iets. Wie het leest, ziet niets van wat jij hier zegt.
close-what = Iemand om wie je geeft, is misschien bedreigd of lastiggevallen. Dat raakt ook jou. Slecht slapen, schrikken, boos zijn of juist niets voelen: dat is normaal na zoiets. Het kan bij jullie allebei anders gaan.
close-helps =
    Wat helpt:
    ▪ Luister. Je hoeft niets op te lossen.
    ▪ Vraag wat er nu nodig is, en doe dat.
    ▪ Houd gewone dingen vol: samen eten, slapen, naar buiten.
    ▪ Bedenk samen wie je belt als het onveilig voelt.
close-not =
    Wat je beter laat:
    ▪ Reageer niet zelf op de dader, ook niet online.
    ▪ Zeg niet dat het erbij hoort. Dat maakt het zwaarder.
    ▪ Dring niet aan op praten.
    ▪ Vertel het niet verder zonder te vragen.
close-yourself = En jij? Praat er zelf ook over met iemand die je vertrouwt. Blijft het zwaar, slaap je slecht of ben je steeds bang? Je huisarts denkt mee.
close-organisation = De hulp van de organisatie is er ook voor de familie. Vraag wie de contactpersoon is.
close-numbers =
    Nu gevaar: bel { $emergency }. Geen haast: politie, { $police }.

    Denk je aan zelfmoord, of maak je je zorgen over een ander? Bel { $crisis }, of gratis { $crisis-free }. Dat kan dag en nacht.
close-link = Dit nog eens lezen, of in een andere taal? { $link }

## 113

crisis-seen = In je bericht staan woorden over zelfmoord. Misschien zijn het woorden van iemand anders. Voor het geval dat niet zo is:
crisis-card =
    Denk je aan zelfmoord? Je hoeft dat niet alleen te dragen. Bel { $crisis }, of gratis { $crisis-free }. Dat kan dag en nacht, en zonder je naam te noemen. Chatten kan op 113.nl.

    Is er nu gevaar? Bel { $emergency }.
crisis-person = Wil je liever iemand die je kent? Dan vraag ik met spoed of je contactpersoon je belt. Ik zeg er niet bij waarom.
crisis-button-talk = Laat iemand mij nu bellen
crisis-button = Praten over zelfmoord: 113

## Voor wie de zaak doet

notice-new-threat = Spoed bij { $reference }: er is een nieuwe dreiging. Neem nu contact op. Bevestig hier dat je dit hebt gezien.
notice-check-in-unanswered-twice = Bij { $reference } kwam twee keer geen reactie op mijn vragen. Wil je zelf bellen? Meer weet ik niet.
talk-card = Voor { $reference }: het is tijd voor het { $talk-key }. Daar gaat het om:
talk-first = eerste gesprek
talk-second = tweede gesprek
talk-third = derde gesprek

## De nazorg, voor wie de zaak doet

button-my-aftercare = Nazorg bij mij
care-overview = De nazorg van je melders. Wie je beter belt, staat bovenaan; daarna op tijd. Antwoorden staan hier nooit.
care-none = Er loopt nu geen nazorg bij jou.
care-case-button = { $reference }
care-case-button-call = { $reference } – bellen
care-kind-first = eerste keer
care-kind-second = tweede keer
care-kind-third = derde keer
care-kind-extra = extra keer
care-next = { $kind-key } op { $due-at }.
care-asked = { $kind-key } gevraagd, nog open.
care-paused = gepauzeerd: ik kan deze melder nu niet bereiken.
care-call = twee keer geen reactie. Wil je bellen?
care-last = Laatste bericht ({ $kind-key }): { $outcome-key }.
care-outcome-shared = antwoorden gedeeld, lees ze in het dossier
care-outcome-answered = geantwoord, niet gedeeld
care-outcome-skipped = niets ingevuld
care-outcome-stopped = wil geen vragen meer
care-outcome-stale = kon niet op tijd gevraagd worden
care-tally = Hoe de nazorg beviel, volgens { $total } mensen: hielp { $helped }, een beetje { $so-so }, hielp niet { $not-helped }. De telling groeit per vijf.
care-tally-few = Hoe de nazorg beviel, zie je hier vanaf vijf antwoorden.
