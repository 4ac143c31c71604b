### De opdrachtregel (ruggensteun ...): voor de beheerder, en voor wie op de eigen computer een dossier opent.

cli-yes = ja
cli-no = nee
cli-nobody = niemand

## Instellen

cli-init-directory = Map voor de gegevens ({ $default }):{ " " }
cli-init-organisation = Naam van de organisatie:{ " " }
cli-init-pack = Protocolpakket: standaard, assen, maassluis, provincie-utrecht, of een bestand ({ $default }):{ " " }
cli-init-recovery-why =
    Elke melding wordt ook verzegeld aan een herstelsleutel. Die is er voor als iedereen die een melding kan openen weg is.
    Maak die sleutel op een computer zonder internet, met: ruggensteun key new
    De sleutel zelf komt nooit op deze server. Hier is alleen het adres nodig, dat begint met age1pq1.
cli-init-recovery = Herstelsleutel, het adres of het bestand waar het in staat:{ " " }
cli-init-recovery-digits = Controlecijfers: { $fingerprint }
cli-init-recovery-confirm = Staan precies deze cijfers op het herstelblad? Wie de verkeerde sleutel invult, geeft een ander alles te lezen. (ja/nee){ " " }
cli-init-done =
    Klaar.
    Gegevens: { $data }
    Sleutels: { $keys }
    Configuratie: { $config }
    Bewaar een kopie van de sleutels apart van de gegevens en van de reservekopieën daarvan.
cli-init-next =
    Wat nu?
    1. Kijk of alles klopt: ruggensteun doctor
    2. Nodig eerst wie meldingen behandelt uit: ruggensteun invite --role griffier --recipient BESTAND
    3. Nodig daarna raadsleden uit: ruggensteun invite --role reporter --office raadslid
    4. Start de bot: ruggensteun run
cli-init-next-token =
    Wat nu?
    1. Vraag een token aan BotFather en plak het in { $token }
    2. Kijk of alles klopt: ruggensteun doctor
    3. Nodig eerst wie meldingen behandelt uit: ruggensteun invite --role griffier --recipient BESTAND
    4. Nodig daarna raadsleden uit: ruggensteun invite --role reporter --office raadslid
    5. Start de bot: ruggensteun run
cli-migrate-done = De database is bijgewerkt: { $names }
cli-migrate-nothing = De database was al bij; er is niets veranderd.
cli-retry-done = Wat was opgegeven, gaat opnieuw de deur uit zodra de bot draait.
cli-running-retries = De bot draait en probeert binnen enkele seconden opnieuw te versturen wat was opgegeven.

## Uitnodigen

cli-invite-name = Naam van wie je uitnodigt:{ " " }
cli-invite-until = Deze link werkt één keer, tot { $until }. Nummer van de uitnodiging: { $invitation }
cli-invite-fingerprint =
    Controlewoorden: { $words }
    Controlecijfers: { $fingerprint }
    Bel en vergelijk de woorden of de cijfers voordat je de link geeft.
cli-running-picks-up = De bot draait en neemt de uitnodiging binnen enkele seconden over.
cli-people-title = Wie meedoet
cli-people-none = Er doet nog niemand mee.
cli-people-id = Nummer
cli-people-role = Rol of ambt
cli-people-name = Naam
cli-people-state = Bereikbaar
cli-people-active = ja
cli-people-blocked = nee, heeft de bot geblokkeerd
cli-people-recipient = Sleutel bekend
cli-invitations-title = Openstaande uitnodigingen
cli-invitations-until = Geldig tot
cli-revoked = Uitnodiging { $invitation } is ingetrokken.
cli-running-revokes = De bot draait en trekt uitnodiging { $invitation } binnen enkele seconden in.
cli-removed = { $person } doet niet meer mee, en wie het was is vergeten. Verstuurde meldingen blijven staan.
cli-running-removes = De bot draait en vergeet { $person } binnen enkele seconden.

## Dossiers

cli-export-done =
    { $count ->
        [one] Eén dossier geschreven. Het is verzegeld: alleen wie de melding behandelt kan het openen.
       *[other] { $count } dossiers geschreven. Ze zijn verzegeld: alleen wie de melding behandelt kan ze openen.
    }
cli-running-notes = De bot draait en zet de export binnen enkele seconden in het logboek.
cli-open-checked =
    { $reference }: elk bestand is heel en getekend door de server.
    Getekend met { $signer }
cli-open-unchecked = Let op: er ligt geen manifest bij dit bestand, dus de handtekening van de server is niet gecontroleerd.
cli-open-report = MELDING { $reference }
cli-open-remark = EEN ZIN OVER DE NAZORG (zonder naam)
cli-open-supplement = AANVULLING
cli-open-check-in = HOE HET GAAT, gedeeld door wie de melding deed
cli-open-unknown = Een onderdeel dat deze versie niet kent: { $what }
cli-open-from = Van: { $who }
cli-open-at = Verstuurd: { $moment }
cli-open-urgent = Spoed
cli-open-not-safe = Op de vraag "ben je nu veilig?" was het antwoord nee.
cli-open-incident = Het gebeurde: { $moment }
cli-open-screen = { $yes } van de { $total } keer ja. Dit is geen diagnose.
cli-open-files = BESTANDEN
cli-open-later = Kwam pas binnen nadat dit was verstuurd; de controle is die van het bestand zelf.
cli-open-missing =
    { $count ->
        [one] Eén bestand dat is genoemd, zit niet in deze export. Het kan later zijn binnengekomen: exporteer dan opnieuw.
       *[other] { $count } bestanden die zijn genoemd, zitten niet in deze export. Ze kunnen later zijn binnengekomen: exporteer dan opnieuw.
    }
cli-open-written =
    { $count ->
        [one] Eén bestand geschreven in { $path }. Open alleen wat je verwacht; een naam die op .bin eindigt, is om je computer te beschermen aangepast.
       *[other] { $count } bestanden geschreven in { $path }. Open alleen wat je verwacht; een naam die op .bin eindigt, is om je computer te beschermen aangepast.
    }
cli-open-not-written = De bestanden zijn niet geschreven; geef daarvoor een map met --to.

## Protocolpakketten

cli-pack-fine = In orde: { $name } ({ $pack }, versie { $version }).
cli-pack-sources = Bronnen: { $sources }
cli-pack-handlers = Behandelt
cli-pack-deputies = Vervangt
cli-pack-informed = Hoort het altijd
cli-pack-informed-on-violence = Hoort het bij geweld
cli-pack-roles = Rollen
cli-pack-behaviours = Gedrag
cli-pack-measures = Maatregelen
cli-pack-clocks = Ontvangst bevestigen: met spoed { $minutes } minuten, anders { $hours } werkuren. Stilte: hoogstens { $days } werkdagen.

## Nakijken

cli-doctor-fine = Alles wat nodig is, is in orde.
cli-doctor-wrong =
    { $count ->
        [one] Er is één ding niet in orde; hierboven staat hoe je het herstelt.
       *[other] Er zijn { $count } dingen niet in orde; hierboven staat hoe je ze herstelt.
    }
cli-doctor-found = { $sentence }
cli-doctor-good = in orde
cli-doctor-config = Configuratie
cli-doctor-read = gelezen: { $path }
cli-doctor-mend-config = Verbeter de configuratie, of maak er een met ruggensteun init.
cli-doctor-data = Map met gegevens
cli-doctor-key-file = Sleutelbestand
cli-doctor-token-file = Bestand met het token
cli-doctor-token-empty = het bestand is nog leeg
cli-doctor-mend-token-empty = Vraag een token aan BotFather en plak het in dat bestand.
cli-doctor-private = alleen voor de eigenaar: { $path }
cli-doctor-missing = ontbreekt of is niet te lezen: { $path }
cli-doctor-mend-missing = Zet het terug uit een reservekopie, of draai dit als de gebruiker van de bot.
cli-doctor-open-to-others = ook voor anderen open: { $path }
cli-doctor-mend-mode = chmod { $mode } { $path }
cli-doctor-key-inside = ligt in de map met gegevens: { $path }
cli-doctor-mend-key-inside = Verplaats de sleutel naar een andere map, en pas de configuratie aan.
cli-doctor-operational-key = Bedrijfssleutel
cli-doctor-signing-key = Tekensleutel
cli-doctor-signer = Handtekeningen controleren gaat met: { $signer }
cli-doctor-mend-key = Zet het juiste sleutelbestand terug; zonder dat bestand is de database niet te lezen.
cli-doctor-mend-signing-key = Zet het sleutelbestand van deze installatie terug; met een ander lijken alle meldingen vervalst.
cli-doctor-sealing = Verzegelen
cli-doctor-mend-sealing = Installeer opnieuw, met de versies uit requirements.lock.
cli-doctor-recovery = Herstelsleutel
cli-doctor-digits = controlecijfers { $fingerprint }; vergelijk ze met het herstelblad
cli-doctor-mend-recovery = Zet het adres van de herstelsleutel terug in recovery-recipient.txt.
cli-doctor-pack = Protocolpakket
cli-doctor-pack-version = { $pack }, versie { $version }
cli-doctor-mend-pack = Verbeter het pakket; ruggensteun pack check wijst de regels aan.
cli-doctor-sqlite = SQLite
cli-doctor-version = versie { $version }
cli-doctor-sqlite-old = versie { $version }. Vóór 3.51.3 kan een tweede schrijver de database beschadigen. De bot schrijft alleen en houdt anderen tegen; schrijf er ook zelf niet in met een ander programma.
cli-doctor-migrations = Migraties
cli-doctor-up-to-date = bij
cli-doctor-pending = nog te doen: { $names }
cli-doctor-mend-migrate = Stop de bot en geef: ruggensteun migrate
cli-doctor-database = Database
cli-doctor-whole = heel
cli-doctor-mend-database = Zet een reservekopie terug, of maak een installatie met ruggensteun init.
cli-doctor-pragmas = Instellingen van de database
cli-doctor-pragmas-off = niet zoals het hoort: { $names }
cli-doctor-mend-pragmas = Zet de gegevens op een lokale schijf en start de bot opnieuw.
cli-doctor-audit = Logboek
cli-doctor-audit-whole = heel, { $lines } regels; schrijf dit ergens anders op: { $head }
cli-doctor-audit-broken = veranderd vanaf regel { $line }
cli-doctor-mend-audit = Zoek uit wie bij de database kon, en bewaar een kopie zoals hij nu is.
cli-doctor-outbox = Uitgaande berichten
cli-doctor-outbox-depth = { $count } wachten
cli-doctor-dead = { $count } opgegeven
cli-doctor-mend-dead = Bel wie op bericht wacht, kijk in het log waarom het niet lukte, en geef: ruggensteun retry
cli-doctor-spool = Opdrachten aan de bot
cli-doctor-spool-waiting = { $count } wachten
cli-doctor-spool-unreadable = { $count } zijn niet te lezen
cli-doctor-mend-spool = Kijk in { $path } wat er met een andere sleutel of gebruiker is gemaakt, haal het weg en doe het opnieuw.
cli-doctor-people = Wie meldingen krijgt
cli-doctor-role-filled = { $role }: { $count }
cli-doctor-role-empty = niemand doet mee als { $role }, en die rol behandelt meldingen
cli-doctor-role-invited = er is iemand uitgenodigd als { $role }; de link is nog niet gebruikt
cli-doctor-mend-invite = ruggensteun invite --role { $role } --recipient BESTAND
cli-doctor-role-nobody = niemand doet mee als { $role }; de rol valt in of wordt ingelicht
cli-doctor-no-recipient = iemand met de rol { $role } heeft geen sleutel en kan niets openen
cli-doctor-officer-no-recipient = iemand met de rol { $role } heeft geen sleutel. Komt een melding daar terecht omdat anderen zijn overgeslagen, dan opent alleen de herstelsleutel die
cli-doctor-mend-recipient = Haal die persoon weg met ruggensteun remove-person, en nodig opnieuw uit met --recipient.
cli-doctor-blocked = iemand met de rol { $role } heeft de bot geblokkeerd en krijgt geen bericht
cli-doctor-mend-blocked = Bel en vraag om de bot weer toe te laten.
cli-doctor-person-damaged = de gegevens van { $person } zijn veranderd buiten de bot om; deze persoon krijgt niets meer
cli-doctor-mend-person = Zoek uit wie bij de database kon. Geef ruggensteun remove-person { $person }, en nodig opnieuw uit.
cli-doctor-case-damaged = de zaak { $row } is veranderd buiten de bot om, of beschadigd; die staat stil
cli-doctor-snapshot-damaged = het gesprek van { $row } is veranderd buiten de bot om, of beschadigd; het staat stil
cli-doctor-mend-row = Zoek uit wie bij de database kon. Zet de laatste goede reservekopie terug.
cli-doctor-alarm = Wie hoort het als de bot hapert
cli-doctor-alarm-reaches = { $count } in een eigen chat
cli-doctor-alarm-nobody = niemand in een chat; nodig iemand uit met ruggensteun invite --role administrator, en let ook op de statuspagina
cli-doctor-network = Netwerk
cli-doctor-offline = niet bekeken: het token en de klok
cli-doctor-token = Token
cli-doctor-token-works = werkt: @{ $username }
cli-doctor-mend-token = Kijk of het token van BotFather in het bestand staat, en of de server bij Telegram kan.
cli-doctor-clock = Klok
cli-doctor-clock-unknown = niet te vergelijken: de server van Telegram gaf geen tijd
cli-doctor-clock-off = wijkt { $seconds } seconden af
cli-doctor-mend-clock = Zet de klok gelijk, bijvoorbeeld met: timedatectl set-ntp true

## Als het niet gaat

cli-demo-failed = De demonstratie liep vast.
cli-error-stopped = Gestopt.
cli-error-inside = Er ging iets mis binnen Ruggensteun ({ $error_class }); niets van de inhoud staat in deze melding, en met --debug zie je waar het was.
cli-error-file = { $path } kan niet worden gelezen of geschreven: { $reason }.
cli-reason-missing = dat bestand of die map is er niet
cli-reason-denied = je hebt daar geen rechten voor
cli-reason-read-only = daar kan alleen worden gelezen
cli-reason-not-a-folder = een map die in die plek staat, is een bestand
cli-reason-a-folder = dat is een map en geen bestand
cli-error-exists = { $path } bestaat al, en er wordt nooit iets overschreven; kies een andere plek.
cli-error-keys-exist = { $path } bestaat al, en er wordt nooit iets overschreven; noem met --keys een andere map voor de sleutels.
cli-error-no-directory = De map { $path } is er niet; maak die eerst.
cli-error-keys-inside = De sleutels mogen niet in de map met gegevens liggen; kies een andere map met --keys.
cli-error-key-inside = De sleutel { $path } ligt in de map met gegevens; verplaats hem en pas de configuratie aan.
cli-error-data-open = De map met gegevens { $path } is ook voor anderen open. Geef: chmod 700 { $path }
cli-error-database-open = De database { $path } is ook voor anderen open. Geef: chmod 600 { $path }
cli-error-recovery-refused = De controlecijfers zijn niet bevestigd; er is niets gemaakt.
cli-error-database-missing = Er is nog geen database; maak er een met ruggensteun init.
cli-error-database-damaged = De database is beschadigd of niet van dit programma; zet een reservekopie terug.
cli-error-database-newer = De database is van een nieuwere versie; installeer die versie weer.
cli-error-database-locked = De database is in gebruik; stop de bot en probeer het opnieuw.
cli-error-disk-full = De schijf is vol en er is niets bewaard; maak ruimte en probeer het opnieuw.
cli-error-migrate-first = De database moet eerst bij worden gemaakt; geef: ruggensteun migrate
cli-error-token = Telegram kent dit token niet; plak het goede token van BotFather in het bestand.
cli-error-invite-token = { $reason } Of geef de gebruikersnaam van de bot met --username.
cli-error-another-poller = Een ander programma haalt de berichten van deze bot al op; stop dat, of geef deze een eigen token.
cli-error-network = Telegram is niet te bereiken; probeer het later, of geef bij een uitnodiging --username.
cli-error-recipient = Dit is geen geldig adres van een sleutel; zo'n adres begint met age1pq1.
cli-error-recipient-file = { $path } kan niet worden gelezen als een adres van een sleutel.
cli-error-recipient-wanted = Wie als { $role } meldingen behandelt, heeft een sleutel nodig; geef het bestand met --recipient.
cli-error-recipient-not-wanted = Bij { $role } hoort geen sleutel; laat --recipient weg.
cli-error-recipient-recovery = Dit is de herstelsleutel van de organisatie; iedereen heeft een eigen sleutel nodig.
cli-error-recipient-changed = Er wachtte intussen een andere sleutel; er is niets bevestigd. Begin opnieuw, en zoek uit wie bij de database kon.
cli-error-office = Geef met --office een ambt uit het pakket { $pack }: { $offices }.
cli-error-office-not-wanted = Bij { $role } hoort geen ambt; laat --office weg.
cli-error-role = Het pakket { $pack } kent deze rol niet; kies uit: { $roles }.
cli-error-no-register = Het protocol { $pack } kent geen anoniem register dat een regisseur ziet.
cli-error-quarter = Dit kwartaal wordt niet getoond. Kies er een dat voorbij is, tot en met { $newest }.
cli-error-days = Een uitnodiging is 1 tot { $most } dagen geldig.
cli-error-name = Een naam heeft 1 tot { $most } leesbare tekens.
cli-error-no-invitation = Er is geen openstaande uitnodiging met dit nummer; ruggensteun people toont ze, en acht tekens zijn genoeg.
cli-error-no-person = Er doet niemand mee met dit nummer; ruggensteun people toont ze, en acht tekens zijn genoeg.
cli-error-pack-texts = Het pakket { $pack } klopt, maar deze teksten ontbreken: { $keys }.
cli-error-export-what = Geef de nummers van meldingen, of --all; niet allebei.
cli-error-no-case = Er is geen melding met nummer { $reference }.
cli-error-nothing-sealed = Er is nog niets verzegeld, dus er is niets te exporteren.
cli-error-nothing-sealed-in = Bij { $reference } is niets verzegeld, dus er is niets te exporteren.
cli-error-no-dossier = { $path } is er niet.
cli-error-no-manifest = In { $path } ligt geen manifest.json, dus de handtekeningen zijn niet te controleren; neem de hele map over.
cli-error-manifest = Het manifest is beschadigd of van een nieuwere versie; vraag om een nieuwe export.
cli-error-not-in-manifest = Dit bestand staat niet in het manifest ernaast; er is niets geopend.
cli-error-other-signer = Deze export is met een andere sleutel getekend dan je opgaf; er is niets geopend.
cli-error-verifying-key = { $path } kan niet worden gelezen als een sleutel om handtekeningen te controleren.
cli-error-part-missing = Het onderdeel { $part } ontbreekt of kan niet worden gelezen; er is niets geschreven.
cli-error-part-changed = Het onderdeel { $part } is veranderd na de export; er is niets geopend of geschreven.
cli-error-part-forged = De handtekening bij het onderdeel { $part } klopt niet, dus het kan vervalst zijn; er is niets geschreven.
cli-error-part-swapped = Het onderdeel { $part } hoort bij een andere melding; er is niets geschreven.
cli-error-part-damaged = Het onderdeel { $part } is beschadigd; er is niets geschreven.
cli-error-part-not-yours = Het onderdeel { $part } is niet aan deze sleutel verzegeld; er is niets geschreven.
cli-error-part-newer = Het onderdeel { $part } is van een nieuwere versie; werk Ruggensteun op deze computer bij.
cli-error-part-evidence = Het onderdeel { $part } is een ander bestand dan in de melding staat; er is niets geschreven.
cli-error-evidence-exists = In { $path } staat al een bestand met zo'n naam, en er wordt nooit iets overschreven; kies een andere map.
cli-error-evidence-write = In { $path } kan niet worden geschreven; er is niets van de bestanden bewaard.
