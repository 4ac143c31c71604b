### Na het versturen: kijken hoe het staat, aanvullen, intrekken, het gesprek wissen.

## Wat ik heb verstuurd

my-reports = Dit heb je verstuurd. Tik op een nummer om te zien hoe het ermee staat.
my-reports-none = Je hebt hier nog niets verstuurd.
my-reports-report = Melding { $reference }
my-reports-callback = Belverzoek { $reference }
my-reports-doubt = Twijfel { $reference }

report-status = Zo staat het met { $reference }:
status-sent = Verstuurd: { $sent-at }
status-delivered = Aangekomen: { $delivered-at }
status-received = Ontvangst bevestigd: { $received-at }
status-opened = Gelezen: { $opened-at }
status-on-its-way = Het bericht is onderweg.
status-withdrawn = Daarna ingetrokken.
status-closed = Afgerond.
status-gone = Hierover is niets meer te vinden.

button-show-report = Hoe staat het ermee?
button-supplement = Iets toevoegen
button-withdraw = Intrekken
button-wipe = Dit gesprek wissen

## Iets toevoegen

supplement-ask =
    Wat wil je toevoegen aan { $reference }?

    Stuur tekst, foto's of bestanden. Niets gaat weg voordat je op versturen tikt.
supplement-noted = ✓ Bewaard. Stuur gerust nog meer, of verstuur je aanvulling.
supplement-file-noted = Je bestand komt binnen. Zodra het veilig staat, zie je een ✓. Stuur gerust nog meer, of verstuur je aanvulling.
supplement-sent = ✓ Je aanvulling staat nu bij { $reference }. Je contactpersoon krijgt bericht dat er iets bij is gekomen.
supplement-from-edit = ✓ Dat bericht was al verstuurd. Je nieuwe tekst staat er nu als aanvulling bij, onder { $reference }. De eerste versie blijft ook staan.
supplement-from-edit-too = ✓ Ook deze wijziging staat er als aanvulling bij.
cancelled = Goed, dan doen we dat niet. Wat je eerder verstuurde, blijft zoals het was.
button-supplement-send = Aanvulling versturen

## Intrekken

withdraw-ask =
    Wil je { $reference } intrekken?

    ▪ Je contactpersoon hoort dat je dit intrekt.
    ▪ Ik vraag je hierover niet meer hoe het gaat.
    ▪ Wat al gelezen of gedaan is, kan ik niet terugdraaien.
    ▪ Wat je hebt verstuurd, is hiermee niet gewist. Daarover beslis je samen met je contactpersoon.
withdraw-addition = Je was hier nog iets aan het toevoegen. Dat is niet verstuurd. Trek je dit in, dan gooi ik het weg.
button-withdraw-no = Nee, laat het staan
button-withdraw-yes = Ja, trek het in
withdraw-done = ✓ { $reference } is ingetrokken. Je contactpersoon krijgt daar bericht van. Je kunt altijd opnieuw melden of bellen.
withdraw-not = Goed. Alles blijft zoals het was.
toast-withdrawn = Dat kan hier niet meer.

## Het gesprek wissen

wipe-ask =
    Zal ik dit gesprek van je scherm wissen?

    ▪ Wat je hebt verstuurd, blijft bij je contactpersoon.
    ▪ Een melding die nog niet weg is, blijft ook bewaard.
    ▪ Berichten ouder dan 48 uur kan ik niet wissen. Ik vertel je hoe je dat zelf doet.
button-wipe-yes = Ja, wis dit gesprek
wipe-done = ✓ Dit gesprek is gewist. Wat je hebt verstuurd, is er nog.
wipe-done-partly =
    { $left ->
        [one] Eén bericht kon ik niet wissen. Dat staat Telegram mij niet toe.
       *[other] { $left } berichten kon ik niet wissen. Dat staat Telegram mij niet toe.
    }

    Zelf kun je het wel. Open het menu van dit gesprek en kies Verwijder chat. Kies niet voor blokkeren, anders kan ik je niet meer bereiken.

    Wat je hebt verstuurd, is er nog.
button-supplement-resume = Verder met mijn aanvulling
supplement-reminder = Je was iets aan het toevoegen aan je melding. Dat is nog niet verstuurd. Wil je verder?
supplement-expired = Je aanvulling lag lang stil. Ik heb die weggegooid; er is niets van verstuurd. Je melding zelf staat er nog.

supplement-too-many = Er past nu niets meer bij. Verstuur dit eerst. Daarna kun je weer iets toevoegen.
supplement-cancelled = Goed. Wat je net toevoegde, heb ik weggegooid. Daar is niets van verstuurd. Je melding blijft zoals die was.
supplement-kept = ✓ Je aanvulling is bewaard. Er is nog niets van verstuurd. Je kunt verder wanneer je wilt.
supplement-other-first =
    Je was al iets aan het toevoegen aan { $other }. Dat is nog niet verstuurd.

    Wat doe ik daarmee, voordat je verdergaat met { $reference }?
button-supplement-other-send = Versturen, dan dit
button-supplement-other = Eerst dat afmaken
button-supplement-other-drop = Weggooien, dan dit
