### Wat overal terugkomt: datum en tijd, vaste knoppen, en het antwoord op wat er niet bij past.
### Namen van knoppen: hoogstens dertig tekens. Korte meldingen boven in beeld (toast): hoogstens 190.

## Datum en tijd

date-and-time = { $date } om { $time }
date-morning = { $date }, in de ochtend
date-afternoon = { $date }, in de middag
date-evening = { $date }, in de avond
date-night = { $date }, in de nacht

## Talen

language-nl = Nederlands
language-en = English

## Vaste knoppen

button-back = Terug
button-next = Verder
button-skip = Overslaan
button-stop = Stoppen
button-cancel = Toch niet
button-no-thanks = Nee, dank je
button-call-me = Laat iemand mij bellen
button-talk = Ik wil iemand spreken
button-menu = Naar het begin

## Voor wie niet is uitgenodigd

stranger =
    Deze bot werkt alleen met een persoonlijke uitnodiging. Vraag ernaar bij je griffie of je secretaris. Is je uitnodiging al gebruikt of verlopen? Dan krijg je daar een nieuwe.

    Ben je in gevaar? Bel 112.
group-refused = Ik werk niet in een groep. Zo blijft wat je vertelt tussen jou en mij. Stuur me een eigen bericht.
invitation-does-not-go-with = Je doet hier al mee. Deze uitnodiging past daar niet bij, en is niet gebruikt. Vraag de beheerder wat je ermee moet.

## Als iets niet gaat zoals het hoort

flood =
    Je stuurt nu sneller dan ik het kan bewaren. Alles tot hier heb ik. Wat nu nog volgt misschien niet. Wacht een minuut en ga dan rustig verder.

    Ben je in gevaar? Bel 112.
something-went-wrong =
    Je laatste bericht kon ik niet verwerken. Dat ligt niet aan jou. Alles van daarvoor is bewaard. Stuur het nog een keer, of bel je contactpersoon.

    Ben je in gevaar? Bel 112.

toast-already = Dat heb ik al.
toast-earlier = Deze knop hoort bij een eerder moment.
toast-not-yours = Dit ligt niet bij jou. Er is niets veranderd.
toast-required = Vertel of stuur eerst iets. Een paar woorden is genoeg.
not-understood = Dit bericht kan ik hier niet plaatsen. Ik heb het niet bewaard.
nothing-written = In dit bericht zie ik niets staan. Er is niets veranderd.
edit-unknown = Dit bericht hoort niet bij een melding die ik nog kan aanpassen. Er is niets veranderd.
unsupported = Zo'n bericht kan ik niet bewaren. Stuur het als tekst, foto, bestand, spraak of video.
file-not-now = Dit bestand kan ik hier niet plaatsen. Ik heb het niet bewaard.
command-unknown = Die opdracht ken ik niet.
words-not-kept = Achter deze opdracht lees ik niet verder. Wat er nog stond, heb ik niet bewaard. Stuur het als een los bericht.
nothing-to-stop = Er loopt nu niets. Je hoeft niets te stoppen.

## Zoals Telegram deze bot laat zien

bot-description =
    Word je als politieke ambtsdrager bedreigd, onder druk gezet of lastiggevallen? Hier meld je het in vertrouwen, bewaar je bewijs en vraag je om hulp.

    Je doet mee op persoonlijke uitnodiging. Een chat met een bot is niet end-to-end versleuteld. Liever bellen? Dat kan altijd.

    Ben je in gevaar? Bel 112.
bot-short-description = Melden en hulp voor politieke ambtsdragers. Op uitnodiging. In gevaar? Bel 112.
command-melden = Iets melden, of verder met je melding
command-nood = Gevaar: wie je nu belt
command-zaken = Wat er bij jou ligt
command-klokken = Welke tijd er loopt
command-overzicht = Wie er in de nazorg is
command-register = Het anonieme register
command-status = Hoe het met de bot gaat
command-mijngegevens = Wat ik over je bewaar
command-stop = Stoppen met wat nu loopt
command-twijfel = Overleggen zonder te melden
command-mijn = Wat je hebt gemeld en hoe het ermee staat
command-nazorg = Vraag mij nu hoe het gaat
command-hulp = Als het te zwaar wordt: 113
command-naasten = Voor wie dicht bij je staat
command-advies = Wat je kunt doen, per situatie
command-taal = Een andere taal kiezen
command-privacy = Wie kan lezen wat je hier zegt
command-help = Wat je hier kunt doen
