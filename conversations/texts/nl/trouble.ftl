### Wat er niet klopt aan de configuratie of een protocolpakket, en hoe je dat herstelt. Voor de beheerder.

## De configuratie

config-missing = Er is geen configuratie { $path }; maak er een met ruggensteun init, of noem hem met --config.
config-unreadable = De configuratie { $path } kan niet worden gelezen ({ $reason }).
config-not-toml = { $path } is geen geldige TOML: { $detail }.
config-settings = { $path }: { $problems }.
config-setting-missing = de instelling { $name } ontbreekt; voeg die toe
config-setting-unknown = er is geen instelling { $name }; haal die weg of verbeter de naam
config-setting-wrong = de instelling { $name } kan zo niet: { $problem }
config-page-address = de instelling { $name }.public_url moet een https-adres zijn, zonder pad
config-secret-missing = Het bestand met { $what } ontbreekt: { $path }.
config-secret-unreadable = Het bestand met { $what } kan niet worden gelezen ({ $reason }): { $path }.
config-secret-open = Het bestand met { $what } is open voor anderen; geef: chmod 600 { $path }
config-secret-empty = Het bestand met { $what } is leeg: { $path }.
config-credential = In de configuratie is { $what } een systemd-credential, maar dit is niet door systemd gestart.
config-recovery-missing = Het adres van de herstelsleutel ontbreekt: { $path }; geef eerst ruggensteun init.
config-recovery-other = Het adres van de herstelsleutel is niet dat uit de configuratie; vergelijk de controlecijfers met het herstelblad, en zet het goede bestand terug.
config-pack-unreadable = Het protocolpakket { $name } kan niet worden gelezen; noem een van { $shipped }, of de plek van een pakketbestand.
config-pack-changed = Het pakket { $pack } is veranderd maar noemt nog versie { $version }; geef het een hogere versie.
config-page-port = De listen_host en listen_port van de pagina zijn niet te gebruiken; is de poort bezet?
config-token-form = In { $path } staat geen token van BotFather; dat ziet eruit als 123456789:AAE…
config-health-taken = Het adres van de gezondheidspagina is niet te gebruiken (port of socket onder [health]); is het bezet?
config-webhook-taken = De listen_host en listen_port van de webhook zijn niet te gebruiken; is de poort bezet?
secret-bot-token = het token van de bot
secret-operational-key = de bedrijfssleutel
secret-signing-key = de tekensleutel
secret-webhook = het geheim van de webhook

## Wat een waarde mis heeft

wrong-bool = dit moet true of false zijn
wrong-int = dit moet een heel getal zijn
wrong-text = dit moet een tekst zijn
wrong-list = dit moet een lijst zijn
wrong-table = dit moet een tabel zijn
wrong-time = dit is geen geldige tijd
wrong-pattern = deze tekst past niet bij wat hier mag
wrong-short = deze tekst is te kort
wrong-long = deze tekst is te lang
wrong-few = in deze lijst staat te weinig
wrong-many = in deze lijst staat te veel
wrong-least = dit moet ten minste { $limit } zijn
wrong-most = dit mag hoogstens { $limit } zijn
wrong-other = deze waarde kan niet ({ $detail })

## Een protocolpakket

pack-error = { $file }, regel { $line }: { $field }: { $problem }. Herstel: { $mend }
pack-not-toml = dit is geen geldige TOML ({ $detail })
pack-unknown-field = dit veld is niet bekend
pack-missing-field = dit veld ontbreekt
pack-not-allowed = deze waarde mag hier niet
pack-no-role = het pakket heeft geen rol "{ $value }"
pack-no-actor = het pakket heeft geen rol of partij "{ $value }"
pack-no-number = het pakket heeft geen nummer "{ $value }"
pack-reserved-role = een pakket kan de rol "{ $value }" niet geven
pack-registrar = "{ $value }" houdt het register bij en ziet alleen wat geanonimiseerd is
pack-twice = "{ $value }" staat twee keer in deze lijst
pack-itself = "{ $value }" zou zichzelf vervangen
pack-no-time-zone = deze tijdzone bestaat niet
pack-violence = "{ $value }" is geweld, maar heeft geen spoed
pack-ban = de wet staat een verbod voor vergaderingen van hoogstens drie maanden toe
pack-no-desk = het pakket heeft geen beveiliging om te tonen
pack-dead-end = zonder "{ $first }" behandelt niemand een melding
pack-dead-end-two = zonder "{ $first }" en "{ $second }" behandelt niemand een melding
pack-working-day = working_day_end is niet later dan working_day_start
pack-draft-warning = de waarschuwing zou komen voordat er iets is
pack-check-in-window = een nazorgmoment heeft één venster nodig
pack-check-in-order = het venster eindigt voordat het begint
pack-check-in-prompt = de vraag valt buiten het venster
pack-retention-notice = de aankondiging zou komen voordat de zaak klaar is

mend-nearest = bedoel je "{ $value }"?
mend-choose = kies uit: { $known }
mend-add = voeg hier { $name } = ... toe, zoals docs/packs.md uitlegt
mend-docs = in docs/packs.md staat wat hier mag
mend-write = schrijf bijvoorbeeld { $line }
mend-bool = schrijf true of false, zonder aanhalingstekens
mend-int = schrijf een heel getal, zonder aanhalingstekens
mend-text = schrijf een tekst tussen aanhalingstekens, zoals "griffier"
mend-list = schrijf een lijst, zoals ["griffier"]
mend-table = schrijf een tabel, met de naam tussen vierkante haken
mend-time = schrijf een tijd zoals "08:30"
mend-pattern = een id heeft kleine letters, cijfers en streepjes; een telefoonnummer cijfers
mend-few = vul de lijst aan
mend-many = haal weg wat te veel is
mend-toml = kijk hier en een regel hoger: vaak ontbreekt een aanhalingsteken, een haak of een is-teken
mend-other-id = kies een ander id
mend-other-kind = noem een rol van een andere soort, of laat het weg
mend-twice = houd een van de twee
mend-somebody-else = noem iemand anders
mend-desk = zet security_desk onder [numbers], of laat het hier weg
mend-dead-end = zet hier iemand bij, of een extra rol onder [replacements]
mend-working-day = schrijf bijvoorbeeld working_day_end = "17:00"
mend-draft-warning = maak het minder uren dan draft_expiry_days telt
mend-check-in-window = geef within_hours, of after_days met until_days
mend-check-in-order = maak until_days groter dan after_days
mend-check-in-prompt = kies ten minste { $opens } en minder dan { $closes } uur
mend-retention-notice = maak het minder dagen dan months_after_closing telt

## Wat er verder mis kan gaan

cli-error-database = De database kon niet worden gelezen of geschreven; er is niets veranderd.
cli-error-operational-key = Dit is geen bedrijfssleutel; zet het goede sleutelbestand terug.
cli-error-operational-key-other = De database is versleuteld met een andere bedrijfssleutel; zet het goede sleutelbestand terug.
cli-error-signing-key-other = De database is ondertekend met een andere tekensleutel; zet het goede sleutelbestand terug.
cli-error-field = Iets in de database is beschadigd of hoort ergens anders; ruggensteun doctor kijkt wat.
cli-error-nobody-to-seal-to = Er is niemand om aan te verzegelen, ook geen herstelsleutel; er is niets verstuurd.
cli-error-no-identity = Dit bestand is niet aan deze sleutel verzegeld.
cli-error-identity = Dit is geen geldige sleutel.
cli-error-envelope = Dit bestand is beschadigd, veranderd of niet verzegeld; er is niets geopend.
cli-error-refused = Telegram deed niet wat werd gevraagd; probeer het later nog een keer.
