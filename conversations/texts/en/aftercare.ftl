### Asking how somebody is: short, warm, answered with one thumb. Sometimes read in the middle of the night.
### Names of buttons and answers: at most thirty characters.

## Inviting

check-in-invite-first = How are you? I have a few short questions. It takes you a minute, and you can skip everything.
check-in-invite-second = How have the past days been for you? I would like to ask. It takes you a minute.
check-in-invite-third = It is some weeks later now. How are you? A few short questions, and you can skip everything.
check-in-invite-extra = Here I am again, as agreed. How are you? It is only a few questions.
check-in-invite-again = I am asking once more. Do you have a minute now? You don't have to. Skipping is fine too.
check-in-about = It is about { $references }.
check-in-about-more = It is about these reports together: { $references }.
check-in-button-begin = Begin
check-in-button-later = Later
check-in-button-skip-this = Skip this one
check-in-button-stop-all = Stop these questions
check-in-button-talk = I want to talk to someone
check-in-button-go-on = Go on with how I am
check-in-button-earlier = Ask me now: { $reference }
check-in-button-now = Ask me now how I am
check-in-where-we-were = Good that you are here. This is where we were.
check-in-returned = Good that you are back. I could not reach you for a while. Sorry if you expected something from me. Nothing was lost.

## With every question

check-in-progress = Question { $number } of { $total }
check-in-noted = ✓ I have added that. You can write more, or go on.
check-in-file-noted = ✓ That is part of your answer now. If you do not share it later, I throw it away. You can send more, or go on.
check-in-edited = ✓ Changed.
check-in-too-many = Nothing more fits in here now. I have everything you wrote. Go on, or ask for a call.

## The first time

check-in-ask-safe = Are you safe, also at home and tonight?
check-in-safe-yes = Yes, I am safe
check-in-safe-unsure = I am not sure
check-in-safe-no = No
check-in-ask-company = Is there someone with you?
check-in-company-yes = Yes
check-in-company-alone-fine = No, and that is fine
check-in-company-alone = No, and that is hard
check-in-ask-arrange = What has to be arranged now? Choose what fits. It can be more than one.
check-in-arrange-home-front = Telling them at home
check-in-arrange-safety = My safety
check-in-arrange-police-report = Police or a police report
check-in-arrange-damage = Damage
check-in-arrange-work = My work and diary
check-in-arrange-something-else = Something else
check-in-arrange-nothing = Nothing right now
check-in-ask-who = Who may know about it? I tell nobody anything myself. Your answer helps whoever arranges it with you.
check-in-who-nobody = Nobody
check-in-ask-caller = Shall someone call you? Who would you like best? I will ask at once.
check-in-caller-support-team = Support team
check-in-caller-nobody = Nobody, thank you
check-in-ask-call-when = When does that suit you?
check-in-call-when-soon = As soon as possible
check-in-call-when-today = Today
check-in-call-when-tonight = This evening
check-in-call-when-tomorrow = Tomorrow
check-in-reactions =
    Bad sleep, being startled, feeling angry or feeling nothing at all: that is normal after this. Your body is still on alert.

    For most people that fades in the weeks after. Rest, rhythm and someone who listens will help.

    Does it stay, or get worse? Then your GP can think along with you.

## Calling

check-in-call-asked = ✓ I have asked for someone to call you. Preferably: { $carer-key }. Your request has number { $reference }.
check-in-call-asked-urgent =
    ✓ I have asked urgently for someone to call you. Your request has number { $reference }.

    Are you in danger? Don't wait for that. Call { $emergency }.
check-in-call-already =
    Your request is there already. I asked less than an hour ago.

    Are you in danger? Don't wait for that. Call { $emergency }.
check-in-ask-call-number = On which number can they call you? Type it here. You can skip this: then they use the number they know.
check-in-number-kept = ✓ Your number has been passed on.
check-in-number-skipped = Fine. They will call the number they know.
check-in-number-unclear = I see no number in that. Your message is kept with your answers.

## The second time

check-in-ask-days = How were your days? Choose what fits.
check-in-days-sleep = I sleep badly
check-in-days-on-guard = I am always on guard
check-in-days-avoid-work = I avoid my work
check-in-days-avoid-online = I avoid being online
check-in-days-not-managing = I can't manage right now
check-in-days-fine = I am all right
check-in-ask-new = Has anything new happened? Is it a new threat? Then I let your contact person know at once.
check-in-new-no = No, nothing
check-in-new-other = Yes, but not a threat
check-in-new-threat = Yes, a new threat
check-in-new-threat-told = ✓ Your contact person is being told urgently. This should not have happened.
check-in-button-tell = Tell what happened
check-in-ask-arranged = You wanted this to be arranged: { $wanted-keys }. Did that happen?
check-in-arranged-yes = Yes
check-in-arranged-partly = In part
check-in-arranged-no = No
check-in-ask-still-open = What is still open?
check-in-ask-called = You wanted a call. Preferably from: { $caller-key }. Did that happen?
check-in-called-yes = Yes
check-in-called-no = No
check-in-ask-talk = Have you had the { $talk-key }? That is the talk with your contact person: { $handler-key }. If you say yes, I note that with your case.
check-in-talk-first = first talk
check-in-talk-second = second talk
check-in-talk-third = third talk
check-in-talk-yes = Yes
check-in-talk-planned = No, but it is planned
check-in-talk-no = No
check-in-talk-not-wanted = I don't need it
check-in-ask-family = How are the people around you at home?
check-in-family-fine = They are all right
check-in-family-hard = They find it hard
check-in-family-help = They could use help
check-in-family-none = That is not an issue
check-in-ask-status = Do you know where your report stands?
check-in-status-yes = Yes
check-in-status-no = No
check-in-button-status = Where does it stand?

## The third time

check-in-ask-change = How is it now, looking back?
check-in-change-better = Better
check-in-change-same = The same
check-in-change-worse = Worse
check-in-ask-office = Do you look at your political work differently now?
check-in-office-same = No
check-in-office-different = Yes, differently
check-in-office-stop = I think of stopping
check-in-ask-private = Has anything changed in your private life?
check-in-private-same = No
check-in-private-little = A little
check-in-private-much = A lot
check-in-ask-speaking = Do you still say what you think?
check-in-speaking-same = Just as before
check-in-speaking-careful = Yes, but more carefully
check-in-speaking-less = I stay silent more often
check-in-ask-helped = What has helped you? Choose what fits.
check-in-helped-home = People at home
check-in-helped-colleagues = Colleagues
check-in-helped-organisation = The griffie or the board
check-in-helped-professional = A professional
check-in-helped-measures = What was done to stop them
check-in-helped-time = Time and rest
check-in-helped-nothing = Nothing yet
check-in-ask-promises = Was done what was promised to you?
check-in-ask-promises-known = This was still open: { $wanted-keys }. Was done what was promised to you?
check-in-promises-kept = Yes
check-in-promises-open = No, something is still open
check-in-promises-unsure = I don't know
check-in-ask-again = Shall I ask again later how you are?
check-in-again-two-weeks = In two weeks
check-in-again-month = In a month
check-in-again-three-months = In three months
check-in-again-no = No, thank you

## Five questions about the past month (PC-PTSD-5)

check-in-ask-screen = Would you like five short questions about the past month? They are about complaints that can stay after something severe. Only you see the result, unless you share it.
check-in-screen-source = These questions are called PC-PTSD-5. They come from the US Department of Veterans Affairs. The result is not a diagnosis.
check-in-screen-yes = Yes, ask them
check-in-screen-no = No, rather not
check-in-ptsd-intro = Think of what you reported, and of the past month.
check-in-ask-ptsd-1 = Have you had nightmares about the event or thought about the event when you did not want to?
check-in-ask-ptsd-2 = In the past month, have you tried hard not to think about the event? Or went out of your way to avoid situations that reminded you of it?
check-in-ask-ptsd-3 = In the past month, have you been constantly on guard, watchful, or easily startled?
check-in-ask-ptsd-4 = In the past month, have you felt numb or detached from people, activities, or your surroundings?
check-in-ask-ptsd-5 = In the past month, have you felt guilty? Or unable to stop blaming yourself or others for the event or any problems it may have caused?
check-in-ptsd-yes = Yes
check-in-ptsd-no = No
ptsd-result-raised = You said yes { $count } times out of five. At { $cut } or more it is good to talk to your GP about it. They can look at what is going on.
ptsd-result-low = You said yes { $count } times out of five. That is less than { $cut }. Are you troubled all the same? Then that is reason enough to call your GP.
ptsd-limits = This is not a diagnosis. The limit comes from research among US veterans. First it was three, later four. I use three, so that nobody is missed. I don't keep the result, unless you share it.
ptsd-incomplete = You skipped one of the five questions. That is fine. So I add nothing up.

## What there is, close by and further away

care-offer-circle-1 = You don't have to do this alone. Who can call you now, or sit with you? Think of: { $names-keys }.
care-offer-circle-2 = That should not stay with you. Shall I ask for someone to call you? Your first point of contact is: { $carer-key }.
care-offer-circle-3 = This is hard. There are people whose work this is. You can turn right now to: { $names-keys }.
care-offer-further =
    They can also refer you further. Is calling too much? Ask your contact person to do it with you.

    Rather outside your organisation? Call the Ondersteuningsteam Weerbaar Bestuur: { $support-team }. That is confidential.
care-offer-home = This touches the people around you too. That counts just as much.
care-offer-family-too = The help is there for your family too.
care-offer-team = The Ondersteuningsteam Weerbaar Bestuur listens, in confidence: { $support-team }.
care-offer-status = It should not be like that. Here you see where your report is. Want to hear more? Then I ask for a call.
care-offer-unsure =
    Doubt is reason enough to call.

    Danger now: { $emergency }. Say your office: { $office-key }. No hurry: { $police }.

    I can also ask urgently for someone to call you.
check-in-button-call = Ask for a call

## Who may read it

check-in-consent =
    Thank you. Who may read this? Your contact person is: { $handler-key }.

    If you don't share it, I don't keep your answers. I only remember, encrypted, what is still open and whether you wanted a call. That way I can ask about it later.
check-in-consent-more = Your choice holds for { $references }.
check-in-consent-share = My contact person
check-in-consent-share-all = All, five questions too
check-in-consent-share-without = All but the five questions
check-in-consent-answered = Only that I answered
check-in-consent-nobody = Nobody but me
check-in-thanks-share = ✓ Your contact person can read it now. With me it can't be read any more. Thank you for sharing.
check-in-thanks-answered = ✓ Your contact person only hears that you answered. What you said is gone here. Thank you.
check-in-thanks-nobody = ✓ Nobody hears of this. What you said is gone here. Thank you for taking the time.
check-in-not-arranged = You wanted this to be arranged: { $wanted-keys }. Nobody knows that now. Shall I ask for someone to call you?
check-in-again-planned = I will ask again on { $again-at }.

## Later, skipping, stopping

check-in-later = Fine. When shall I ask again? At night I leave you in peace.
check-in-snooze-hour = In an hour
check-in-snooze-tonight = This evening
check-in-snooze-morning = Tomorrow morning
check-in-snooze-days = In a few days
check-in-snoozed = Good. I will ask again on { $due-at }. Earlier is always possible: type /aftercare.
check-in-skipped = Good, we skip this one. Nobody hears of that. Next time I will simply ask again.
check-in-stopping = Shall we stop? Just say what you want.
check-in-button-stop-this = Stop for now
check-in-button-enough = Stop, and choose who reads
check-in-discarding = You have told me something already. What shall I do with it? If you stop once more, I throw it away.
check-in-button-who-reads = Choose who reads it
check-in-button-discard = Throw it away and stop
check-in-stopped-this = Stopped. What you said is gone here and nobody hears of it. Next time I will ask again.
check-in-stopped-all = Good, I ask no more questions about this report. Your contact person hears only that. Need something after all? Type /aftercare, or ask for a call.

## Silence

check-in-over = This moment has passed. That is fine. Would you like to talk about it now after all?

## Earlier

check-in-coming = Good that you ask. The questions about { $reference } are on their way.
check-in-which-report = About which report?
check-in-no-report = There is no report that I can ask about. Do you just want to talk to someone? That is always possible.
check-in-draft-waits = The report that you were writing is still there.
check-in-supplement-waits = Your addition has not been sent yet. Do you want to send it now?

## How was this

check-in-rating-ask = Finally: did it help that I asked how you were? One tap is enough. I count the taps, without a name and without a case. Your organisation sees the count only from five answers on.
check-in-rating-helped = It helped
check-in-rating-so-so = A little
check-in-rating-not = It did not help
check-in-rating-line = Thank you. Would you like to add one sentence? The contact persons of your organisation can read it, once there are five sentences. Your name is not with it. So write nothing that shows who you are. At most { $longest } characters.
check-in-rating-line-kept = ✓ Thank you. Your sentence is there now, without your name.
check-in-rating-thanks = Thank you. I am here when you need me again.
check-in-rating-too-long = That is too long. Can you say it in one sentence?
check-in-rating-words-only = Only text fits here. I have not kept this.

## For someone close to you

button-close-ones = For someone close to me
close-how = Below is a message for someone close to you: your partner, your child, a friend. Forward it yourself, if you like. I send nothing to anybody. Whoever reads it sees nothing of what you say here.
close-what = Someone you care about may have been threatened or harassed. That affects you too. Sleeping badly, being startled, being angry or feeling nothing at all: that is normal after something like this. It can be different for each of you.
close-helps =
    What helps:
    ▪ Listen. You don't have to solve anything.
    ▪ Ask what is needed now, and do that.
    ▪ Keep up ordinary things: eating together, sleeping, going out.
    ▪ Think together about whom to call when it feels unsafe.
close-not =
    What is better left:
    ▪ Don't respond to the perpetrator yourself, not online either.
    ▪ Don't say that it is part of the job. That makes it heavier.
    ▪ Don't press anyone to talk.
    ▪ Don't tell others without asking.
close-yourself = And you? Talk about it with someone you trust as well. Does it stay hard, do you sleep badly or are you afraid all the time? Your GP can help.
close-organisation = The organisation's help is there for the family too. Ask who the contact person is.
close-numbers =
    Danger now: call { $emergency }. No hurry: police, { $police }.

    Are you thinking of suicide, or are you worried about someone else? Call { $crisis }, or free of charge { $crisis-free }. Day and night.
close-link = To read this again, or in another language: { $link }

## 113

crisis-seen = There are words about suicide in your message. Maybe they are somebody else's words. In case they are not:
crisis-card =
    Are you thinking of suicide? You don't have to carry that alone. Call { $crisis }, or { $crisis-free } free of charge. That is possible day and night, without giving your name. You can chat on 113.nl.

    Is there danger now? Call { $emergency }.
crisis-person = Would you rather have someone you know? Then I ask your contact person urgently to call you. I don't say why.
crisis-button-talk = Have someone call me now
crisis-button = Talk about suicide: 113

## For who handles the case

notice-new-threat = Urgent, { $reference }: there is a new threat. Get in touch now. Confirm here that you have seen this.
notice-check-in-unanswered-twice = For { $reference } there was no reaction to my questions, twice. Will you call yourself? I know no more than that.
talk-card = For { $reference }: it is time for the { $talk-key }. This is what it is about:
talk-first = first talk
talk-second = second talk
talk-third = third talk

## The aftercare, for who handles the case

button-my-aftercare = Aftercare with me
care-overview = The aftercare of your reporters. Whom you had better call comes first; then by time. Answers are never shown here.
care-none = No aftercare is under way with you now.
care-case-button = { $reference }
care-case-button-call = { $reference } – call
care-kind-first = first time
care-kind-second = second time
care-kind-third = third time
care-kind-extra = extra time
care-next = { $kind-key } on { $due-at }.
care-asked = { $kind-key } asked, still open.
care-paused = paused: I cannot reach this reporter now.
care-call = no reaction twice. Will you call?
care-last = Last heard ({ $kind-key }): { $outcome-key }.
care-outcome-shared = answers shared, read them in the dossier
care-outcome-answered = answered, not shared
care-outcome-skipped = nothing filled in
care-outcome-stopped = wants no more questions
care-outcome-stale = could not be asked in time
care-tally = How the aftercare was, according to { $total } people: helped { $helped }, a little { $so-so }, did not help { $not-helped }. The count grows by five.
care-tally-few = How people found the aftercare is shown here from five answers on.
