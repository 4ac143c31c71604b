### Advies per situatie. De feiten komen uit de protocollen, de woorden zijn van ons.
### Welk advies bij welke organisatie hoort, staat in de pakketten.

## Situaties

situation-acute = Nu in gevaar
situation-phone = Aan de telefoon
situation-meeting-indoors = Gesprek of overleg binnen
situation-visit-outside = Bijeenkomst of bezoek elders
situation-outside = Op straat
situation-home = Thuis
situation-online = Online
situation-chair = Als voorzitter bij verstoring
situation-doubt = Ik twijfel
situation-unsafe-feeling = Onveilig gevoel
situation-conversation = Er samen over praten

## Gevaar en geweld

advice-call-112 = Bel 112 bij geweld, een wapen of stalken dat doorgaat.
advice-call-112-plain = Acuut gevaar? Bel 112.
advice-call-112-in-need = Bel 112 als er nood is.
advice-call-security = Haal de beveiliging erbij.
advice-police-otherwise = Is er geen nood? Bel dan het gewone nummer van de politie.
advice-security-reachable = De beveiliging zit bij de receptie. Je kunt ook bellen.
advice-say-where = Zeg waar je bent en wat er gebeurt.
advice-say-office = Noem altijd je ambt. Dan kan de politie opschalen.
advice-own-safety = Jouw veiligheid gaat voor alles.
advice-give-in = Geef de ander zijn zin tot de politie er is. Laat dat ook zien.
advice-stay-calm = Blijf rustig. Daag niet uit.
advice-calm-and-clear = Blijf zo rustig als je kunt. Wees duidelijk.
advice-name-and-limit = Benoem het gedrag en stel een grens.
advice-tell-griffier-and-burgemeester = Meld geweld meteen bij de griffier en de burgemeester.

## Aan de telefoon

advice-name-behaviour = Benoem het gedrag. Zeg dat je zo niet verder praat.
advice-set-limit = Stel een grens: alleen verder als het stopt.
advice-end-call = Gaat het door? Hang op.
advice-report-calls = Meld het. Wie vaker zo belt, kan een belverbod krijgen.

## Gesprekken binnen

advice-prepare-talk = Bereid een gesprek met risico goed voor.
advice-not-one-on-one = Voer zo'n gesprek niet één op één.
advice-meet-at-town-hall = Spreek af op het stadhuis, tijdens openingstijd.
advice-book-room = Reserveer een ruimte via de griffie. Meld het risico erbij.
advice-second-person = Vraag zo nodig iemand om aan te schuiven.
advice-end-talk = Houdt de agressie aan? Stop het gesprek.
advice-end-talk-now = Is de ander agressief? Stop het gesprek.
advice-order-out = Vraag de ander te gaan. Zeg het zo nodig als bevel.
advice-call-usher = Gaat die niet? Waarschuw de bode of de beveiliging.
advice-ask-security-beforehand = Verwacht je risico? Vraag vooraf de beveiliging erbij.
advice-call-security-or-police = Roep zo nodig de beveiliging of de politie.
advice-reflect-feelings = Benoem wat je bij de ander ziet. Daag niet uit en blijf rustig.
advice-choose-setting = Verwacht je druk of intimidatie? Kies plek en ruimte met zorg.
advice-two-people = Ga met z'n tweeën.
advice-frustration-or-instrument = Is het frustratie? Toon wat begrip. Is het een middel? Stel snel een grens.

## Buiten en thuis

advice-no-risky-visit-alone = Ga nooit alleen naar een riskante bijeenkomst.
advice-pull-back = Trek je terug zodra je kunt.
advice-no-risks = Neem geen onnodig risico.
advice-analyse-risks = Laat vooraf de risico's van een inspraak- of informatieavond bekijken. Kies daar de maatregelen bij.
advice-guard-your-limit = Word je op straat aangesproken? Bewaak je grens.
advice-continue-at-town-hall = Maak zo nodig een afspraak: later verder op het gemeentehuis.
advice-college-not-at-home = College: voer geen gesprekken thuis.
advice-council-decides-itself = Raadslid: je bepaalt zelf of je thuis afspreekt.
advice-ask-safety-scan = Zijn er zorgen? Het CCV kan een veiligheidsscan doen.
advice-acute-more-measures = Bij acute dreiging volgen extra maatregelen, met politie en OM.

## Online

advice-report-online = Meld het altijd bij de griffier.
advice-report-online-too = Meld ook wat online gebeurt.
advice-no-reply = Reageer niet. Overleg eerst wat past.
advice-capture = Leg bewijs vast: een schermafbeelding, of bewaar het filmpje.
advice-capture-who = Noteer wie het plaatste, als je dat kunt zien.
advice-no-contact = Benader de dader niet zelf.
advice-collective-answer = Een antwoord namens allen werkt het best. Liefst van iemand uit een andere partij.
advice-limit-in-private = Besluiten jullie een grens te stellen? Liever per direct bericht of gemeentemail dan openbaar.
advice-ask-removal = Vraag om het bericht te verwijderen. Wil de dader niet? Vraag het platform.
advice-unknown-perpetrator = Dader onbekend? Een specialist kan zoeken, soms met de politie.
advice-weigh-mixing = Kies bewust hoeveel je van jezelf laat zien naast je ambt.
advice-separate-private = Houd je ambt en je privéleven online apart.
advice-shield-private = Scherm privé af. Laat alleen mensen toe die je kiest.
advice-do-not-correct = Ga niet in op extreme reacties. Verbeteren helpt zelden.
advice-falsehoods-by-municipality = Staat er iets onwaars? Vraag griffier of gemeentesecretaris om correctie via het gemeente-account.
advice-network-tips = Kijk voor hulp bij sociale media op weerbaarbestuur.nl.

## Als voorzitter

advice-agree-beforehand = Spreek vooraf af wat je doet bij een verstoring.
advice-address-and-warn = Spreek de verstoorder aan en waarschuw.
advice-suspend-and-cut-broadcast = Schors de vergadering en onderbreek de uitzending.
advice-ask-to-leave = Vraag de verstoorder te vertrekken.
advice-security-or-police = Schakel zo nodig hulp in: beveiliging of politie.
advice-suspend = Schors en zeg waarom. Laat raadsleden zo nodig de zaal uit.
advice-stop-livestream = Zet de livestream stil.
advice-address = Spreek de verstoorder duidelijk aan.
advice-calm-disruption = Is het rustig? Geef kort ruimte. Daarna zitten of gaan.
advice-aggressive-disruption = Is het agressief? Zeg dat het strafbaar is en nu stopt.
advice-three-orders = Houdt het aan? Vorder nog twee keer dat ze vertrekken. Na drie vorderingen is het lokaalvredebreuk.
advice-usher-calls-police = De griffie waarschuwt de bode. Die belt de politie.
advice-no-force = Zet niemand zelf de zaal uit. Iemand beschermen bij fysieke agressie mag wel.
advice-room-for-emotion = Geef ruimte voor emoties. Ga daarna verder als het kan.
advice-report-disruption = Past het? Doe later aangifte.
advice-ban-visitors-gemeente = Wie steeds stoort, kun je tot drie maanden weren (Gemeentewet 26).
advice-not-tolerated = Sta grensoverschrijdend gedrag niet toe. Corrigeer het meteen.
advice-see-rules-of-order = Kijk in het reglement van orde wat is afgesproken.
advice-suspend-now = Schors de vergadering.
advice-send-listeners-away = Stuur toehoorders die storen weg.
advice-ban-visitors-province = Wie steeds stoort, kun je tot drie maanden weren (Provinciewet 26).
advice-call-member-to-order = Stoort een lid? Roep tot de orde. Ontneem daarna zo nodig het woord (Reglement van Orde 28 lid 3).
advice-remove-member = Laat het lid zo nodig verwijderen. Bij herhaling: tot drie maanden niet welkom.

## Bij twijfel of een onveilig gevoel

advice-talk-it-over = Twijfel je? Praat met je fractievoorzitter of de griffier.
advice-claim-support = Vraag om steun. Wie jou raakt, raakt ons allemaal.
advice-ask-griffier-or-burgemeester = Twijfel je? Bel de griffier of de burgemeester. Samen kijk je wat nodig is.
advice-ask-cdk-or-griffier = Twijfel je? Leg het voor aan de commissaris van de Koning, de griffier of de provinciesecretaris.
advice-call-support-team = Is er nog niets gebeurd, maar voelt het niet veilig? Bel het Ondersteuningsteam Weerbaar Bestuur.
advice-support-team-thinks-along = Het is vertrouwelijk. Je krijgt raad en zo nodig een expert of iemand met ervaring.

## Er met de groep over praten

advice-guide-purpose = Doel: het gewoon maken om erover te praten, en samen een norm zoeken.
advice-guide-prepare = Bereid voor met de griffier of de burgemeester. Waar staat de groep?
advice-guide-limits = Kies: grenzen verkennen met verzonnen situaties, of ervaringen delen.
advice-guide-four-questions = Vraag: wat gebeurde er? Wat deed het met je? Wat deed je? Welke steun kreeg je?
advice-guide-exists = Bespreek wat er al is en wat nog nodig is.
advice-guide-agreements = Sluit af met afspraken: wie doet wat, en wanneer?
