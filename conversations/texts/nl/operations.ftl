### Beheer: reservekopie, sleutels vernieuwen, verwijderen, logboek. En wat daarvan in het gesprek te zien is.

## Logboek

op-audit-whole = Het logboek klopt: { $lines } regels. Noteer dit ergens anders: { $head }
op-audit-noted = De genoteerde regel staat er nog precies zo in.
op-audit-other-head = Het logboek zelf klopt, maar regel { $line } is een andere dan je noteerde. Kijk eerst of je het goed overtypte. Ja? Dan is het logboek opnieuw gemaakt: zoek uit wie erbij kon, en bewaar een kopie van de database zoals die nu is.
op-audit-broken = Het logboek is veranderd: regel { $line } past niet bij wat ervoor staat. Zet een reservekopie terug, en zoek uit wie erbij kon.
op-audit-cut = Het logboek is afgekapt: het eindigt voor de genoteerde regel, bij regel { $line }. Zoek uit wie erbij kon.
op-audit-head-wrong = Dat is geen genoteerde regel en geen controlegetal. Een regel is een nummer, een streepje en 16 tekens; een controlegetal is vier groepjes van vier.
op-audit-head-missing = Dit controlegetal staat niet in het logboek. Er zijn regels van het einde afgehaald, of het logboek is opnieuw gemaakt. Zoek uit wie erbij kon, en bewaar een kopie van de database zoals die nu is.
op-audit-empty = Het logboek is leeg.
op-audit-number = Regel
op-audit-at = Wanneer
op-audit-who = Wie
op-audit-what = Wat
op-audit-about = Waarover
op-audit-administrator = beheerder
op-audit-clock = de klok
op-audit-invitation = uitnodiging { $subject }
op-audit-key = bedrijfssleutel { $subject }
op-audit-installation = deze installatie
op-audit-gone = { $subject } (verwijderd of onbekend)

## Reservekopie

op-backup-writing = Bezig
op-backup-done = Reservekopie gemaakt en teruggelezen: { $path }
op-backup-size = { $files } bestanden, { $megabytes } MB. SHA-256: { $sha256 }
op-backup-without-keys = De sleutels zitten er niet in. Wie terugzet, heeft ook de bedrijfssleutel { $key_id } nodig, en de tekensleutel.
op-backup-with-keys = De bedrijfssleutel en de tekensleutel zitten erin.
op-backup-missing = Let op: { $count } bestanden met bewijs die in de database staan, waren er niet.
op-backup-noted = De bot draait en schrijft de regel in het logboek binnen enkele seconden.
op-backup-inside = Zet de reservekopie niet in de map met gegevens: dan groeit elke volgende mee.
op-restore-done = Teruggezet in { $path }. Alles is nagekeken: { $files } bestanden, { $envelopes } verzegelde delen.
op-restore-made = Gemaakt op { $made_at }. Kop van het logboek: { $head } – vergelijk die met wat je noteerde.
op-restore-keys = De sleutels staan in { $path }.
op-restore-no-keys = Er zaten geen sleutels in. Nodig: de bedrijfssleutel { $key_id }, en de tekensleutel.
op-restore-damaged-audit = Het logboek in deze reservekopie klopt niet; gebruik een andere.

## Sleutel vernieuwen

op-rotate-confirm = Bewaar eerst een kopie van de huidige sleutel: reservekopieën van nu blijven die nodig hebben. Doorgaan? (ja/nee){ " " }
op-rotate-stopped = Er is niets veranderd.
op-rotate-resumed = Een eerdere vernieuwing was niet af; die gaat nu verder.
op-rotate-done = Klaar: { $count } waarden staan onder de nieuwe sleutel { $key_id }. De oude is weg uit het sleutelbestand.
op-rotate-waits = { $count } waarden staan onder de nieuwe sleutel { $key_id }. De oude blijft in het sleutelbestand tot { $until }: er staan nog uitnodigingen open. Geef deze opdracht daarna nog eens, of nu met --revoke-invitations.
op-rotate-revoked = Ingetrokken uitnodigingen: { $count }. Nodig die mensen opnieuw uit.
op-rotate-unreadable = { $count } waarden waren al beschadigd en zijn gebleven zoals ze waren.
op-doctor-rotating = een vernieuwing is nog niet af; geef nog eens: ruggensteun rotate-key

## Verwijderen

op-remove-confirm = Alles van { $reference } gaat weg: melding, bewijs, berichten en afspraken. Dat kan niet ongedaan worden gemaakt. Doorgaan? (ja/nee){ " " }
op-remove-done = { $reference } is verwijderd: { $files } bestanden en { $rows } gegevens. Het blijft staan in reservekopieën van vroeger, tot die weg zijn.
op-remove-log-later = Een ander programma leest de database nog. De laatste sporen gaan weg binnen een dag nadat dat klaar is, als de bot draait.
op-remove-open = { $reference } is nog niet afgerond. Laat de zaak eerst sluiten of intrekken, of geef de opdracht met --open.
op-remove-asked = De bot draait en verwijdert { $reference } binnen enkele seconden. Of het gebeurd is, zie je met: ruggensteun audit show

## Opgegeven

op-dead-none = Er is niets opgegeven.
op-dead-messages = Opgegeven berichten
op-dead-updates = Berichten van Telegram die niet te behandelen waren
op-dead-for = Voor wie
op-dead-at = Opgegeven op
op-dead-why = Waarom
op-dead-how = Bel wie erop wacht. Is de oorzaak weg? Geef dan: ruggensteun retry

## In het gesprek

audit-check-number = Controlegetal van het logboek: { $number }
retention-notice-reporter = { $reference } is afgerond. Op { $removed-at } verwijder ik alles wat erbij hoort. Moet het langer bewaard blijven? Zeg het tegen wie je hielp, dan kan de zaak weer open.
retention-notice-handler = { $reference } is afgerond. Op { $removed-at } wordt alles wat erbij hoort verwijderd. Moet het langer bewaard blijven? Open de zaak dan weer. Wil je iets houden? Bewaar het dossier voor die dag.

mydata-intro = Dit bewaar ik over jou. Wat je verstuurd hebt is verzegeld: dat kan ik niet meer lezen. Vraag het aan wie je melding behandelt.
mydata-person = Wie je bent: { $name }, { $office-key }. Je krijgt berichten in het { $language-key }.
mydata-language-nl = Nederlands
mydata-language-en = Engels
mydata-phone = Je telefoonnummer voor een gesprek: { $phone }
mydata-draft = Je bent een melding aan het schrijven. Dit staat erin:
mydata-no-draft = Je bent geen melding aan het schrijven.
mydata-reports = Wat je verstuurd hebt:
mydata-no-reports = Je hebt nog niets verstuurd.
mydata-report = ▪ { $reference }, verstuurd { $sent-at }: { $state }
mydata-report-gone = ▪ { $reference }, verstuurd { $sent-at }
mydata-check-ins = Wanneer ik vraag of vroeg hoe het gaat:
mydata-check-in = ▪ { $due-at }, over { $reference }: { $state }
mydata-check-in-planned = gepland
mydata-check-in-asked = gevraagd
mydata-check-in-answered = beantwoord
mydata-check-in-skipped = overgeslagen
mydata-check-in-stopped = gestopt
mydata-check-in-unanswered = geen antwoord
mydata-check-in-stale = niet gevraagd, het was te laat
mydata-check-in-cancelled = vervallen
mydata-rest = Verder weet ik je Telegram-nummer en welke berichten in deze chat staan. Ook staat in een logboek wie wat wanneer deed, zonder inhoud. Wil je iets laten verwijderen? Zeg het tegen wie je melding behandelt.

## De nazorg

op-tally-few = Nog geen vijf antwoorden. Daaronder is niets te zien, om niemand te laten herkennen.
op-tally-group = Tot en met { $month }: hielp { $helped }, een beetje { $so_so }, hielp niet { $not_helped } (van { $total }).
op-tally-all = Samen: hielp { $helped }, een beetje { $so_so }, hielp niet { $not_helped } (van { $total }). De telling groeit per vijf.
op-tally-lines = { $count } verzegelde zinnen staan in { $path }. Een contactpersoon opent ze met ruggensteun open.
op-tally-no-lines = Er zijn nog geen vijf zinnen. Er is niets geschreven in { $path } (nu { $count }).
