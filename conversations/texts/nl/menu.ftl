### Het begin, de deuren daaromheen, en wat eerlijk gezegd moet worden.

## Welkom

welcome-reporter =
    Welkom. Ik ben Ruggensteun, van { $organisation }, voor als iemand je bedreigt, onder druk zet of lastigvalt. Je kunt het hier in vertrouwen melden, bewijs bewaren en om hulp vragen. Er gebeurt niets voordat jij ja zegt.
welcome-honest =
    Goed om te weten: een chat met een bot is niet end-to-end versleuteld, dus Telegram kan een bericht zien terwijl het langskomt.

    Liever niet typen? Bel dan je contactpersoon: { $handler-key }.
welcome-handler =
    Welkom. Ik ben Ruggensteun, van { $organisation }. Je krijgt hier bericht als er een melding voor je is. De melding zelf staat nooit in deze chat: die lees je op je eigen computer.

    Wat jij en wie meldde elkaar hier schrijven, staat wel in deze chat. Telegram kan dat zien.
welcome-own-report = Word je zelf bedreigd? Dan kun je hier ook melden. Je eigen melding krijg je nooit zelf te behandelen. Die gaat naar: { $handler-key }.
report-elsewhere = Word je zelf bedreigd? Met jouw rol kun je hier niet melden. Bel je griffier of je secretaris, of in vertrouwen het Ondersteuningsteam: { $support-team }. Ben je in gevaar? Bel { $emergency }.

## Het begin

menu = Waar kan ik je mee helpen? Je mag ook meteen typen wat er is gebeurd.
menu-short = Wat wil je doen?
menu-back = Goed. Ik ben er als je me nodig hebt.
menu-handler = Waar kan ik je mee helpen? De inhoud van een melding lees je op je eigen computer.

button-report = Iets melden
button-report-self = Zelf iets melden
button-doubt = Ik twijfel
button-unsafe-feeling = Ik voel me onveilig
button-emergency = Gevaar: wie bel ik?
button-my-reports = Mijn meldingen
button-advice = Advies
button-more = Meer
button-my-cases = Meldingen bij mij
welcome-administrator =
    Welkom. Ik ben Ruggensteun, van { $organisation }. Jij zorgt dat ik draai. Ik schrijf je hier als er iets hapert, wat je dan kunt doen, en wanneer het voorbij is.

    Meldingen zie je hier nooit: geen nummers, geen namen, geen inhoud.
menu-administrator = Hier hoor je het als er iets hapert. Wil je weten hoe het nu gaat? Tik op de knop. Meldingen zie je hier niet.
button-bot-status = Hoe gaat het met de bot?
role-administrator = Beheerder

## Advies

advice-which = Waarover wil je advies?
button-other-advice = Ander advies
advice-number-emergency = Bij nood: { $number }
advice-number-police = Politie zonder spoed: { $number }
advice-number-support-team = Ondersteuningsteam Weerbaar Bestuur: { $number }
advice-number-security-desk = Beveiliging: { $number }

## Meer

help =
    Typ wat je wilt zeggen, of tik op een knop. Deze woorden werken altijd:

    ▪ /start – naar het begin
    ▪ /nood – wie je belt bij gevaar
    ▪ /advies – wat je kunt doen
    ▪ /stop – stoppen met wat nu loopt
    ▪ /wis – dit gesprek wissen

    Kom je er niet uit? Bel je griffie of je secretaris.
button-language = Taal / Language
button-privacy = Wie kan wat lezen?
language-which = Welke taal wil je? / Which language would you like?
language-set = ✓ Vanaf nu in het Nederlands.

privacy =
    Wie kan wat lezen?

    ▪ Terwijl je typt: de bot. Telegram kan het zien als het langskomt, want een botchat is niet end-to-end versleuteld.
    ▪ Nog niet verstuurd: de bot bewaart het versleuteld. Doe je er lang niets mee, dan wist hij het. Eerst waarschuwt hij je.
    ▪ Verstuurd: alleen je contactpersoon en de vervangers. De bot kan het niet meer openen, de beheerder ook niet. Je organisatie bewaart een herstelsleutel buiten de bot.
    ▪ Het bericht over je melding toont alleen een nummer, de tijd en of het haast heeft.
    ▪ Schrijven jij en je contactpersoon elkaar? Dat staat in beide chats.
    ▪ De bot kan wel lezen: wie je bent, waar je gebeld wilt worden, en wanneer je iets stuurde.

    Zien wat ik over je bewaar? Typ /mijngegevens.
    Dit gesprek wissen? Typ /wis. Wat ouder is dan 48 uur, wis je zelf in Telegram. Wat je hebt verstuurd, blijft bestaan.
