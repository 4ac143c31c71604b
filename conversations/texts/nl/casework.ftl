### Berichten over een melding: aan wie die behandelt, en aan wie die deed.
### Op de telefoon van een behandelaar staan alleen nummer, spoed en tijd. Nooit inhoud, nooit een naam.

## Nieuw

notice =
    Nieuwe melding { $reference }, { $sent-at }.

    Bevestig dat je dit hebt gezien. Open daarna het dossier op je eigen computer.
notice-urgent =
    SPOED: nieuwe melding { $reference }, { $sent-at }.

    Bevestig nu dat je dit hebt gezien. Open daarna meteen het dossier op je eigen computer.
notice-callback =
    Belverzoek { $reference }, { $sent-at }.

    Bevestig dat je dit hebt gezien. Kijk daarna wie je belt.
notice-urgent-callback =
    SPOED: belverzoek { $reference }, { $sent-at }.

    Bevestig nu dat je dit hebt gezien. Kijk daarna wie je belt, en bel meteen.
notice-doubt =
    Verzoek om een kort gesprek { $reference }, { $sent-at }. Dit is geen melding.

    Bevestig dat je dit hebt gezien. Kijk daarna wie je belt.
notice-urgent-doubt =
    SPOED: verzoek om een kort gesprek { $reference }, { $sent-at }. Dit is geen melding.

    Bevestig nu dat je dit hebt gezien. Kijk daarna wie je belt, en bel meteen.
notice-informed =
    Ter informatie: { $reference } is binnen, { $sent-at }.

    De behandelaar heeft bericht en neemt zo nodig contact met je op.
notice-informed-urgent =
    SPOED, ter informatie: { $reference } is binnen, { $sent-at }.

    De behandelaar heeft bericht. Blijf bereikbaar, of bel zelf even.
remind =
    { $reference }, { $sent-at }, is nog door niemand bevestigd.

    Kun jij dat nu doen? Iemand wacht op een teken.
remind-urgent =
    SPOED: { $reference }, { $sent-at }, is nog door niemand bevestigd.

    Doe dat nu. Iemand wacht op een teken.
notice-deputy =
    { $reference }, { $sent-at }, is niet op tijd bevestigd. Daarom krijg jij nu bericht.

    Kun je de ontvangst bevestigen en dit oppakken?
notice-deputy-urgent =
    SPOED: { $reference }, { $sent-at }, is niet op tijd bevestigd. Daarom krijg jij nu bericht.

    Bevestig de ontvangst en pak dit meteen op.

notice-seen = { $reference }, { $sent-at }. ✓ Iemand heeft bevestigd dat dit is gezien.
notice-was-withdrawn = { $reference }, { $sent-at }, is ingetrokken. Hier hoef je niets meer te doen.

button-confirm-receipt = Ik heb dit gezien
button-mark-opened = Ik heb het dossier gelezen
button-show-contact = Wie moet ik bellen?

## Wat de behandelaar doet

handler-received = ✓ Ontvangst van { $reference } is bevestigd. De melder weet dat nu. Open het dossier op je eigen computer. Tik hier als je het hebt gelezen.
handler-received-request = ✓ Ontvangst van { $reference } is bevestigd. Wie dit vroeg, weet dat nu. Kijk wie je belt.
handler-received-by-other = { $reference } is bevestigd door een ander. Dat hoef jij niet meer te doen.
toast-received = ✓ Bevestigd.
toast-already-received = De ontvangst was al bevestigd.
toast-opened = ✓ Genoteerd. De melder weet nu dat het dossier is gelezen.
toast-already-opened = Dat was al genoteerd.
contact-card = Bel:
contact-who = { $name }, { $office-key }. Nummer: { $phone }
contact-wanted = Liefst gebeld door: { $role-key }.
contact-wanted-when = Wanneer: { $when-key }.
contact-no-phone = niet gegeven
case-status = Zo staat het met { $reference }:
my-cases = Dit ligt bij jou:
my-cases-none = Nu niets.
my-cases-line = ▪ { $reference }: { $state }, van { $sent-at }
my-cases-line-urgent = ▪ SPOED { $reference }: { $state }, van { $sent-at }
case-state-sent = nog niet bevestigd
case-state-received = bevestigd
case-state-opened = gelezen
case-state-withdrawn = ingetrokken
case-state-closed = afgerond

## Wat er later bij komt

notice-supplement = Bij { $reference } is iets toegevoegd. Je leest het in het dossier op je eigen computer.
notice-withdrawn = { $reference } is ingetrokken. Begin niets nieuws. Loopt er al iets? Overleg dan eerst.
notice-phone = Bij { $reference } staat nu hoe je terugbelt.
call-today-wished = Gevraagd: vandaag nog bellen.
remind-call-today = Bij { $reference } is gevraagd om op de dag zelf te bellen. Is dat gelukt? Zo niet, bel dan nu, of spreek een tijd af.
notice-check-in-shared = Bij { $reference } staat een antwoord voor je klaar. Je leest het in het dossier op je eigen computer.
notice-check-in-answered = Bij { $reference } is een vraag beantwoord. Het antwoord is niet met je gedeeld. Jij hoeft nu niets te doen.
notice-check-in-skipped = Bij { $reference } is een vraag overgeslagen. Dat mag. Jij hoeft nu niets te doen.
notice-check-in-stale = Bij { $reference } kon ik een vraag niet op tijd stellen. Dat ligt aan mij. Wil je zelf vragen hoe het gaat?
notice-check-in-stopped = Bij { $reference } stel ik geen vragen meer, op verzoek. Houd zelf contact.

## Wat de melder hoort

reporter-received = ✓ Iemand heeft { $reference } gezien: { $received-at }. Je staat er niet alleen voor.
reporter-opened = ✓ { $reference } is gelezen: { $opened-at }. Je contactpersoon bespreekt met jou wat er kan. Er gebeurt niets voordat jij ja zegt.
reporter-unanswered-twice = Ik hoorde een paar keer niets. Dat geeft niet. Ik heb je contactpersoon ({ $handler-key }) gevraagd je te bellen. Meer weet die niet.
reporter-unheard =
    Ik moet eerlijk zijn: nog niemand heeft { $reference } bevestigd. Dat duurt te lang, en dat ligt niet aan jou.

    Bel je griffie of je secretaris. Of bel het Ondersteuningsteam Weerbaar Bestuur: { $support-team }. Dat is vertrouwelijk.
reporter-unheard-urgent =
    Ik moet eerlijk zijn: nog niemand heeft { $reference } bevestigd. Wacht daar niet langer op.

    Ben je in gevaar? Bel { $emergency }.

    Bel anders je griffie of je secretaris. Of bel het Ondersteuningsteam Weerbaar Bestuur: { $support-team }. Dat is vertrouwelijk.

notice-escalated =
    { $reference }, { $sent-at }, is niet op tijd bevestigd. Daarom krijg jij nu bericht.

    Het dossier kun jij niet openen. Bel degene die dat wel kan, of bevestig dat jij het oppakt.
notice-escalated-urgent =
    SPOED: { $reference }, { $sent-at }, is niet op tijd bevestigd. Daarom krijg jij nu bericht.

    Het dossier kun jij niet openen. Bel nu degene die dat wel kan, of bevestig dat jij het oppakt.
reporter-unheard-elsewhere =
    Ik moet eerlijk zijn: nog niemand heeft { $reference } bevestigd. Dat duurt te lang, en dat ligt niet aan jou.

    Bel het Ondersteuningsteam Weerbaar Bestuur: { $support-team }. Dat is vertrouwelijk en staat los van je organisatie. Gevaar? Bel { $emergency }.
