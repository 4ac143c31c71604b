### Het overzicht voor het versturen, het versturen zelf, en bewijs.

## Het overzicht

review-title = Klopt dit zo? Er is nog niets verstuurd.
review-incomplete = Je hebt nog niet verteld wat er is gebeurd. Een paar woorden is genoeg.
review-which-part = Wat wil je veranderen of toevoegen?
review-skipped-many = De rest is nog leeg. Dat mag zo blijven, en later aanvullen kan altijd.
review-skipped = Nog leeg: { $parts }. Dat mag zo blijven.
review-recipients = Je melding gaat naar: { $roles }. Alleen zij en hun vervangers kunnen die lezen.
review-recipients-urgent = Je melding gaat met spoed naar: { $roles }. Alleen zij en hun vervangers kunnen die lezen.
review-some-read = Je melding gaat naar: { $roles }. Openen kan nu alleen: { $readers }.
review-some-read-urgent = Je melding gaat met spoed naar: { $roles }. Openen kan nu alleen: { $readers }.
review-none-reads = Je melding gaat naar: { $roles }. Zelf openen kan daar nog niemand: dat kan nu alleen wie de herstelsleutel van je organisatie bewaart.
review-none-reads-urgent = Je melding gaat met spoed naar: { $roles }. Zelf openen kan daar nog niemand: dat kan nu alleen wie de herstelsleutel van je organisatie bewaart.
review-no-recipient = Zo kan niemand je melding krijgen. Kijk nog eens wie je wilt overslaan.
review-gone = Deze melding is er niet meer.

button-tell = Vertel wat er gebeurde
button-send = Versturen
button-change = Iets veranderen
button-left-out = Wie dit niet mag krijgen

## De delen van een melding

part-what-happened = Wat er gebeurde
part-when = Wanneer
part-channel = Hoe het je bereikte
part-behaviour = Welk gedrag
part-target = Op wie gericht
part-injury = Iemand gewond
part-perpetrator = Wie het deed
part-perpetrator-earlier = Eerder gebeurd
part-perpetrator-office = Zelf ambtsdrager
part-effect = Wat het met je doet
part-weight = Hoe zwaar
part-functioning = Werk en thuis
part-response = Wat je deed
part-support = Steun tot nu toe
part-follow-up-self = Wat jou helpt
part-follow-up-perpetrator = Richting de dader
part-who-may-know = Wie het mag weten
part-left-out = Wie het niet krijgt
part-evidence = Bewijs

## Bewijs

file-photo = Foto
file-document = Bestand
file-voice = Spraakbericht
file-audio = Geluid
file-video = Video
file-video-note = Videobericht
file-animation = Bewegend beeld
file-pending = nog onderweg
forwarded-from = doorgestuurd van { $origin }
evidence-safe = ✓ Veilig bewaard.
evidence-refused-too-large =
    Dit bestand is te groot. Ik kan hoogstens { $megabytes } MB bewaren.

    Houd het origineel zelf. Stuur een korter stuk, of geef het later aan je contactpersoon.
evidence-refused-gone = Dit bestand is bij Telegram niet meer te vinden. Stuur je het nog een keer?
evidence-refused-unreachable = Dit bestand kon ik niet ophalen. Houd het origineel zelf, en stuur het straks nog een keer.

## Verstuurd

sent-reference = ✓ Je melding is verstuurd. Het nummer is { $reference }.
sent-told = Deze mensen krijgen nu bericht: { $told-keys }. In dat bericht staat niet wat je mij vertelde.
sent-told-nobody = Ik kan nu niemand een bericht sturen. Je melding is wel bewaard en verzegeld. Bel zelf het Ondersteuningsteam: { $support-team }. Gevaar? Bel { $emergency }.
sent-none-reads = Zij kunnen je melding nog niet zelf openen. Daar is nu de herstelsleutel van je organisatie voor nodig. Bellen ze? Vertel dan zelf wat er is gebeurd.
sent-next = Uiterlijk { $seen-by-at } heeft iemand je melding gezien. Lukt dat niet, dan waarschuw ik een ander. Daarna hoor je wat er kan. Er gebeurt niets voordat jij ja zegt.
sent-call-today = Je wilt vandaag gebeld worden. Dat staat in het bericht. Later vraag ik na of het is gelukt.
sent-call-tomorrow = Je wilt gebeld worden. Dat staat in het bericht. Het is al avond, dus het kan morgenochtend worden. Morgen om 9 uur vraag ik na of het is gelukt.
sent-check-ins =
    Ik vraag je hoe het gaat:
    ▪ { $first-at }
    ▪ { $second-at }
    ▪ { $third-at }
    Overslaan mag altijd.
sent-wipe = Liever geen sporen op je telefoon? Dan kan ik dit gesprek wissen. Je melding blijft gewoon staan.

review-nobody =
    Let op: niemand die dit mag lezen, is hier al aangemeld. Er gaat dus geen bericht uit. Je melding wordt wel verzegeld bewaard.

    Bel liever zelf: het Ondersteuningsteam, { $support-team }. Gevaar? { $emergency }.
