### What comes back everywhere: date and time, fixed buttons, and the answer to what does not fit.
### Labels of buttons: at most thirty characters. Short notes on top of the screen (toast): at most 190.

## Date and time

date-and-time = { $date } at { $time }
date-morning = { $date }, in the morning
date-afternoon = { $date }, in the afternoon
date-evening = { $date }, in the evening
date-night = { $date }, at night

## Languages

language-nl = Nederlands
language-en = English

## Fixed buttons

button-back = Back
button-next = Continue
button-skip = Skip
button-stop = Stop
button-cancel = Never mind
button-no-thanks = No, thank you
button-call-me = Have someone call me
button-talk = I want to talk to someone
button-menu = Back to the start

## For those who were not invited

stranger =
    This bot works by personal invitation only. Ask for one at your council clerk's office or your secretary's. Has your invitation been used or has it expired? They can give you a new one.

    Are you in danger? Call 112.
group-refused = I don't work in groups. That way, what you tell me stays between us. Please send me a message of your own.
invitation-does-not-go-with = You already take part here. This invitation doesn't go with that, and has not been used. Ask the administrator what to do with it.

## When something does not go as it should

flood =
    You are sending faster than I can save. Everything up to here is kept. What comes next may not be. Wait a minute, then carry on in your own time.

    Are you in danger? Call 112.
something-went-wrong =
    I could not handle your last message. That is not your fault. Everything before it is kept. Please send it again, or phone your contact.

    Are you in danger? Call 112.

toast-already = I have that already.
toast-earlier = This button belongs to an earlier moment.
toast-not-yours = This is not with you. Nothing has changed.
toast-required = Please tell or send something first. A few words will do.
not-understood = I can't place this message here. I have not kept it.
nothing-written = I see nothing in this message. Nothing has changed.
edit-unknown = This message is not part of a report that I can still change. Nothing was altered.
unsupported = I can't keep a message like this. Send it as text, photo, file, voice or video.
file-not-now = I can't place this file here. I have not kept it.
command-unknown = I don't know that command.
words-not-kept = I do not read on behind this command. What else it said has not been kept. Send it as a message of its own.
nothing-to-stop = Nothing is going on right now, so there is nothing to stop.

## How Telegram shows this bot

bot-description =
    Do you hold political office, and is someone threatening, pressuring or harassing you? Here you can report it in confidence, keep the evidence and ask for help.

    You join by personal invitation. A chat with a bot is not end-to-end encrypted. Rather phone? You always can.

    Are you in danger? Call 112.
bot-short-description = Reporting and help for people in political office. By invitation. In danger? Call 112.
command-melden = Report something, or go on with your report
command-nood = Danger: whom to call now
command-zaken = What is with you
command-klokken = Which clocks are running
command-overzicht = Who is in aftercare
command-register = The anonymised register
command-status = How the bot is doing
command-mijngegevens = What I keep about you
command-stop = Stop what is going on now
command-twijfel = Talk it over without reporting
command-mijn = What you have reported and where it stands
command-nazorg = Ask me now how I am
command-hulp = When it gets too much: 113
command-naasten = For those close to you
command-advies = What you can do, by situation
command-taal = Choose another language
command-privacy = Who can read what you say here
command-help = What you can do here
