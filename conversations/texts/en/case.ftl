### What happens in a case: proposing and consenting, messages, talks, police, damage, closing.
### For a case handler, a message that comes by itself starts with notice: only number and state, never content.
### Names of buttons: thirty characters at most.

## The menu of a case

button-case-menu = What can I do?
button-to-propose = Propose
button-message-reporter = Send a message
button-talks = Talks
button-ledger = What was agreed
button-police = Police
button-damage = Damage
button-note = Note
button-to-closing = Close
case-button = { $reference }
case-button-urgent = URGENT { $reference }
case-colleague = { $who }
case-clocks = What is running:
case-clocks-line = ▪ { $clock-key }: { $due-at }
case-actions = What is open:
case-unreadable = Cannot read all of it yet: { $names }. Somebody who can read the dossier seals it again for them, on their own computer.
status-handled = Being handled since: { $handled-at }

## Proposing

case-measures = What do you want to propose for { $reference }? What is under way has a ✓.
action-card = { $measure-key }, for { $reference }.
action-who =
    Decides: { $decides-keys }
    Carries out: { $carries-out-keys }
action-max-months = Lasts { $months } months at most.
action-think-of = Think of this:
button-propose = Propose this
button-propose-with-words = Propose and explain
button-announce = Let them know
action-proposed = ✓ Proposed for { $reference }: { $measure-key }. It stays locked until there is a yes.
action-asks-you = Your contact person ({ $role-key }) proposes something for { $reference }: { $measure-key }. Nothing happens before you say yes.
action-tells-you = Your contact person ({ $role-key }) lets you know something about { $reference }: { $measure-key }. Your yes is not needed for this.
action-explained = The explanation:
button-yes = Yes
button-yes-sure = Yes, you may
button-not-yet = Not yet
button-no = No
button-ask-first = I have a question first
action-sure = Do you say yes to: { $measure-key }? You can withdraw your yes until it has been carried out.
action-answered-yes = ✓ You said yes to: { $measure-key }. You will hear when it is done. Second thoughts? Then withdraw your yes.
action-answered-not-yet = ✓ Not yet. { $measure-key } stays locked. Take your time.
action-answered-no = ✓ No. { $measure-key } will not happen. You can still say yes later.
notice-answer-yes = For { $reference } the answer to a proposal is yes. It may be carried out now.
notice-answer-not-yet = For { $reference } the answer to a proposal is not yet. It stays locked.
notice-answer-no = For { $reference } the answer to a proposal is no. It stays locked.
button-take-back = I withdraw my yes
button-take-back-sure = Yes, withdraw it
button-leave-it = Leave it
action-take-back = Do you want to withdraw your yes to: { $measure-key }? Then it is locked again.
action-taken-back-you = ✓ Withdrawn. { $measure-key } is locked again. Your contact person knows.
notice-taken-back = STOP for { $reference }: a yes was withdrawn. Do not carry that out.
action-now = { $measure-key }, for { $reference }. What do you want?
button-answer-named = { $measure-key }
button-ask-for = Ask for a measure
action-what-to-ask = What do you want to ask for, for { $reference }? Your contact person talks it over with you. Nothing happens before you say yes after that.
action-asked-you = ✓ You asked for: { $measure-key }. Your contact person will come back to you.
notice-action-asked = For { $reference } a measure is asked for.
button-look-at-it = Look at it
button-drop = Take the proposal back
button-drop-named = Take back: { $measure-key }
button-carried-out = This has been carried out
button-done-named = Done: { $measure-key }
action-done = ✓ Noted: { $measure-key } has been carried out. The reporter knows now.
action-done-you = For { $reference } this was carried out, as you agreed or were told: { $measure-key }.
action-done-police = Your contact person tells you how it goes on with the police.
action-dropped = ✓ Taken back: { $measure-key }. The reporter knows now.
action-dropped-you = For { $reference } this will not go ahead: { $measure-key }. If there was a yes, it no longer counts.
toast-proposed-already = This is there already. Look at what was agreed.
toast-carried-out-already = That was noted already.
toast-locked = Locked. This is only allowed after a yes from the reporter.
toast-action-over = This is over already.
toast-asked-already = This is under way already. Look at what was agreed.
toast-answered-already = You had said that already.
toast-too-late = It has been carried out already. It cannot be withdrawn. Send a message if something is wrong.

## Writing

write-message-handler = What do you want to write for { $reference }? Your message goes to the reporter at once. It is sealed into the dossier too.
write-message-reporter = What do you want to write for { $reference }? Your message goes to your contact person at once. It is sealed into the dossier too.
write-question = What do you want to know? Your question goes to your contact person at once. You can answer the proposal after that.
write-propose = Write a short explanation with your proposal. The proposal goes to the reporter with it, at once.
write-note = Write your note for { $reference }. It is sealed at once. Delete your message here afterwards if you like.
write-police-note = Write your remark about the police for { $reference }. It is sealed at once.
write-damage = What was broken, lost or paid? Your description for { $reference } is sealed at once.
write-amount = What is the amount, for { $reference }? Type only the amount, such as 1.250,50. Not known yet? Type /stop.
write-paid = How much has the organisation paid in all, for { $reference }? Type only the amount.
write-recovered = How much was recovered from the perpetrator in all, for { $reference }? Type only the amount.
write-opinion = What did you think of how it went? What you write goes to your contact person.
write-amount-unclear = I cannot read an amount in that. Type only the amount, such as 75 or 1.250,50.
write-no-files = I cannot pass files on here. Add them to your report, under What I reported. Write your message here, or type /stop.
write-no-files-handler = I cannot pass files on here. Write a message, or type /stop.
write-done = Good. What you type now goes nowhere any more.
write-refused = That was not sent and not kept. This case is no longer with you, or is over.
button-reply = Answer
button-done = Done
button-message-handler = Message my contact person
case-message-from-reporter = Message from the reporter about { $reference }:
case-message-from-handler = Message from your contact person ({ $role-key }) about { $reference }:
case-message-sent = ✓ Sent. Anything else? Just go on typing.
case-question = Question from the reporter about { $reference }, about: { $measure-key }.
case-question-sent = ✓ Your question has been sent. Answer the proposal whenever you like.
case-note-sealed = ✓ Sealed for { $reference }. Nothing of it is kept here. Anything else? Go on typing.
case-words-gone = This message has been delivered already. It is in the dossier.
notice-message = For { $reference } there was a message for whoever handles it.

## Talks

button-talk-in-0 = Today
button-talk-in-1 = Tomorrow
button-talk-in-2 = The day after
button-talk-in-7 = In a week
button-talk-said = The talk took place
button-talk-offered = Only offered
button-talk-declined = Reporter does not want it
button-talk-no-need = I do not need that
button-talk-yes = Yes, that is right
button-talk-not = No
talk-noted = ✓ Noted for { $reference }: { $talk-key }. The reporter knows now.
talk-planned-you = Your contact person would like to talk with you: { $talk-key }, around { $day-at }. Does that not suit you? Send a message.
talk-offered-you = Your contact person offers you a talk: { $talk-key }. Say when it suits you.
talk-said = ✓ Noted for { $reference }. I ask the reporter whether the { $talk-key } took place. Only then it counts.
talk-said-you = Your contact person says that you two have had the { $talk-key }. Is that right?
talk-confirmed-you = ✓ Noted: you had the { $talk-key }.
talk-denied-you = ✓ Noted. The { $talk-key } is still open. Your contact person knows.
talk-declined-you = ✓ Noted: you do not need the { $talk-key } now. Second thoughts? Send a message.
notice-talk-held = For { $reference } it was confirmed that a talk took place.
notice-talk-denied = For { $reference } it was said that a talk has not taken place yet. It is open again.
notice-talk-declined = For { $reference } it was said that a talk is not needed now. Keep in touch yourself.
notice-talk-late = For { $reference } a talk should have taken place by now. Plan it, or note what there is.
talk-state-offered = offered
talk-state-planned = planned
talk-state-said = held according to the handler
talk-state-held = held
talk-state-declined = not needed

## Police

case-police = Police, for { $reference }. What was done has a ✓.
button-check-vpt = Code VPT passed on
button-check-mandate = There is a mandate
button-check-klachtdelict = This is a klachtdelict
button-check-klacht = The klacht was filed
button-check-prosecutor = The prosecutor knows
button-check-explained = Reporter explained it
button-progress-investigation = Investigation under way
button-progress-prosecutor = It is with the prosecutor
button-progress-dismissed = No prosecution
button-progress-hearing = There will be a hearing
button-progress-verdict = There is a verdict
button-police-note = Remark, sealed
progress-you = News from police or prosecutor about { $reference }:
progress-investigation = The investigation is under way.
progress-prosecutor = The case is with the public prosecutor.
progress-dismissed = There will be no prosecution now. Your contact person talks over with you what that means.
progress-hearing = There will be a hearing. Your contact person asks you whether you want to be there.
progress-verdict = There is a verdict. Your contact person talks it over with you.
progress-told = ✓ Noted for { $reference }. The reporter knows now. Explain yourself what it means.
progress-tell-council = The protocol says: the council hears what the prosecution brings as well. Only if the reporter agrees.

## Damage

case-damage = Damage, for { $reference }.
button-damage-new = New damage
button-damage-amount = Amount of damage { $number }
button-damage-paid = Paid { $number }
button-damage-recovered = Recovered { $number }
damage-recorded-you = Your contact person has noted damage for { $reference }.
damage-noted = ✓ Noted for { $reference }.
damage-paid-you = For { $reference } the organisation has paid for damage: { $amount }.
damage-recovered-you = For { $reference } this was recovered from the perpetrator: { $amount }.
amount-unknown = amount not known yet

## Clocks

button-my-clocks = Which clocks are running?
my-clocks = What is running, soonest first:
my-clocks-none = Nothing is running now.
my-clocks-line = ▪ { $reference }, { $clock-key }: { $due-at }
clock-receipt = confirm receipt
clock-labour = labour inspectorate
clock-silence = let them hear something
clock-closing = answer about closing
clock-talk-first = first talk
clock-talk-second = second talk
clock-talk-third = third talk
button-injury = Somebody is hurt
button-labour-notified = Inspectorate was notified
button-labour-not-applicable = Not applicable
case-labour = For { $reference } the time for the labour inspectorate is running, until { $due-at }. It is about death, hospital or lasting damage. Say which applies.
case-labour-notified = ✓ Noted for { $reference }: the labour inspectorate was notified.
case-labour-not-applicable = ✓ Noted for { $reference }: the labour inspectorate does not apply.
notice-labour = For { $reference } the time for the labour inspectorate is running: within 24 hours. Say whether it was notified, or does not apply.
notice-labour-late = TOO LATE for { $reference }: nothing was said about the labour inspectorate yet. Do that now.
notice-labour-late-informed = For your information, { $reference }: nothing was said in time about the labour inspectorate. Please ask after it.
notice-silence = For { $reference } the reporter has heard nothing for too long. Send something now, even without news.
toast-noted = ✓ Noted.
toast-noted-already = That was noted already.

## Who does this

button-hand-over = Hand over
button-accept = I take this over
button-stand-in = Stand-in for a holiday
button-back-again = I am back
button-recuse = I step back
button-recuse-sure = Yes, I step back
case-hand-over-whom = To whom do you hand { $reference } over? You keep it until the other takes it over.
case-stand-in-whom = Who stands in for you? That goes for all your cases, until you are back.
case-nobody-else = There is nobody else now who may do this. Ask the administrator to invite somebody.
case-hand-over-asked = ✓ Asked. Until the other takes it over, { $reference } is with you.
notice-hand-over = You are asked to take { $reference } over.
notice-hand-over-waits = { $reference } was not taken over yet. So it is still with you.
notice-accepted = { $reference } was taken over. You get no more messages about it.
case-accepted = ✓ { $reference } is with you now. Cannot read the dossier yet? Whoever had it seals it again for you.
case-accepted-you = For { $reference } you have a new contact person: { $role-key }. What you agreed before still stands.
case-recuse = Do you step back from { $reference }? Then you see and hear nothing more of it. Somebody else is told at once.
case-recused = ✓ You have stepped back from { $reference }. You hear nothing more of it.
case-recuse-nobody = Nobody else is enrolled who can take { $reference } over. Ask the administrator now to invite somebody.
case-recused-you = For { $reference } somebody else takes over. What you agreed before still stands.
notice-recused = Somebody stepped back from { $reference }. That is why you are told now. Please confirm that you have seen this.
case-stand-in-named = ✓ Noted. Your stand-in is told of all your cases. Say so here when you are back.
case-stand-in-not-everywhere = Mind: not all your cases may go to this stand-in. Those stay with you. Hand them over yourself.
notice-stand-in = You stand in for a colleague: { $reference } comes to you as well now.
case-back-again = ✓ Welcome back. Your cases are with you alone again.
notice-back-again = Your colleague is back. You need not look after { $reference } any more.
toast-not-for-you = This was not asked of you.

## Closing

case-closing = Close { $reference }? The reporter is always asked first.
button-ask-closing = Ask the reporter
button-close = Close it now
button-reopen = Open again
closing-asked = ✓ Asked for { $reference }. If there is no answer before { $due-at }, you will hear it.
closing-asked-you = Your contact person wants to close { $reference }. Is it done for you too? Please answer before { $due-at }.
button-closing-yes = Yes, it is done
button-closing-no = No, not yet
button-closing-opinion = What I thought of it
closing-not-yet-you = ✓ It stays open. Tell your contact person what is still needed.
closing-opinion-kept = ✓ Thank you. Your contact person gets this.
case-opinion = For { $reference } the reporter says how it went:
notice-closing-not-yet = { $reference } may not be closed yet. Ask what is still needed.
notice-closing-unanswered = There was no answer about closing { $reference }. Call first. After that you can close it.
case-closed-you = { $reference } is closed. Does something happen again, or do you want to talk after all? I am here for you.
notice-closed = { $reference } is closed.
case-reopened-you = { $reference } is open again. Your contact person goes on with it.
notice-reopened = { $reference } is open again. What was not carried out before needs a new yes.
toast-closing-asked = That was asked already.
toast-ask-first = Ask the reporter first.
toast-is-report = This is a report already.
button-offer-report = Make it a report?
button-no-report-needed = No, leave it at this
report-offered = ✓ Asked. Only the reporter decides whether { $reference } becomes a report.
report-offered-you = Do you want to make a report of { $reference }? You decide. Without a report nothing is registered.
report-declined-you = ✓ Good. It will not be a report.
notice-report-declined = { $reference } will not be a report. Whoever asked decided so.

## What was agreed

case-ledger = What was agreed and done for { $reference }:
ledger-empty = Nothing yet.
ledger-history = Who did what, and when:
ledger-you = you
ledger-line-action = ▪ { $measure-key }: { $state-key }
ledger-line-talk = ▪ { $talk-key }: { $state-key }
ledger-line-damage = ▪ Damage { $number }: { $amount }, paid { $paid }, recovered { $recovered }
ledger-line-labour-running = ▪ Labour inspectorate: not answered yet
ledger-line-labour-notified = ▪ Labour inspectorate: notified
ledger-line-labour-not-applicable = ▪ Labour inspectorate: not applicable
action-state-asked = asked for, not proposed yet
action-state-proposed = proposed, locked until a yes
action-state-proposed-free = told, no yes needed
action-state-agreed = yes
action-state-not-yet = not yet, locked
action-state-refused = no, locked
action-state-taken-back = yes withdrawn, locked
action-state-carried-out = carried out
action-state-dropped = will not go ahead
ledger-proposed = proposed
ledger-asked = asked for it
ledger-yes = said yes
ledger-not-yet = said not yet
ledger-no = said no
ledger-taken-back = withdrew the yes
ledger-carried-out = carried it out
ledger-dropped = stopped it
ledger-question = asked a question first
ledger-talk-planned = planned a talk
ledger-talk-offered = offered a talk
ledger-talk-said = noted a talk
ledger-talk-held = confirmed a talk
ledger-talk-denied = said that a talk was not held
ledger-talk-declined = a talk is not needed
ledger-check-vpt = code VPT passed on
ledger-check-mandate = there is a mandate
ledger-check-klachtdelict = it is a klachtdelict
ledger-check-klacht = the klacht was filed
ledger-check-prosecutor = the prosecutor knows
ledger-check-explained = the reporter explained it
ledger-uncheck-vpt = code VPT not passed on after all
ledger-uncheck-mandate = no mandate after all
ledger-uncheck-klachtdelict = it is no klachtdelict
ledger-uncheck-klacht = no klacht after all
ledger-uncheck-prosecutor = the prosecutor does not know yet
ledger-uncheck-explained = the reporter did not explain it
ledger-progress-investigation = the investigation is under way
ledger-progress-prosecutor = the case is with the prosecutor
ledger-progress-dismissed = no prosecution
ledger-progress-hearing = there will be a hearing
ledger-progress-verdict = there is a verdict
ledger-damage = noted damage
ledger-damage-amount = noted the amount
ledger-damage-paid = noted what was paid
ledger-damage-recovered = noted what was recovered
ledger-injury = noted that somebody is hurt
ledger-labour-notified = notified the labour inspectorate
ledger-labour-not-applicable = labour inspectorate not applicable
ledger-hand-over = asked somebody to take over
ledger-accepted = took it over
ledger-recused = stepped back
ledger-stand-in = named a stand-in
ledger-back-again = is back
ledger-closing-asked = asked to close
ledger-closing-agreed = said it is done
ledger-closing-not-yet = said it is not done yet
ledger-closed = closed it
ledger-reopened = opened it again
ledger-report-offered = asked whether it becomes a report
ledger-report-declined = made no report of it
ledger-new-threat = reported a new threat
ledger-withdrawn = withdrew the report

write-lapsed = That was a while ago. I have not passed this on and not kept it. Open the case and tap message or note again.
