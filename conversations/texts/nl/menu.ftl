### Het begin, de deuren daaromheen, en wat eerlijk gezegd moet worden.

## Welkom

welcome-reporter =
    Welkom. Ik ben Ruggensteun, van { $organisation }, voor als iemand je bedreigt, onder druk zet of lastigvalt. Je kunt het hier in vertrouwen melden, bewijs bewaren en om hulp vragen. Er gebeurt niets voordat jij ja zegt.
welcome-honest =
    Goed om te weten: een chat met een bot is niet end-to-end versleuteld, dus Telegram kan een bericht zien terwijl het langskomt.

    Liever niet typen? Bel dan je contactpersoon: { $handler-key }.
welcome-handler =
    Welkom. Ik ben Ruggensteun, van { $organisation }. Je krijgt hier bericht als er een melding voor je is. De inhoud staat nooit in deze chat: die lees je op je eigen computer.

## Het begin

menu = Waar kan ik je mee helpen? Je mag ook meteen typen wat er is gebeurd.
menu-short = Wat wil je doen?
menu-back = Goed. Ik ben er als je me nodig hebt.
menu-handler = Waar kan ik je mee helpen? De inhoud van een melding lees je op je eigen computer.

button-report = Iets melden
button-doubt = Ik twijfel
button-unsafe-feeling = Ik voel me onveilig
button-emergency = Gevaar: wie bel ik?
button-my-reports = Mijn meldingen
button-advice = Advies
button-more = Meer
button-my-cases = Meldingen bij mij

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
    ▪ Verstuurd: alleen je contactpersoon en de vervangers. De bot kan het niet meer openen, de beheerder ook niet. Je organisatie bewaart een noodsleutel buiten de bot.
    ▪ Hun telefoon toont alleen een nummer, de tijd en of het haast heeft.
    ▪ De bot kan wel lezen: wie je bent, waar je gebeld wilt worden, en wanneer je iets stuurde.

    Zien wat ik over je bewaar? Typ /mijngegevens.
    Dit gesprek wissen? Typ /wis. Wat ouder is dan 48 uur, wis je zelf in Telegram. Wat je hebt verstuurd, blijft bestaan.
