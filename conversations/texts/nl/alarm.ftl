### Wat de beheerder leest als er iets aan de hand is met de bot. Nooit iets over een melding of een persoon.

alarm-storage =
    { $organisation }: ik kan al { $duration } niets bewaren. Is de schijf vol of op slot? Maak ruimte, of kijk wie de database bezet houdt. Ik probeer het steeds opnieuw. Telegram bewaart nieuwe berichten 24 uur.
alarm-unauthorized =
    { $organisation }: Telegram neemt mijn token niet aan. Vraag BotFather om een nieuw, zet het in het bestand en start me opnieuw.
alarm-receiving =
    { $organisation }: ik heb al { $duration } niets van Telegram kunnen ophalen. Kijk naar het netwerk, naar het token en in het log. Telegram bewaart nieuwe berichten 24 uur. Daarna zijn ze weg.
alarm-delivery =
    { $organisation }: er wacht al lang een bericht dat ik niet kwijt kan. Kijk in het log wat er mis is. Bel zo nodig wie op bericht wacht.
alarm-dead-letters =
    { $organisation }: ik heb een bericht opgegeven. Kijk welk met: ruggensteun dead-letters. Bel wie erop wacht. Is de oorzaak weg? Geef dan: ruggensteun retry.
alarm-evidence =
    { $organisation }: een bestand als bewijs haal ik maar niet op bij Telegram. Kijk naar het netwerk en in het log. Wie het stuurde, hoort het als het niet lukt.
alarm-disk =
    { $organisation }: de schijf raakt vol. Maak ruimte voordat ik niets meer kan bewaren. Gooi oude reservekopieën weg die er nog op staan.
alarm-nobody =
    { $organisation }: niemand is bereikbaar als { $role-key }. Wie de bot heeft geblokkeerd, krijgt geen melding. Bel die persoon, of nodig iemand uit. Kijk met: ruggensteun doctor.
alarm-damaged =
    { $organisation }: er zijn gegevens veranderd buiten mij om, of beschadigd. Die gebruik ik niet meer. Wat er is, zegt: ruggensteun doctor. Zoek uit wie bij de database kon.
alarm-clock =
    { $organisation }: iets wat op tijd moest gebeuren, lukte niet. Ik probeer het elk uur opnieuw. Het log zegt wat er misging. Geef dat door aan wie de bot onderhoudt.

## Als het voorbij is

alarm-over =
    { $organisation }: het is voorbij. { $what } Dat duurde { $duration }.
alarm-over-receiving =
    { $organisation }: ik haal weer berichten op. Dat lukte { $duration } niet, sinds { $since-at }. Wat in die tijd binnenkwam, behandel ik nu.
alarm-lost =
    Dat was langer dan Telegram berichten bewaart. Wat mensen in het begin van die tijd stuurden, kan weg zijn. Vraag de griffie om iedereen te laten weten dat de bot weg was.
alarm-what-storage = Ik kan weer bewaren.
alarm-what-unauthorized = Telegram neemt mijn token weer aan.
alarm-what-receiving = Ik haal weer berichten op.
alarm-what-delivery = Berichten gaan de deur weer uit.
alarm-what-dead-letters = Er zijn geen opgegeven berichten meer.
alarm-what-evidence = Bestanden ophalen lukt weer.
alarm-what-disk = Er is weer genoeg ruimte op de schijf.
alarm-what-nobody = Er is weer iemand bereikbaar als { $role-key }.
alarm-what-damaged = Ik kom geen veranderde gegevens meer tegen.
alarm-what-clock = Alles gebeurt weer op tijd.
alarm-no-role = deze rol

alarm-minutes = { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
}
alarm-hours = { $hours } uur
alarm-days = { $days } dagen

## Hoe het nu gaat, op verzoek

bot-status = Zo gaat het nu met de bot.
bot-status-well = ✓ Er hapert niets.
bot-status-trouble = ▪ Sinds { $since-at }: { $what }
bot-status-received = Berichten opgehaald: { $received-at }.
bot-status-not-received = Sinds de start zijn er geen berichten opgehaald.
bot-status-queue = Er wachten { $queued } berichten om te versturen. Opgegeven: { $dead }.
bot-status-room = Vrij op de schijf: { $megabytes } MB.
bot-status-unseen = Dat kan ik nu niet zien. Kijk op de server met: ruggensteun doctor
alarm-now-storage = ik kan niets bewaren.
alarm-now-unauthorized = Telegram neemt mijn token niet aan.
alarm-now-receiving = ik haal geen berichten op.
alarm-now-delivery = berichten gaan de deur niet uit.
alarm-now-dead-letters = er zijn berichten opgegeven.
alarm-now-evidence = bestanden ophalen lukt niet.
alarm-now-disk = er is weinig ruimte op de schijf.
alarm-now-nobody = niemand is bereikbaar als { $role-key }.
alarm-now-damaged = er zijn gegevens veranderd buiten mij om, of beschadigd.
alarm-now-clock = niet alles gebeurt op tijd.
