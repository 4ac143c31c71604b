### Het maken, tonen en controleren van een identiteit (ruggensteun key), en het herstelblad.

key-new-intro =
    Je maakt nu je eigen sleutel voor meldingen. Doe dit op je eigen computer, niet op de server.
    De sleutel is straks beveiligd met een wachtzin. Zonder de wachtzin kan niemand hem gebruiken, jij ook niet.
key-new-whose = Van wie is deze sleutel? Naam of functie, voor op het herstelblad ({ $default }):{ " " }
key-passphrase-new = Kies een wachtzin:{ " " }
key-passphrase-again = Typ de wachtzin nog een keer:{ " " }
key-passphrase-ask = Wachtzin:{ " " }
key-new-done =
    Klaar. Je sleutel staat in { $path }
    Het herstelblad staat in { $sheet }
    Het adres voor de beheerder staat in { $address }
key-new-next =
    Wat nu?
    1. Print het herstelblad, leg het op een veilige plek en wis daarna het bestand.
    2. Bewaar de wachtzin ergens anders dan het herstelblad.
    3. Stuur het bestand met het adres naar de beheerder. Het adres is niet geheim.
    4. Lees de controlewoorden voor aan de telefoon, zodat jullie zeker weten dat het adres klopt.
key-recipient = Adres om meldingen aan te verzegelen:
key-check-words = Controlewoorden: { $words }
key-fingerprint = Controlecijfers: { $fingerprint }
key-check-done = In orde: deze sleutel gaat open met je wachtzin, en kan een verzegelde melding openen.
key-check-permissions = Let op: ook anderen op deze computer kunnen dit bestand lezen; maak het alleen leesbaar voor jezelf.

key-error-exists = { $path } bestaat al, en een sleutel wordt nooit overschreven; kies een andere naam.
key-error-same-path = De sleutel en het herstelblad kunnen niet hetzelfde bestand zijn; kies twee namen.
key-error-write = { $path } kan niet worden geschreven; controleer of de map bestaat, of je er mag schrijven en of de schijf niet vol is.
key-error-read = { $path } kan niet worden gelezen; controleer de naam en of je het bestand mag lezen.
key-error-no-terminal = Er is geen scherm om de wachtzin op te vragen; geef een bestand met --passphrase-file.
key-error-passphrase-file = Het bestand met de wachtzin kan niet worden gelezen.
key-error-different = De twee wachtzinnen zijn niet gelijk; probeer het nog eens.
key-error-too-short =
    De wachtzin is te kort: { $length } tekens, en het moeten er minstens { $minimum } zijn. Vier losse woorden die niets met elkaar te maken hebben, zijn goed te onthouden.
key-error-too-simple =
    De wachtzin is te makkelijk te raden, want hij herhaalt zich of volgt een rijtje. Neem vier losse woorden die niets met elkaar te maken hebben.
key-error-wrong-passphrase = De wachtzin klopt niet.
key-error-unprotected = Dit bestand bevat een sleutel zonder wachtzin; vernietig het en maak een nieuwe met 'ruggensteun key new'.
key-error-not-a-key = Dit bestand is geen beveiligde sleutel, of het is beschadigd.
key-error-sealing = Verzegelen werkt niet op deze computer; er is niets gemaakt.
key-error-language = De taal kan nl of en zijn.
key-error-stopped = Gestopt; er is niets gemaakt.

key-sheet-title = Herstelblad van een sleutel voor meldingen
key-sheet-whose = Sleutel van: { $whose }
key-sheet-made = Gemaakt op { $date }
key-sheet-what =
    Met dit blad krijg je je sleutel terug als je computer kapot of weg is. Je hebt er ook je wachtzin voor nodig. Die staat niet op dit blad.
key-sheet-keep = Leg dit blad in een kluis of een gesloten envelop. Bewaar de wachtzin ergens anders.
key-sheet-restore-title = Je sleutel terugkrijgen
key-sheet-restore =
    Scan de QR-code, of typ de tekst eronder over, en bewaar de tekst in een bestand met de naam sleutel.age. Controleer het met: ruggensteun key check sleutel.age
key-sheet-without =
    Heb je Ruggensteun niet meer? Het vrije programma age (versie 1.3 of nieuwer) opent je meldingen ook: age -d -i sleutel.age melding.age
key-sheet-fingerprint = Controlewoorden en controlecijfers
key-sheet-fingerprint-why = Aan deze woorden en cijfers herken je de sleutel. Ze zijn niet geheim.
key-sheet-protected = De sleutel, beveiligd met je wachtzin
key-sheet-recipient = Het adres (niet geheim)
key-sheet-lost =
    Is dit blad zoek, en kan iemand ook je wachtzin weten? Bel meteen de beheerder: dan komt er een nieuwe sleutel.
