### De pagina waarop een behandelaar dossiers opent, en de knoppen die ernaartoe leiden.

## In de chat

button-open-dossier = Open dossier
button-dossier-link = In een browser
button-dossier-here = Open de pagina
dossier-link =
    Met deze knop open je het dossier in een browser. Hij werkt één keer, en twee minuten lang.

    Open hem op je eigen apparaat. Stuur hem niet door.

## Overal

dossier-skip = Naar de inhoud
dossier-back = Terug
dossier-lock = Op slot
dossier-again = Probeer het opnieuw
dossier-opening = Bezig met openen
dossier-opened = Alles is geopend.
dossier-opened-partly = Niet alles is geopend. Hieronder staat welk deel niet.
dossier-locked = De pagina is op slot gegaan. Er is niets bewaard op dit apparaat.
dossier-closed-title = Je bent er nog niet in
dossier-trouble-title = Dat ging niet

dossier-error-server = Er ging iets mis op de server. Probeer het zo nog eens.
dossier-error-offline = Er is geen verbinding. Er is niets verloren. Probeer het opnieuw als je weer verbinding hebt.
dossier-error-no-session = Je bezoek is afgelopen. Open het dossier opnieuw vanuit je bericht in Telegram.
dossier-error-link-used = Deze link is al gebruikt of te oud. Vraag in Telegram een nieuwe met de knop “In een browser”.
dossier-error-launch = Telegram kon niet bewijzen wie je bent. Open het dossier opnieuw vanuit je bericht.
dossier-error-launch-expired = Dit is te lang geleden geopend. Open het dossier opnieuw vanuit je bericht in Telegram.
dossier-error-not-a-handler = Deze pagina is alleen voor wie meldingen behandelt.
dossier-error-too-many = Dat ging te snel achter elkaar. Wacht een minuut en probeer het opnieuw.
dossier-error-storage = De server kan nu niet bij zijn gegevens. Probeer het zo nog eens. Lukt het niet, bel de beheerder.
dossier-error-no-case = Dit dossier is er niet, of het is niet bij jou.
dossier-error-not-yours = Dit is niet voor jou verzegeld. Een collega of de herstelsleutel kan het openen.
dossier-error-other-key = Dit is verzegeld voor een sleutel die hier niet open is, zoals een eerdere van jou. Een collega kan het lezen, of vraag de beheerder om het opnieuw te laten verzegelen.
dossier-error-recipient-taken = Deze sleutel hoort al bij iemand anders.
dossier-error-wrong-passphrase = Deze wachtzin past niet. Let op hoofdletters en spaties.
dossier-error-not-an-identity = Dit is geen beveiligde sleutel van Ruggensteun.
dossier-error-hash = Dit deel is veranderd sinds het werd verzegeld. Het wordt niet geopend. Bel de beheerder.
dossier-error-forged = De handtekening op dit deel klopt niet: het komt niet van deze server, of het is verwisseld. Het wordt niet geopend. Bel de beheerder.
dossier-error-swapped = Dit deel hoort bij een ander dossier. Het wordt niet geopend. Bel de beheerder.
dossier-error-damaged = Dit deel is beschadigd. Het wordt niet geopend. Bel de beheerder.
dossier-error-evidence = Dit bestand is niet het bestand dat in de melding staat. Het wordt niet getoond. Bel de beheerder.

## De sleutel

dossier-first-title = Maak je sleutel
dossier-first-intro =
    Meldingen worden verzegeld voor jou. Alleen jouw sleutel opent ze. Je maakt hem hier, op dit apparaat.

    Kies een wachtzin die je onthoudt: vier of meer woorden die niets met elkaar te maken hebben. Niemand kan hem voor je terugvinden.
dossier-passphrase = Wachtzin
dossier-passphrase-new = Nieuwe wachtzin
dossier-passphrase-again = Nog een keer
dossier-passphrase-hint = Minstens { $count } tekens. Spaties mogen.
dossier-passphrase-short = Nog te kort: neem minstens 15 tekens.
dossier-passphrase-simple = Te makkelijk te raden: neem woorden die niet bij elkaar horen.
dossier-passphrase-good = Dat is een goede wachtzin.
dossier-passphrase-differs = De twee wachtzinnen zijn niet gelijk.
dossier-make = Maak mijn sleutel
dossier-bring-title = Ik heb al een sleutel
dossier-bring-intro = Heb je een sleutel van “ruggensteun key new”? Dan neem je die hier mee.
dossier-bring = Neem mijn sleutel mee
dossier-bring-file = Het bestand met je beveiligde sleutel
dossier-bring-hint = Het heet meestal ruggensteun-identity.age. Het gaat alleen beveiligd naar de server.

dossier-sheet-title = Je herstelblad
dossier-sheet-intro =
    Druk dit af en leg het in een kluis. Met dit blad en je wachtzin maak je je sleutel opnieuw, ook zonder deze server.

    Lees daarna de controlewoorden voor aan de beheerder, het liefst telefonisch. Pas daarna wordt iets voor jou verzegeld.
dossier-print = Druk af
dossier-sheet-done = Ik heb het blad
dossier-sheet-heading = Herstelblad Ruggensteun
dossier-sheet-made = Gemaakt op { $date }.
dossier-sheet-how = Typ het blok met de beveiligde sleutel over in een bestand. Neem het mee op de pagina, of open ermee via “ruggensteun open”. Daar heb je je wachtzin bij nodig.
dossier-words = Controlewoorden
dossier-sheet-protected = Beveiligde sleutel
dossier-sheet-recipient = Ontvanger (openbaar)

dossier-waiting-title = Je sleutel wacht op bevestiging
dossier-waiting = Bel de beheerder en lees deze woorden voor. Klopt het bij allebei? Dan worden nieuwe meldingen ook voor jou verzegeld.

dossier-unlock-title = Open met je wachtzin
dossier-unlock-intro = Je wachtzin blijft op dit apparaat.
dossier-unlock = Open
dossier-lost = Wachtzin kwijt?
dossier-lost-how =
    Niemand kan je wachtzin terugvinden. Heb je een passkey op een van je apparaten? Open daarmee en kies een nieuwe wachtzin bij “Mijn sleutel”.

    Anders begin je opnieuw, met een nieuwe sleutel. De beheerder bevestigt die, en daarna worden nieuwe meldingen voor jou verzegeld.

    Eerdere dossiers zijn niet weg. Wie de herstelsleutel van de organisatie bewaart, verzegelt ze opnieuw voor jou met “ruggensteun reseal”. Vraag erom bij de beheerder.
dossier-restart = Begin opnieuw met een nieuwe sleutel
dossier-restart-title = Opnieuw beginnen

## Mijn sleutel

dossier-key = Mijn sleutel
dossier-key-foreign-title = Er wacht een sleutel die hier niet opengaat
dossier-key-foreign = Op de server wacht een sleutel op jouw naam die niet bij deze wachtzin hoort. Heb je zelf geen nieuwe gemaakt? Laat dan niets bevestigen en bel de beheerder.
dossier-key-sheet = Toon mijn herstelblad
dossier-key-new-title = Nieuwe wachtzin
dossier-key-new-why = Je sleutel blijft dezelfde. Druk daarna je herstelblad opnieuw af: het oude hoort bij je oude wachtzin.
dossier-key-new = Bewaar mijn nieuwe wachtzin
dossier-key-new-done = Je nieuwe wachtzin werkt vanaf nu.
dossier-passkey-title = Passkey
dossier-own-title = Neem je sleutel mee
dossier-own-intro =
    Bij je uitnodiging is al een sleutel van jou gegeven. Meldingen worden daarvoor verzegeld. Neem hem mee naar deze pagina, dan kun je ze openen.

    Je hebt het bestand nodig dat je met “ruggensteun key new” hebt gemaakt, en je wachtzin.
dossier-own-lost = Heb je die sleutel niet meer?

## De lijst

dossier-list-title = Dossiers
dossier-list-empty = Er ligt nu niets bij jou.
dossier-list-finished =
    { $count ->
        [one] Toon één afgerond dossier
       *[other] Toon { $count } afgeronde dossiers
    }
dossier-list-finished-title = Afgerond
dossier-urgent = Spoed
dossier-kind-report = Melding
dossier-kind-callback = Belverzoek
dossier-kind-doubt = Verzoek om een gesprek
dossier-clock = Bevestigen voor { $at }
dossier-clock-late = Had bevestigd moeten zijn voor { $at }

## Een dossier

dossier-office = Ambt
dossier-sent = Verstuurd
dossier-received = Gezien
dossier-opened-at = Gelezen
dossier-confirm = Ik heb dit gezien
dossier-read = Ik heb het gelezen
dossier-told-received = Genoteerd. De melder weet nu dat je dit hebt gezien.
dossier-told-opened = Genoteerd. De melder weet nu dat het dossier is gelezen.
dossier-report = Melding
dossier-supplement = Aanvulling
dossier-check-in = Hoe het gaat: { $kind }
dossier-check-in-first = eerste keer
dossier-check-in-second = tweede keer
dossier-check-in-third = derde keer
dossier-check-in-extra = op verzoek
dossier-ask-arranged = Is geregeld wat je wilde?
dossier-ask-called = Is er gebeld, zoals je wilde?
dossier-ask-talk = Is het gesprek met je contactpersoon geweest?
dossier-screen = { $yes } van de { $of } vragen met ja beantwoord.
dossier-weight = { $number } van 10
dossier-follows = Volgt op
dossier-not-safe = Was niet veilig bij het melden
dossier-incident = Wanneer
dossier-from = Van
dossier-edited = Gewijzigd { $at }
dossier-unknown-kind = Een deel dat deze pagina niet kent
dossier-refused = Niet geopend: { $part }
dossier-not-readable = Dit deel is niet voor jou verzegeld.
dossier-evidence = Bewijs
dossier-evidence-missing =
    { $count ->
        [one] Er ontbreekt één bestand. Misschien is het nog onderweg.
       *[other] Er ontbreken { $count } bestanden. Misschien zijn ze nog onderweg.
    }
dossier-open-file = Open bestand { $size }
dossier-download = Bewaar op dit apparaat, { $size }
dossier-download-warning = Dit bestand komt van iemand anders. Het kan schadelijk zijn. Open het alleen op een computer die dat aankan.
dossier-picture = Bewijs: { $name }
dossier-register = Alle verzegelde delen
dossier-register-part = Deel
dossier-register-hash = SHA-256 van het verzegelde bestand
dossier-readers = Voor wie
dossier-recovery = herstelsleutel
dossier-earlier-key = een eerdere sleutel
dossier-part-report = Melding
dossier-part-supplement = Aanvulling
dossier-part-check-in = Hoe het gaat
dossier-part-evidence = Bewijs
dossier-part-ledger = Logboek
dossier-part-message = Bericht
dossier-part-question = Vraag
dossier-part-explanation = Uitleg
dossier-part-opinion = Hoe het ging
dossier-part-note = Notitie
dossier-part-police-note = Opmerking over de politie
dossier-part-damage = Schade
dossier-part-correction = Verbetering van een bericht
dossier-part-file = Bestand bij een bericht
dossier-part-reopen = Waarom weer geopend

## Op de opdrachtregel

cli-recipients-title = Sleutels die op bevestiging wachten
cli-recipients-none = Er wacht geen sleutel op bevestiging.
cli-recipients-how = Laat de behandelaar de controlewoorden voorlezen en typ ze over met “ruggensteun confirm-recipient”.
cli-recipients-digits = Controlewoorden die de behandelaar voorleest (of de cijfers):{" "}
cli-recipients-words = Het zijn deze woorden: { $words }
cli-recipients-confirmed = Nieuwe meldingen worden vanaf nu verzegeld voor { $name }.
cli-recipients-refused = Sleutel { $recipient } is geweigerd.
cli-running-confirms = De bot draait. Binnen enkele seconden worden nieuwe meldingen verzegeld voor { $name }.
cli-running-refuses = De bot draait en weigert sleutel { $recipient } binnen enkele seconden.
cli-error-digits = Deze controlewoorden horen bij geen van de sleutels die wachten. Bevestig niets en bel de behandelaar nog eens.
cli-error-no-recipient = Er wacht geen sleutel met nummer { $recipient }.
cli-doctor-page = Dossierpagina
cli-doctor-page-at = aan, op { $url }
cli-doctor-page-hash = De pagina zoals die hier staat, SHA-256: { $hash }

## Werken aan een zaak

dossier-work = Wat wil je doen?
dossier-work-begin = Laat zien wat kan
dossier-work-menu = Naar het menu van deze zaak
dossier-work-words = Wat je wilt schrijven
dossier-work-empty = Schrijf eerst iets.
dossier-work-send = Versturen
dossier-ledger-actions = Maatregelen
dossier-ledger-talks = Gesprekken
dossier-ledger-entries = Wie deed wat, en wanneer

## Passkeys

dossier-passkey-open = Open met een passkey
dossier-passkey-make = Maak een passkey op dit apparaat
dossier-passkey-why = Met een passkey open je dossiers met je vinger, gezicht of pincode. Je wachtzin blijft ook werken.
dossier-passkey-made = Klaar. Je opent dossiers nu ook met deze passkey.
dossier-error-passkey = Deze passkey past niet, of er is niets gekozen. Open met je wachtzin.
dossier-error-passkey-make = Dit apparaat kan dit niet met een passkey. Je wachtzin blijft werken.

## Zoeken en vergelijken

dossier-search = Zoek in wat je hebt geopend
dossier-search-hint = Een naam, nummer, account, adres of woord. Het zoeken gebeurt op dit apparaat.
dossier-search-busy = Bezig met openen: { $done } van { $of }.
dossier-search-none = Niets gevonden in wat nu geopend is.
dossier-search-all = Open alles om te zoeken
dossier-same = Misschien dezelfde persoon
dossier-same-hint = Dit is een vergelijking van teksten op dit apparaat. Kijk zelf of het klopt.
dossier-same-phone = hetzelfde telefoonnummer: { $what }
dossier-same-mail = hetzelfde mailadres: { $what }
dossier-same-account = hetzelfde account: { $what }
dossier-same-iban = dezelfde rekening: { $what }
dossier-same-address = hetzelfde adres: { $what }
dossier-same-name = een naam die erop lijkt: { $what }
