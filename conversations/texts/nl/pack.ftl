### Wat in een protocolpakket een naam heeft: rollen, gedrag, maatregelen, regels.
### Namen van knoppen: hoogstens dertig tekens.

## Rollen en partijen

role-griffier = Griffier
role-plaatsvervangend-griffier = Plaatsvervangend griffier
role-gemeentesecretaris = Gemeentesecretaris
role-loco-gemeentesecretaris = Loco-gemeentesecretaris
role-burgemeester = Burgemeester
role-locoburgemeester = Locoburgemeester
role-cdk = Commissaris van de Koning
role-loco-cdk = Loco-commissaris
role-provinciesecretaris = Provinciesecretaris
role-loco-provinciesecretaris = Loco-provinciesecretaris
role-regisseur-integriteit = Regisseur integriteit
role-reporter = Wie de melding deed
role-organisation = De organisatie
role-representative = Aangewezen vertegenwoordiger
role-chair = Voorzitter
role-mediator = Mediator
role-police = Politie
role-other-actor = Iemand anders

## Ambten

office-raadslid = Raadslid
office-commissielid = Commissielid
office-wethouder = Wethouder
office-burgemeester = Burgemeester
office-statenlid = Statenlid
office-gedeputeerde = Gedeputeerde
office-cdk = Commissaris van de Koning
office-griffier = Griffier
office-plaatsvervangend-griffier = Plaatsvervangend griffier
office-gemeentesecretaris = Gemeentesecretaris
office-loco-gemeentesecretaris = Loco-gemeentesecretaris
office-locoburgemeester = Locoburgemeester
office-loco-cdk = Loco-commissaris
office-provinciesecretaris = Provinciesecretaris
office-loco-provinciesecretaris = Loco-provinciesecretaris

## Gedrag

behaviour-insult = Belediging
behaviour-intimidation = Intimidatie
behaviour-threat = Bedreiging
behaviour-threat-to-life = Bedreiging met de dood
behaviour-physical-violence = Geweld
behaviour-weapon = Een wapen
behaviour-stalking = Gevolgd of gestalkt
behaviour-destruction = Vernieling
behaviour-discrimination = Discriminatie
behaviour-defamation = Smaad of laster
behaviour-disinformation = Onwaarheden verspreid
behaviour-disruption = Vergadering verstoord
behaviour-other = Iets anders

## Hoe het je bereikte

channel-in-person = In het echt
channel-phone = Aan de telefoon
channel-letter = Brief
channel-email = E-mail
channel-social-media = Sociale media of app
channel-meeting = Bij een vergadering
channel-home = Bij mij thuis

## Op wie het gericht was

target-me = Mij
target-family = Mijn familie of thuis
target-group = Mijn fractie of partij
target-staff = Medewerkers

## Wat jou zou helpen

follow-up-call-today = Vandaag gebeld worden
follow-up-talk-burgemeester = Gesprek met de burgemeester
follow-up-talk-cdk = Gesprek met de commissaris
follow-up-safety-advice = Advies over veiligheid
follow-up-safety-scan = Veiligheidsscan (CCV)
follow-up-home-front = Hulp voor thuis
follow-up-home-security = Beveiliging van mijn huis
follow-up-legal-help = Juridische hulp
follow-up-professional-care = Professionele zorg
follow-up-professional-talk = Praten met een professional
follow-up-support-team = Ondersteuningsteam
follow-up-nothing-now = Nu even niets

## Maatregelen naar de dader

measure-register-only = Alleen vastleggen
measure-register-only-explain = Het staat genoteerd. Verder gebeurt er nu niets.
measure-corrective-talk-burgemeester = Gesprek met de burgemeester
measure-corrective-talk-burgemeester-explain = De burgemeester spreekt de dader aan op het gedrag.
measure-written-warning = Schriftelijke waarschuwing
measure-written-warning-explain = De dader krijgt een brief: dit mag niet meer gebeuren.
measure-service-limit = Minder dienstverlening
measure-service-limit-explain = De dader krijgt minder of anders toegang tot diensten.
measure-building-ban = Gebouwverbod
measure-building-ban-explain = De dader mag een tijd niet in het gebouw komen.
measure-area-ban = Gebiedsverbod
measure-area-ban-explain = De dader mag niet in een bepaald gebied komen.
measure-meeting-ban = Vergaderverbod
measure-meeting-ban-explain = Een ambtsdrager mag tot drie maanden niet bij vergaderingen zijn.
measure-mediation = Bemiddeling
measure-mediation-explain = Een gesprek met de dader, met hulp van een ander. Dit is geen straf.
measure-contact-limit = Contact beperken of stoppen
measure-contact-limit-explain = Bijvoorbeeld een nummer of account blokkeren, voor een tijd of voorgoed.
measure-phone-ban = Belverbod
measure-phone-ban-explain = Wie steeds weer agressief belt, mag een tijd niet bellen.
measure-order-talk = Ordegesprek
measure-order-talk-explain = Iemand namens de gemeente spreekt de dader aan.
measure-stop-talk = Stopgesprek
measure-stop-talk-explain = Een gesprek kort erna: dit stopt, en waar kwam het door?
measure-stop-talk-self = Zelf een stopgesprek voeren
measure-stop-talk-self-explain = Wie de melding deed, spreekt de dader zelf aan. Iemand kan mee voor steun.
measure-stop-talk-burgemeester = Stopgesprek burgemeester
measure-stop-talk-burgemeester-explain = De burgemeester spreekt de dader aan, zo nodig met de politie erbij.
measure-stop-talk-police = Stopgesprek door de politie
measure-stop-talk-police-explain = De politie spreekt de dader aan.
measure-stop-talk-other = Stopgesprek door een ander
measure-stop-talk-other-explain = Bijvoorbeeld de buurtzorg, het wijkteam of iemand die de dader kent.
measure-corrective-letter = Corrigerende brief
measure-corrective-letter-explain = Een brief over het gedrag, het gevolg en wat er bij herhaling gebeurt.
measure-warning-cdk = Waarschuwing door de CdK
measure-warning-cdk-explain = De commissaris van de Koning waarschuwt de dader per brief.
measure-recover-damage = Schade verhalen
measure-recover-damage-explain = De dader betaalt de schade.
measure-police-notification = Melding bij de politie
measure-police-notification-explain = De politie weet ervan. Dit is nog geen aangifte.
measure-police-report = Aangifte
measure-police-report-explain = De politie wordt gevraagd om de dader te laten vervolgen.
measure-address-flag = Adres in beeld bij de politie
measure-address-flag-explain = De politie zet een signaal bij het adres in haar systeem.

## Waar je bij een maatregel aan denkt

think-of-first-or-repeated = Is dit de eerste keer, of is het vaker gebeurd? Ook tegen ambtenaren telt.
think-of-profile = Weeg mee wie de dader is en wat bij die persoon werkt.
think-of-offer-company = Bied aan dat iemand meegaat.
think-of-police-alongside = De politie kan erbij zijn.
think-of-who-fits = Wie bereikt deze dader: buurtzorg, wijkteam of iemand uit het eigen netwerk?
think-of-letter-contents = Noem het gedrag, wat het deed en wat er bij herhaling volgt.
think-of-goes-with-building-ban = Hoort bij een gebouwverbod.
think-of-no-sanction = Dit is een gesprek, geen maatregel.
think-of-repeated-callers = Voor wie vaker zo belt.
think-of-duration-fits = De duur past bij wat er gebeurde en bij herhaling.
think-of-written-and-limited = Op papier, voor een bepaalde tijd. De burgemeester besluit.
think-of-ignoring-is-offence = Wie toch komt, is opnieuw strafbaar: bel direct de politie en doe aangifte.
think-of-soon-after = Voer het gesprek kort na het incident.
think-of-find-the-cause = Vraag ook wat de aanleiding was.
think-of-in-writing = Op papier, door de commissaris van de Koning.
think-of-not-for-office-holders = Geldt niet voor een ambtsdrager. Daarvoor is er het vergaderverbod.
think-of-for-office-holders = Voor een ambtsdrager die zelf agressief is.
think-of-for-a-period = Voor een bepaalde periode.
think-of-three-months-at-most = Ten hoogste drie maanden.
think-of-notification-is-no-report = Een melding is geen aangifte: de politie weet het, meer niet.
think-of-not-criminal-too = Ook mogelijk als het niet strafbaar is.
think-of-state-office = Noem het ambt, zodat de politie kan opschalen.
think-of-reporter-may-explain = Kan de betrokkene het zelf toelichten bij de politie?
think-of-tell-perpetrator-in-principle = De dader hoort dit in principe. Bespreek dat eerst met de betrokkene.
think-of-organisation-reports = De gemeente doet aangifte, niet het slachtoffer.
think-of-klachtdelict = Is het een klachtdelict? Dan is ook een klacht nodig.
think-of-legal-advice = Vraag zo nodig juridisch advies.
think-of-inform-prosecutor = Laat het OM het weten als de zaak daarom vraagt.
think-of-mandate = Liefst doet burgemeester of griffier aangifte, met een machtiging.
think-of-only-with-consent = Alleen met instemming van de betrokkene.
think-of-no-word-without-consent = Vertel niemand over de aangifte, tenzij de betrokkene instemt.
think-of-injured-party = De betrokkene is de benadeelde en werkt mee aan het onderzoek.
think-of-evidence-ready = Leg het bewijs klaar.
think-of-which-address = Spreek af om welk adres het gaat.
think-of-vpt-code = Geef de code VPT (Veilige Publieke Taak) door.
think-of-short-line = De burgemeester houdt kort contact met politie en OM.
think-of-unburden-reporter = De provincie kan dit doen om de betrokkene te ontlasten.
think-of-step-plan = Volg het stappenplan melding en aangifte van Netwerk Weerbaar Bestuur.
think-of-builds-a-file = Aangifte helpt bij het dossier en de vervolging.

## Wie het mag weten

circle-burgemeester = Burgemeester
circle-griffier = Griffier
circle-gemeentesecretaris = Gemeentesecretaris
circle-cdk = Commissaris van de Koning
circle-provinciesecretaris = Provinciesecretaris
circle-group-chair = Mijn fractievoorzitter
circle-group-chairs = Alle fractievoorzitters
circle-whole-council = De hele raad
circle-college = Het college
circle-organisation = De organisatie
circle-other-office-holders = Andere ambtsdragers
circle-public = De buitenwereld
circle-closed-gs = GS, besloten
circle-closed-ps = PS, besloten

## Wat telt

principle-every-case = Elk geval van grensoverschrijdend gedrag mag je melden.
principle-every-form = Elke vorm telt: in het echt, per telefoon, op papier of online.
principle-any-kind = Het maakt niet uit wat voor voorval het is.
principle-online-too = Online telt net zo goed.
principle-not-criminal-too = Het hoeft niet strafbaar te zijn.
principle-unbothered-too = Ook als je er geen last van hebt, helpt je melding.
principle-doubt-counts = Twijfel is reden genoeg om even te overleggen.
principle-family-counts = Is het tegen je familie gericht? Dat telt ook.
principle-emotion-is-allowed = Emotie mag. Agressie niet.
principle-attack-on-all = Wie jou raakt, raakt het hele bestuur. Je staat niet alleen.
principle-claim-support = Je hebt recht op steun. Vraag erom.
principle-shared-responsibility = Een weerbaar bestuur is van ons allemaal.
principle-reject-together = Collega's keuren grensoverschrijdend gedrag van buiten samen af, ook ongevraagd.
principle-content-not-person = Het debat gaat over de inhoud, niet over de persoon.
principle-integrity-with-chair = Gaat het over integriteit? Deel het met de raadsvoorzitter.
principle-nothing-without-permission = Er gebeurt niets zonder jouw toestemming.

## Wat je weegt

weigh-emotional-or-transgressive = Emotie hoort erbij. Ging dit over de grens?
weigh-emotion-or-instrument = Kwam het uit emotie, of was het een middel om iets te bereiken?
weigh-emotion-or-aggression = Emotie mag. Was het gericht op de persoon, dan is het agressie.
weigh-creeping-forms = Let ook op sluipend gedrag: onwaarheden, smaad, steeds weer druk.
weigh-behaviour-not-feeling = Kijk naar het gedrag zelf, niet alleen naar hoeveel last iemand ervan heeft.
weigh-first-or-repeated = Eerste keer of herhaling?
weigh-officials-count-too = Incidenten met ambtenaren tellen mee.
weigh-decide-together = Kies de reactie samen met de betrokkene.
weigh-legal-advice = Is juridisch advies nodig?
weigh-profile = Weeg mee wie de dader is.
weigh-second-incident = Een tweede voorval kan wel om een reactie vragen.
weigh-involve-others = Politie, OM of zorg kan meedenken.
weigh-wishes-of-reporter = Wat wil de betrokkene zelf, en wat moet er richting de dader gebeuren?
weigh-unburden-reporter = Wat kan de organisatie overnemen om te ontlasten?

## Voorkomen

prevention-never-alone = Voer riskante gesprekken nooit alleen.
prevention-prepare-risky-talks = Bereid gesprekken en bijeenkomsten met risico goed voor.
prevention-regular-talk = Praat er geregeld samen over.
prevention-training = Bied training aan.
prevention-code-of-conduct = Bespreek onderling gedrag en de gedragscode.
prevention-disruption-plan = Spreek af wat je doet bij een verstoring.
prevention-book-room = Reserveer een ruimte via de griffie en meld het risico.
prevention-second-person = Laat een tweede persoon aansluiten.
prevention-risk-analysis = Maak vooraf een risicoanalyse van bijeenkomsten.
prevention-choose-setting = Kies plek, ruimte en gezelschap met zorg.
prevention-no-home-talks-college = College: geen gesprekken thuis. Raadsleden kiezen zelf.
prevention-safety-scan = Het CCV kan een veiligheidsscan doen.
prevention-fixed-agenda-item = Vast punt in het overleg van fractievoorzitters.
prevention-new-term = Sta erbij stil aan het begin van een nieuwe periode.
prevention-mid-term = En nog eens tijdens de periode.
prevention-new-members = Wijs nieuwe ambtsdragers op het protocol.
prevention-talk-about-it = Maak het bespreekbaar in vergaderingen en bijeenkomsten.
prevention-security-at-risky-talks = Vraag vooraf beveiliging bij een riskant gesprek.
prevention-security-at-public-meetings = Bij openbare vergaderingen is altijd beveiliging.

## Zorg

care-always-offered = Je krijgt altijd opvang en nazorg aangeboden.
care-facilitated-when-needed = Heb je nazorg nodig? De gemeente regelt het.
care-family-too = Ook voor je familie.
care-steps-together = Elke stap gaat in overleg met jou.
care-home-front-professional = Voor thuis is er een professional van buiten.
care-support-team = Het Ondersteuningsteam luistert, geeft raad en kent lotgenoten.
care-periodic-talk = Van tijd tot tijd een gesprek over hoe het gaat.
care-ivp = Hulp van buiten, zoals het Instituut voor Psychotrauma.
care-insurer-then-organisation = De zorgverzekeraar vergoedt het soms, de gemeente vult aan.
care-home-security = De gemeente kan beveiliging van je huis regelen of betalen.
care-safety-scan = Het CCV kan een veiligheidsscan doen.
care-stress-is-normal = Dat je stress voelt, is normaal. Wat er gebeurde niet.
care-talk-about-stress = Praat met elkaar over signalen van stress.
care-professional-without-complaints = Praten met een professional kan altijd, ook zonder klachten.
care-professional-on-lasting-stress = Blijft de stress? Er is professionele hulp, ook voor je gezin.
care-family = Je familie
care-colleagues = Collega's
care-peers = Anderen die dit meemaakten
care-griffier-or-burgemeester = De griffier of de burgemeester
care-collegial-support = Steun van collega's, geregeld door griffier of burgemeester
care-cdk-support = Steun van de commissaris van de Koning
care-signal-need = Kijken of er meer nodig is, en dat regelen
care-huisarts = Je huisarts
care-care-professional = Een zorgprofessional
care-further-care = Verdere zorg, na verwijzing
care-circle-1 = Dicht bij je
care-circle-2 = Collega's en organisatie
care-circle-3 = Professionele hulp
care-circle-4 = Verdere zorg

## Doelen van de gesprekken

goal-safety = Is het veilig, ook thuis?
goal-emotional-support = Steun bieden en laten vertellen
goal-practical-help = Regelen wat nu nodig is
goal-about-coping = Vertellen hoe verwerken vaak gaat
goal-next-appointment = Afspreken wat er volgt
goal-listening-ear = Luisteren
goal-past-days = Samen de afgelopen dagen doorlopen
goal-how-coping-goes = Horen hoe het verwerken gaat
goal-look-back = Terugkijken op wat er was en de tijd erna
goal-changes = Vragen wat er anders is: in het ambt, privé en in beleving
goal-point-to-care = Stokt het? Wijs op professionele hulp

## Communicatie

communication-confidential = Vertrouwelijk, tenzij anders afgesproken.
communication-with-reporter = Samen met jou bepalen we of en wat er naar buiten gaat.
communication-consent-before-others = Andere ambtsdragers horen het alleen als jij instemt.
communication-prosecutor-speaks = Loopt er strafrechtelijk onderzoek? Dan communiceert het OM daarover.
communication-press-through-prosecutor = Pers gaat via het OM, samen met burgemeester, politie en jou.
communication-agree-with-prosecutor = De communicatieadviseur stemt een boodschap af met het OM.
communication-police-measures-never = Maatregelen van de politie gaan nooit naar de pers.
communication-keep-agreements = Iedereen houdt zich aan de afspraken over wie het woord voert.
communication-closed-meeting-only = Anderen horen het in een besloten vergadering, als jij instemt.
communication-no-risky-statements = Blijft de dreiging? Zeg dan niets wat het risico groter maakt.
communication-internal-too = Dit geldt ook voor wat er binnen de organisatie wordt verteld.
communication-internal-can-prevent = Binnen vertellen kan herhaling voorkomen.
communication-external-shows-norm = Naar buiten vertellen kan laten zien waar de grens ligt.
perpetrator-told-in-principle = De dader hoort in principe van de melding of aangifte.
perpetrator-told-only-with-consent = Over de aangifte wordt niets gezegd, tenzij wie de melding deed instemt.
perpetrator-told-not-stated = Het protocol zegt niet of de dader het hoort. Spreek dat samen af.

## Politie en wet

report-by-organisation-preferred = Liefst doet de organisatie aangifte.
report-by-organisation = De organisatie doet aangifte.
report-by-authorised-officer = Liefst doet een gemachtigde aangifte: de burgemeester of de griffier. Altijd met instemming.
report-by-organisation-to-unburden = De provincie kan de aangifte doen. Dat ontlast wie de melding deed.
police-vpt-code = Bij melding en aangifte hoort de code VPT.
police-klachtdelict = Bij een klachtdelict is ook een klacht nodig.
police-prosecutor-depends-on-case = Het OM hoort van de aangifte als de zaak daarom vraagt.
police-prosecutor-by-police-on-threat = Bij dreiging of aangifte licht de politie het OM in.
police-prosecutor-not-stated = Het protocol zegt niet wie het OM inlicht.
police-chief-prosecutor-decides = Over beveiliging besluit het OM: de hoofdofficier van justitie.
police-prosecutor-powers = Is beveiliging nodig? Leg dan uit wat het OM daarover mag beslissen.
police-nctv = Is de burgemeester bedreigd? Dan kan met de NCTV worden overlegd.
police-injured-party = Voor de wet is wie de melding deed de benadeelde.
police-may-explain = Wie de melding deed, licht het zo mogelijk zelf toe bij de politie.
police-short-line = De burgemeester, of wie namens hem of haar optreedt, houdt contact met politie en OM.
police-feedback-reporter = Wie de melding deed, hoort hoe het met de zaak gaat.
police-feedback-council = De raad hoort wat de vervolging oplevert.
law-gemeentewet-26 = Gemeentewet 26: de voorzitter houdt orde en kan wie steeds stoort tot drie maanden weren.
law-provinciewet-26 = Provinciewet 26: de voorzitter houdt orde en kan wie steeds stoort tot drie maanden weren.
law-sr-144 = Wetboek van Strafrecht 144: een openbare vergadering verstoren is strafbaar.
law-sr-139 = Wetboek van Strafrecht 139: niet weggaan na een bevel is lokaalvredebreuk.
law-reglement-van-orde-28 = Reglement van Orde 28 lid 3: de voorzitter kan een lid het woord ontnemen.

## Schade

damage-paid-first = De organisatie vergoedt de schade eerst en verhaalt die op de dader.
damage-immaterial = Ook schade die niet in geld te tellen is, telt.
damage-join-proceedings = Wie schade heeft, kan zich voegen in het strafproces. De organisatie ook.
damage-legal-aid = Er is juridische hulp als dat nodig is.
damage-recovery-always = De schade wordt altijd op de dader verhaald.
damage-recovery-in-principle-always = Is de dader bekend? Dan wordt de schade in principe altijd verhaald.
damage-recovery-where-possible = Als het enigszins kan, wordt de schade op de dader verhaald.
damage-recovery-not-stated = Het protocol zegt niets over het verhalen van schade.
insurance-liability = Aansprakelijkheid
insurance-accident = Ongevallen
insurance-molestation = Molest

## Register

register-overview = Overzicht van incidenten
register-incidenten-register = Incidenten Register
register-anonymised-register = Anoniem register
register-shows-all-cases = Alle gevallen
register-shows-possible-procedure = Waar een procedure mogelijk is
register-shows-discussed-cases = Besproken voorvallen
register-shows-number = Aantal
register-shows-type = Type
register-shows-nature = Aard
register-shows-form = Vorm
register-shows-trend = Toename of afname

## Nummers

number-emergency = Noodnummer
number-police = Politie, geen spoed
number-support-team = Ondersteuningsteam Weerbaar Bestuur
number-crisis = 113 Zelfmoordpreventie
number-crisis-free = 113, gratis
number-security-desk-provinciehuis = Beveiliging provinciehuis
