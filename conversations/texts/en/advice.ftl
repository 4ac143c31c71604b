### Advice per situation. The facts come from the protocols, the words are ours.
### Which advice belongs to which organisation is in the packs.

## Situations

situation-acute = In danger now
situation-phone = On the phone
situation-meeting-indoors = A talk or meeting indoors
situation-visit-outside = A gathering or visit elsewhere
situation-outside = Out on the street
situation-home = At home
situation-online = Online
situation-chair = Chairing a disrupted meeting
situation-doubt = I am in doubt
situation-unsafe-feeling = Feeling unsafe
situation-conversation = Talking about it together

## Danger and violence

advice-call-112 = Call 112 for violence, a weapon or stalking that goes on.
advice-call-112-plain = In acute danger? Call 112.
advice-call-112-in-need = Call 112 in an emergency.
advice-call-security = Get security.
advice-police-otherwise = No emergency? Call the general police number.
advice-security-reachable = Security is at the reception desk. You can also call.
advice-say-where = Say where you are and what is happening.
advice-say-office = Always state your office. Then the police can scale up.
advice-own-safety = Your safety comes first.
advice-give-in = Give in until the police arrive. Let it show.
advice-stay-calm = Stay calm. Do not provoke.
advice-calm-and-clear = Stay as calm as you can. Be clear.
advice-name-and-limit = Name the behaviour and set a limit.
advice-tell-griffier-and-burgemeester = Tell the clerk (griffier) and the mayor of violence at once.

## On the phone

advice-name-behaviour = Name the behaviour. Say that you will not go on like this.
advice-set-limit = Set a limit: you go on only if it stops.
advice-end-call = Does it go on? Hang up.
advice-report-calls = Report it. Repeat callers can get a phone ban.

## Talks indoors

advice-prepare-talk = Prepare a risky talk well.
advice-not-one-on-one = Do not hold such a talk one to one.
advice-meet-at-town-hall = Meet at the town hall, during opening hours.
advice-book-room = Book a room through the clerk's office. Mention the risk.
advice-second-person = If needed, ask someone to join.
advice-end-talk = Does the aggression go on? End the talk.
advice-end-talk-now = Is someone aggressive? End the talk.
advice-order-out = Ask the other to leave. If needed, make it an order.
advice-call-usher = Does the person refuse? Alert the usher or security.
advice-ask-security-beforehand = Do you expect risk? Ask for security beforehand.
advice-call-security-or-police = If needed, call security or the police.
advice-reflect-feelings = Say what you see in the other. Do not provoke, and stay calm.
advice-choose-setting = Do you expect pressure or intimidation? Choose place and room with care.
advice-two-people = Go with two people.
advice-frustration-or-instrument = Is it frustration? Show some understanding. Is it a means to an end? Set a limit soon.

## Outside and at home

advice-no-risky-visit-alone = Never go to a risky gathering alone.
advice-pull-back = Pull back as soon as you can.
advice-no-risks = Take no needless risk.
advice-analyse-risks = Have the risks of a public gathering analysed beforehand. Choose measures that fit.
advice-guard-your-limit = Does someone approach you in public? Guard your limits.
advice-continue-at-town-hall = If needed, make an appointment: continue later at the town hall.
advice-college-not-at-home = Executive: hold no talks at home.
advice-council-decides-itself = Councillor: you decide yourself whether to meet at home.
advice-ask-safety-scan = Are there worries? The CCV can do a safety scan.
advice-acute-more-measures = On an acute threat more measures follow, with police and prosecutor.

## Online

advice-report-online = Always report it to the clerk (griffier).
advice-report-online-too = Report what happens online too.
advice-no-reply = Do not reply. First discuss what fits.
advice-capture = Capture evidence: a screenshot, or keep the video.
advice-capture-who = Note who posted it, if you can see that.
advice-no-contact = Do not contact the perpetrator yourself.
advice-collective-answer = An answer on behalf of all works best. Ideally from someone in another party.
advice-limit-in-private = Do you decide to set a limit? Better by direct message or official mail than in public.
advice-ask-removal = Ask for the post to be removed. Refused? Ask the platform.
advice-unknown-perpetrator = Perpetrator unknown? A specialist can search, sometimes with the police.
advice-weigh-mixing = Choose how much of yourself you show beside your office.
advice-separate-private = Keep your office and private life apart online.
advice-shield-private = Shield what is private. Let in only people you choose.
advice-do-not-correct = Do not answer extreme comments. Correcting seldom helps.
advice-falsehoods-by-municipality = Is something untrue? Ask clerk or secretary to correct it through the municipal account.
advice-network-tips = For help with social media, see weerbaarbestuur.nl.

## In the chair

advice-agree-beforehand = Agree beforehand on what to do when things are disrupted.
advice-address-and-warn = Address the disrupter and give a warning.
advice-suspend-and-cut-broadcast = Suspend the meeting and cut the broadcast.
advice-ask-to-leave = Ask the disrupter to leave.
advice-security-or-police = If needed, use security or the police.
advice-suspend = Suspend and say why. If needed, let councillors leave the room.
advice-stop-livestream = Stop the livestream.
advice-address = Address the disrupter clearly.
advice-calm-disruption = Is it calm? Give brief room. Then they sit down or leave.
advice-aggressive-disruption = Is it aggressive? Say it is an offence and stops now.
advice-three-orders = Does it go on? Order them out twice more. After three orders, staying is an offence.
advice-usher-calls-police = The clerk's office alerts the usher, who calls the police.
advice-no-force = Remove nobody yourself. You may protect someone from physical aggression.
advice-room-for-emotion = Make room for emotion. Then go on if possible.
advice-report-disruption = Does it fit? File a criminal complaint later.
advice-ban-visitors-gemeente = You can bar repeat disrupters for up to three months (Gemeentewet 26).
advice-not-tolerated = Do not tolerate such behaviour. Correct it at once.
advice-see-rules-of-order = Check the rules of order for what was agreed.
advice-suspend-now = Suspend the meeting.
advice-send-listeners-away = Send disruptive listeners away.
advice-ban-visitors-province = You can bar repeat disrupters for up to three months (Provinciewet 26).
advice-call-member-to-order = Does a member disrupt? Call to order. Then, if needed, take the floor away (Rules of Order 28(3)).
advice-remove-member = If needed, have the member removed. On repetition: barred for up to three months.

## In doubt, or unsafe

advice-talk-it-over = In doubt? Talk to your group chair or the clerk (griffier).
advice-claim-support = Ask for support. Whoever hits you, hits us all.
advice-ask-griffier-or-burgemeester = In doubt? Call the clerk (griffier) or the mayor. Together you see what is needed.
advice-ask-cdk-or-griffier = In doubt? Put it to the King's Commissioner, the clerk (griffier) or the provincial secretary.
advice-call-support-team = Has nothing happened yet, but does it feel unsafe? Call the support team, Ondersteuningsteam Weerbaar Bestuur.
advice-support-team-thinks-along = It is confidential. You get advice and, if needed, an expert or someone with experience.

## A conversation about it, for the group

advice-guide-purpose = Purpose: make it normal to talk about it, and look for a shared norm.
advice-guide-prepare = Prepare with the clerk (griffier) or the mayor. Where does the group stand?
advice-guide-limits = Choose: explore limits with made-up situations, or share experiences.
advice-guide-four-questions = Ask: what happened? What did it do to you? What did you do? What support was there?
advice-guide-exists = Discuss what exists and what is still needed.
advice-guide-agreements = Close with agreements: who does what, and when?
