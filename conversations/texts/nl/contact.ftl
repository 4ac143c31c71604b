### Gebeld worden: bij nood, bij twijfel, of gewoon omdat het helpt.

doubt =
    Twijfelen mag. Je hoeft niet zeker te weten of het erg genoeg is.

    Zal ik vragen of je contactpersoon je belt? Er komt geen melding van. Alleen je verzoek staat genoteerd.
button-doubt-call = Ja, laat iemand mij bellen
button-doubt-report = Ik wil het toch melden

contact-requested = ✓ Ik heb gevraagd of je contactpersoon je belt. Je verzoek heeft nummer { $reference }.
contact-requested-urgent =
    ✓ Ik heb met spoed gevraagd of je contactpersoon je belt. Je verzoek heeft nummer { $reference }.

    Ben je in gevaar? Wacht daar niet op. Bel 112.
contact-phone =
    Op welk nummer kan dat? Typ het hier. Zet erbij wanneer het jou past.

    Overslaan mag ook.
contact-phone-kept = ✓ Doorgegeven. Je ziet hier wanneer iemand je verzoek heeft gezien.
contact-phone-skipped = Goed. Je ziet hier wanneer iemand je verzoek heeft gezien.

unsafe-feeling =
    Een onveilig gevoel is reden genoeg om te praten. Er hoeft nog niets gebeurd te zijn.

    Bel het Ondersteuningsteam Weerbaar Bestuur: { $support-team }. Dat is vertrouwelijk. Ze luisteren en denken met je mee.

    Liever iemand van dichtbij? Dan vraag ik of je contactpersoon je belt.

contact-nobody =
    Eerlijk gezegd kan ik nu niemand bereiken die je mag bellen. Er is geen verzoek gedaan.

    In gevaar? Bel { $emergency }. Wil je iemand spreken? Het Ondersteuningsteam Weerbaar Bestuur is er vertrouwelijk voor je: { $support-team }.

answers-lapsed = Je was nog niet klaar met mijn vragen. Wat je zei, heb ik met niemand gedeeld en is hier nu weg. Wil je dat iemand het toch hoort? Dan vraag ik of iemand je belt.
