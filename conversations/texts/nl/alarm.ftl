### Wat de beheerder leest als er iets aan de hand is met de bot. Nooit iets over een melding of een persoon.

alarm-storage =
    { $organisation }: ik kan al { $minutes } minuten niets bewaren. Kijk of de schijf vol of op slot is. Ik probeer het steeds opnieuw. Telegram bewaart nieuwe berichten 24 uur.
alarm-receiving =
    { $organisation }: ik heb al { $minutes } minuten niets van Telegram kunnen ophalen. Kijk naar het netwerk en het token. Telegram bewaart nieuwe berichten 24 uur.
alarm-delivery =
    { $organisation }: er wacht al meer dan een uur een bericht dat ik niet kwijt kan. Kijk in het logboek wat er mis is.
alarm-dead-letters =
    { $organisation }: een bericht is opgegeven. Kijk met ruggensteun dead-letters welk, en bied het daarmee zo nodig opnieuw aan.
