# Opnieuw verzegelen: de opdrachten reseal en accept, en wat export daarbij zegt.

cli-export-to-reseal =
    { $count ->
        [one] Eén zaak geschreven om opnieuw te verzegelen. Geef de map aan wie haar kan lezen.
       *[other] { $count } zaken geschreven om opnieuw te verzegelen. Geef de map aan wie ze kan lezen.
    }
cli-reseal-cases =
    { $count ->
        [one] Zaak { $references } kan straks worden gelezen door:
       *[other] Deze { $count } zaken kunnen straks worden gelezen door (zie hieronder): { $references }
    }
cli-reseal-recovery = De herstelsleutel van de organisatie
cli-reseal-new = nieuw: bel, en vergelijk de woorden of de cijfers
cli-reseal-sure = Klopt dit, en mogen zij dit lezen? (ja/nee){ " " }
cli-reseal-case =
    { $count ->
        [one] { $reference }: één onderdeel opnieuw verzegeld
       *[other] { $reference }: { $count } onderdelen opnieuw verzegeld
    }
cli-reseal-left =
    { $count ->
        [one] Eén onderdeel daarvan kan deze sleutel niet openen. Vraag het aan iemand anders die de zaak kan lezen.
       *[other] { $count } onderdelen daarvan kan deze sleutel niet openen. Vraag het aan iemand anders die de zaak kan lezen.
    }
cli-reseal-others =
    { $count ->
        [one] Deze zaak kan deze sleutel niet openen: { $references }
       *[other] Deze { $count } zaken kan deze sleutel niet openen: { $references }
    }
cli-reseal-done = Geschreven in { $path }, verzegeld. Breng de map naar de beheerder. Die neemt haar op met: ruggensteun accept
cli-accept-done =
    { $count ->
        [one] Eén onderdeel vervangen. De oude versie is weg.
       *[other] { $count } onderdelen vervangen. De oude versies zijn weg.
    }
cli-accept-running =
    { $count ->
        [one] De bot draait en vervangt één onderdeel binnen enkele seconden.
       *[other] De bot draait en vervangt { $count } onderdelen binnen enkele seconden.
    }
cli-accept-before = Dit was al opgenomen. Er is niets veranderd.

cli-error-nothing-to-reseal = Er hoeft niets opnieuw te worden verzegeld: iedereen die een zaak behandelt, kan haar lezen.
cli-error-reseal-nothing = In { $path } staat niets om opnieuw te verzegelen. Vraag de beheerder om: ruggensteun export --to-reseal
cli-error-reseal-list = De lijst met voor wie er wordt verzegeld is beschadigd, of niet door de server getekend. Vraag om een nieuwe export.
cli-error-reseal-no = Gestopt. Er is niets opnieuw verzegeld.
cli-error-reseal-not-yours = Deze sleutel opent niets van wat hier ligt. Gebruik de sleutel van iemand die de zaak al kan lezen.
cli-error-resealed = Wat is teruggebracht, is beschadigd. Er is niets vervangen; verzegel opnieuw.
cli-error-accept-nothing = In { $path } staat niets dat opnieuw is verzegeld.
cli-error-accept-outdated = Bij { $reference } is sindsdien veranderd wie de zaak leest, of wat erin zit. Er is niets vervangen; exporteer opnieuw.
cli-error-accept-proof = Bij { $reference } is niet te zien wie het opnieuw verzegelde, of die mocht het niet. Er is niets vervangen.
cli-error-accept-part = Het onderdeel { $part } van { $reference } past niet op wat er ligt. Er is niets vervangen.
