### Writing a report: safety first, then one question at a time.

## Are you safe?

report-safety = First things first: are you safe now?
button-safe = Yes, I am safe
button-not-safe = No, I am not safe
button-no-report = This is not a report
button-safe-now = I am safe now

emergency-card =
    Call { $emergency } now.

    ▪ Say where you are and what is happening.
    ▪ Say what office you hold: { $office-key }. The police can scale up on it.
emergency-until =
    Until the police arrive:
    ▪ Your own safety comes before everything.
    ▪ Stay calm. Don't provoke.
emergency-until-give-in =
    Until the police arrive:
    ▪ Your own safety comes before everything.
    ▪ Give the other person what they want, and let it show.
    ▪ Stay calm. Don't provoke.
emergency-desk = Help close by: { $desk-key }, { $desk }.
emergency-police = Not urgent? You can also reach the police on { $police }.
office-unknown = what you do, and for which authority

report-urgent =
    This is serious. It is good that you are telling it.

    Is it still going on, or do you fear it will come back? Then first call { $emergency } and say what office you hold: { $office-key }. This report can wait.

    Are you safe? Then carry on here. Your report gets priority as soon as you send it.

## The questions

report-progress = Step { $number } of { $total }
answer-so-far = What I have from you so far:

ask-what-happened =
    What happened?

    Tell it as it comes, typed or spoken. Bit by bit is fine. Forwarding something is fine too.

    Only this question is needed. You may skip all the others.

ask-when =
    When was it?

    Tap a button, or type it. For example: Friday at 7.30 pm.
when-now = Now, or just now
when-today = Today
when-yesterday = Yesterday

ask-channel =
    How did it reach you?

    Choose all that fit.

ask-behaviour =
    What kind of behaviour was it?

    Choose all that fit. Does nothing quite fit? Then type it in your own words.

ask-target =
    At whom was it aimed?

    Choose all that fit.
report-home-front = It counts just as much when it hits people at home. I will soon ask what would help all of you.

ask-injury =
    Is anyone hurt?

    Small injuries count, and so does harm that showed later.
injury-yes = Yes
injury-no = No
injury-unsure = I don't know

ask-perpetrator =
    Do you know who did it?

    Type what you know: a name, account, phone number or e-mail address. You don't have to find anything out.
perpetrator-unknown = I don't know

ask-perpetrator-earlier =
    Has the same person done something like this before?

    To you, a colleague or an official: it all counts. You may type an example.
earlier-yes = Yes, before
earlier-no = No, as far as I know
earlier-unsure = I don't know

ask-perpetrator-office =
    Does the perpetrator hold political office too?

    A colleague on the council or in the executive, for example. Your report counts then as well.
office-holder-yes = Yes
office-holder-no = No
office-holder-unsure = I don't know

ask-effect =
    What does it do to you?

    Any answer is fine. Your report counts even if it hardly bothers you.

ask-weight =
    How heavily does it weigh on you?

    0 is not at all, 10 is very heavily.
weight-option = { $number }
weight-answer = { $number } on a scale from 0 to 10

ask-functioning = Are you managing at the moment, at work and at home?
functioning-both = Yes, both
functioning-work = At work, less so at home
functioning-home = At home, less so at work
functioning-neither = Neither, really

ask-response =
    What did you do, and how did the contact go?

    Did nothing? That is an answer too.

ask-support =
    What support have you had so far?

    From home, your group, the clerk or someone else. No support at all? Feel free to say so.

ask-follow-up-self =
    What would help you now?

    Choose all that fit. It does not commit you to anything.

ask-follow-up-perpetrator =
    What would you like to happen toward the perpetrator?

    This is a wish, not yet your consent. Nothing happens until you say yes.

ask-who-may-know =
    Who may know about this?

    Choose all that fit. At the end you will see who gets your report.

ask-left-out =
    Is there anyone who should not get your report?

    For instance because it is about them. I will leave out anyone you choose here.
left-out-nobody-remains = Then nobody could read your report any more. Please leave at least one of them in.

ask-evidence =
    Do you have evidence? Send it here.

    Photo, screenshot, document, voice, video or link. At most { $megabytes } MB per file.

    ▪ Send it as a file. That keeps the original intact.
    ▪ Note who posted it.
    ▪ Don't reply to the perpetrator.

## While writing

noted = ✓ Saved. You may add more, or carry on.
noted-when = ✓ Saved.
moment-read = I read this as { $moment }. Not right? Just type it again.
moment-not-read = Your words are in, just as you typed them. I could not make a date of them. That is all right.
report-text-kept = ✓ What you wrote is saved. It has not been sent yet.
report-evidence-kept = Your file is coming in. You will see a ✓ once it is safe. Nothing has been sent yet.
report-added-to-draft = ✓ This is now with the report you had started. That report has not been sent yet.
report-edited = ✓ Your change is saved.
report-edited-review = ✓ Your change has been kept. The overview above no longer holds. This is the new one:
report-too-many = There is no room for this message: { $limit } is the most. Send your report. You can add to it after that.
evidence-too-many = There is no room for this file: { $limit } is the most. Send your report. You can add to it after that.

button-to-review = To the overview
button-send-now = Send it now

## Stopping, and going on later

report-stopping =
    You can always stop for a while. Nothing has been sent yet.

    Shall I keep what you have?
button-go-on = Carry on
button-keep = Keep for later
button-discard = Throw away
report-discarding =
    Shall I throw away everything in this report?

    What you wrote and sent here will be gone. I can't bring it back.
button-discard-confirm = Yes, throw it all away
report-kept = ✓ I will keep your report for { $days } days, counted from your last answer. Nothing has been sent yet. Carry on whenever you like.
report-nothing-kept = All right, we stop here. Nothing was kept and nothing was sent.
report-discarded = Your report is gone. Nothing was sent. You can always start again.
button-resume = Go on with my report
draft-reminder = Your report is still here for you. It has not been sent yet. Carry on whenever it suits you.
draft-warning = Your report has not been sent yet. In { $hours } hours I will throw it away. Don't want that? Send the report, or add something to it.
report-expired =
    Your report lay still for a long time. So I have thrown everything away, as I said I would. Nothing was sent.

    You can always start again. You can also phone your contact.
