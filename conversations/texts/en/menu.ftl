### The start, the doors around it, and what honesty asks us to say.

## Welcome

welcome-reporter =
    Welcome. I am Ruggensteun, from { $organisation }, for when someone threatens, pressures or harasses you. Here you can report it in confidence, keep the evidence and ask for help. Nothing happens until you say yes.
welcome-honest =
    Good to know: a chat with a bot is not end-to-end encrypted, so Telegram can see a message while it passes.

    Rather not type? Then phone your contact: { $handler-key }.
welcome-handler =
    Welcome. I am Ruggensteun, from { $organisation }. You get a message here when there is a report for you. The report itself is never in this chat: you read that on your own computer.

    What you and the reporter write to each other here is in this chat. Telegram can see that.
welcome-own-report = Are you being threatened yourself? You can report here too. Your own report never comes to you. It goes to: { $handler-key }.
report-elsewhere = Are you being threatened yourself? You can't report here in your role. Phone your clerk or your secretary, or in confidence the Support Team: { $support-team }. In danger? Phone { $emergency }.

## The start

menu = How can I help? You may also simply type what happened.
menu-short = What would you like to do?
menu-back = All right. I am here when you need me.
menu-handler = How can I help? You read the content of a report on your own computer.

button-report = Report something
button-report-self = Report for myself
button-doubt = I'm in doubt
button-unsafe-feeling = I feel unsafe
button-emergency = Danger: whom do I call?
button-my-reports = My reports
button-advice = Advice
button-more = More
button-my-cases = Reports with me
welcome-administrator =
    Welcome. I am Ruggensteun, of { $organisation }. You keep me running. I write to you here when something goes wrong, what you can do about it, and when it is over.

    You never see reports here: no references, no names, no content.
menu-administrator = You hear it here when something goes wrong. Do you want to know how it is going now? Tap the button. You do not see reports here.
button-bot-status = How is the bot doing?
role-administrator = Administrator

## Advice

advice-which = What would you like advice on?
button-other-advice = Other advice
advice-number-emergency = In an emergency: { $number }
advice-number-police = Police, not urgent: { $number }
advice-number-support-team = Ondersteuningsteam Weerbaar Bestuur (support team): { $number }
advice-number-security-desk = Security: { $number }

## More

help =
    Type what you want to say, or tap a button. These words always work:

    ▪ /start – back to the start
    ▪ /emergency – whom to call in danger
    ▪ /advice – what you can do
    ▪ /stop – stop what is going on
    ▪ /wipe – wipe this chat

    Stuck? Phone your council clerk's office or your secretary.
button-language = Language / Taal
button-privacy = Who can read what?
language-which = Which language would you like? / Welke taal wil je?
language-set = ✓ In English from now on.

privacy =
    Who can read what?

    ▪ While you type: the bot. Telegram can see it as it passes, because a bot chat is not end-to-end encrypted.
    ▪ Not sent yet: the bot keeps it encrypted. Leave it for long and the bot deletes it, after a warning.
    ▪ Sent: only your contact and their deputies. The bot can't open it any more, nor can the administrator. Your organisation keeps a recovery key outside the bot.
    ▪ The notice of your report shows only a number, the time and whether it is urgent.
    ▪ Do you and your contact write to each other? That is in both chats.
    ▪ The bot can still read: who you are, where you want to be called, and when you sent something.

    See what I keep about you? Type /mydata.
    Wipe this chat? Type /wipe. Anything older than 48 hours you delete in Telegram yourself. What you have sent stays.
