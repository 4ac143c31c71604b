### What has a name in a protocol pack: roles, behaviour, measures, rules.
### Labels of buttons: at most thirty characters.

## Roles and parties

role-griffier = Clerk (griffier)
role-plaatsvervangend-griffier = Deputy clerk (griffier)
role-gemeentesecretaris = Municipal secretary
role-loco-gemeentesecretaris = Deputy municipal secretary
role-burgemeester = Mayor
role-locoburgemeester = Deputy mayor
role-cdk = King's Commissioner
role-loco-cdk = Deputy King's Commissioner
role-provinciesecretaris = Provincial secretary
role-loco-provinciesecretaris = Deputy provincial secretary
role-regisseur-integriteit = Integrity coordinator
role-reporter = Whoever reported it
role-organisation = The organisation
role-representative = Appointed representative
role-chair = Chair
role-mediator = Mediator
role-police = Police
role-other-actor = Someone else

## Offices

office-raadslid = Councillor
office-commissielid = Committee member
office-wethouder = Alderman (wethouder)
office-burgemeester = Mayor
office-statenlid = Provincial councillor
office-gedeputeerde = Provincial executive member
office-cdk = King's Commissioner
office-griffier = Clerk (griffier)
office-plaatsvervangend-griffier = Deputy clerk (griffier)
office-gemeentesecretaris = Municipal secretary
office-loco-gemeentesecretaris = Deputy municipal secretary
office-locoburgemeester = Deputy mayor
office-loco-cdk = Deputy King's Commissioner
office-provinciesecretaris = Provincial secretary
office-loco-provinciesecretaris = Deputy provincial secretary

## Behaviour

behaviour-insult = Insult
behaviour-intimidation = Intimidation
behaviour-threat = Threat
behaviour-threat-to-life = Threat to life
behaviour-physical-violence = Violence
behaviour-weapon = A weapon
behaviour-stalking = Followed or stalked
behaviour-destruction = Damage to property
behaviour-discrimination = Discrimination
behaviour-defamation = Slander or libel
behaviour-disinformation = False information spread
behaviour-disruption = Meeting disrupted
behaviour-other = Something else

## How it reached you

channel-in-person = Face to face
channel-phone = On the phone
channel-letter = Letter
channel-email = E-mail
channel-social-media = Social media or app
channel-meeting = At a meeting
channel-home = At my home

## At whom it was aimed

target-me = Me
target-family = My family or home
target-group = My group or party
target-staff = Staff

## What would help you

follow-up-call-today = A call today
follow-up-talk-burgemeester = A talk with the mayor
follow-up-talk-cdk = Talk with King's Commissioner
follow-up-safety-advice = Safety advice
follow-up-safety-scan = Safety scan (CCV)
follow-up-home-front = Help for those at home
follow-up-home-security = Security for my home
follow-up-legal-help = Legal help
follow-up-professional-care = Professional care
follow-up-professional-talk = Talk with a professional
follow-up-support-team = National support team
follow-up-nothing-now = Nothing for now

## Measures toward the perpetrator

measure-register-only = Only record it
measure-register-only-explain = It is on record. Nothing else happens for now.
measure-corrective-talk-burgemeester = Talk with the mayor
measure-corrective-talk-burgemeester-explain = The mayor talks to the perpetrator about the behaviour.
measure-written-warning = Written warning
measure-written-warning-explain = The perpetrator gets a letter: this must not happen again.
measure-service-limit = Limited service
measure-service-limit-explain = The perpetrator gets less or different access to services.
measure-building-ban = Building ban
measure-building-ban-explain = The perpetrator may not enter the building for a time.
measure-area-ban = Area ban
measure-area-ban-explain = The perpetrator may not enter a certain area.
measure-meeting-ban = Meeting ban
measure-meeting-ban-explain = An office-holder is kept out of meetings for up to three months.
measure-mediation = Mediation
measure-mediation-explain = A talk with the perpetrator, with someone's help. This is not a penalty.
measure-contact-limit = Limit or end contact
measure-contact-limit-explain = For example blocking a number or account, for a time or for good.
measure-phone-ban = Phone ban
measure-phone-ban-explain = Whoever keeps calling aggressively may not call for a time.
measure-order-talk = Order talk
measure-order-talk-explain = Someone on behalf of the municipality confronts the perpetrator.
measure-stop-talk = Stop talk
measure-stop-talk-explain = A talk soon after: this stops, and what caused it?
measure-stop-talk-self = Hold a stop talk yourself
measure-stop-talk-self-explain = Whoever made the report talks to the perpetrator. Someone can come along for support.
measure-stop-talk-burgemeester = Stop talk by the mayor
measure-stop-talk-burgemeester-explain = The mayor talks to the perpetrator, with the police if needed.
measure-stop-talk-police = Stop talk by the police
measure-stop-talk-police-explain = The police talk to the perpetrator.
measure-stop-talk-other = Stop talk by someone else
measure-stop-talk-other-explain = For example a local care team or someone who knows the perpetrator.
measure-corrective-letter = Corrective letter
measure-corrective-letter-explain = A letter on the behaviour, its effect and what follows a next time.
measure-warning-cdk = Warning by the Commissioner
measure-warning-cdk-explain = The King's Commissioner warns the perpetrator by letter.
measure-recover-damage = Recover damage
measure-recover-damage-explain = The perpetrator pays for the damage.
measure-police-notification = Tell the police
measure-police-notification-explain = The police know about it. This is not yet a criminal complaint.
measure-police-report = Criminal complaint (aangifte)
measure-police-report-explain = The police are asked to have the perpetrator prosecuted.
measure-address-flag = Address known to the police
measure-address-flag-explain = The police put a flag on the address in their system.

## What to think of with a measure

think-of-first-or-repeated = Is this the first time, or has it happened before? Toward officials counts too.
think-of-profile = Consider who the perpetrator is and what works with them.
think-of-offer-company = Offer that someone comes along.
think-of-police-alongside = The police can be present.
think-of-who-fits = Who can reach this person: neighbourhood care, a local team or someone they know?
think-of-letter-contents = Name the behaviour, what it did and what follows a next time.
think-of-goes-with-building-ban = Goes with a building ban.
think-of-no-sanction = This is a dialogue, not a sanction.
think-of-repeated-callers = For people who call like this repeatedly.
think-of-duration-fits = The duration fits what happened and whether it was repeated.
think-of-written-and-limited = On paper, for a set time. The mayor decides.
think-of-ignoring-is-offence = Coming anyway is a new offence: call the police at once and file a complaint.
think-of-soon-after = Hold the talk soon after the incident.
think-of-find-the-cause = Ask as well what led to it.
think-of-in-writing = In writing, by the King's Commissioner.
think-of-not-for-office-holders = Not for an office-holder. The meeting ban is for them.
think-of-for-office-holders = For an office-holder who is aggressive.
think-of-for-a-period = For a set period.
think-of-three-months-at-most = Three months at most.
think-of-notification-is-no-report = Telling the police is no criminal complaint: they know, and no more.
think-of-not-criminal-too = Also possible when the behaviour is not a crime.
think-of-state-office = Name the office, so that the police can scale up.
think-of-reporter-may-explain = Can the person concerned explain it to the police?
think-of-tell-perpetrator-in-principle = The perpetrator hears of this in principle. Discuss it with the person first.
think-of-organisation-reports = The municipality files the complaint, not the victim.
think-of-klachtdelict = Is it an offence that needs the victim's own request (klacht)? Then add one.
think-of-legal-advice = Ask for legal advice if needed.
think-of-inform-prosecutor = Tell the public prosecutor if the case calls for it.
think-of-mandate = Preferably mayor or clerk files it, with a mandate.
think-of-only-with-consent = Only with the consent of the person concerned.
think-of-no-word-without-consent = Tell nobody of the complaint unless the person consents.
think-of-injured-party = The person is the injured party and cooperates with the investigation.
think-of-evidence-ready = Have the evidence ready.
think-of-which-address = Agree which address it is about.
think-of-vpt-code = Give the VPT code (Veilige Publieke Taak).
think-of-short-line = The mayor keeps in close touch with police and prosecutor.
think-of-unburden-reporter = The province can do this to take the load off the person.
think-of-step-plan = Follow the step plan of Netwerk Weerbaar Bestuur.
think-of-builds-a-file = A complaint helps the file and the prosecution.

## Who may be told

circle-burgemeester = Mayor
circle-griffier = Clerk (griffier)
circle-gemeentesecretaris = Municipal secretary
circle-cdk = King's Commissioner
circle-provinciesecretaris = Provincial secretary
circle-group-chair = My group chair
circle-group-chairs = All group chairs
circle-whole-council = The whole council
circle-college = The municipal executive
circle-organisation = The organisation
circle-other-office-holders = Other office-holders
circle-public = The public
circle-closed-gs = The executive (GS), closed
circle-closed-ps = The council (PS), closed

## What counts

principle-every-case = You can report every case of behaviour that crosses the line.
principle-every-form = Every form counts: in person, by phone, on paper or online.
principle-any-kind = It does not matter what kind of incident it is.
principle-online-too = Online counts just as much.
principle-not-criminal-too = It need not be a crime.
principle-unbothered-too = Your report helps even if it does not bother you.
principle-doubt-counts = Doubt is reason enough to talk it over.
principle-family-counts = Was it aimed at your family? That counts too.
principle-emotion-is-allowed = Emotion is allowed. Aggression is not.
principle-attack-on-all = Whoever hits you, hits us all. You are not alone.
principle-claim-support = You have a right to support. Ask for it.
principle-shared-responsibility = Standing firm is something we do together.
principle-reject-together = Colleagues reject such behaviour from outside together, asked or not.
principle-content-not-person = Debate is about the matter, not the person.
principle-integrity-with-chair = Share questions of integrity with the chair of the council.
principle-nothing-without-permission = Nothing happens without your permission.

## What to weigh

weigh-emotional-or-transgressive = Emotion is part of it. Did this cross the line?
weigh-emotion-or-instrument = Did it come from emotion, or was it a means to an end?
weigh-emotion-or-aggression = Emotion is allowed. Aimed at the person, it is aggression.
weigh-creeping-forms = Watch for creeping behaviour too: falsehoods, slander, steady pressure.
weigh-behaviour-not-feeling = Look at the behaviour itself, not only at how much it bothers someone.
weigh-first-or-repeated = First time or repeated?
weigh-officials-count-too = Incidents with officials count too.
weigh-decide-together = Choose the response together with the person concerned.
weigh-legal-advice = Is legal advice needed?
weigh-profile = Consider who the perpetrator is.
weigh-second-incident = A second incident may call for a response.
weigh-involve-others = Police, prosecutor or care can help to decide.
weigh-wishes-of-reporter = What does the person want, for themselves and toward the perpetrator?
weigh-unburden-reporter = What can the organisation take over to lighten the load?

## Prevention

prevention-never-alone = Never hold risky talks alone.
prevention-prepare-risky-talks = Prepare risky talks and gatherings well.
prevention-regular-talk = Talk about it together regularly.
prevention-training = Offer training.
prevention-code-of-conduct = Discuss how you treat each other, and the code of conduct.
prevention-disruption-plan = Agree on what to do when a meeting is disrupted.
prevention-book-room = Book a room through the clerk's office and mention the risk.
prevention-second-person = Have a second person join.
prevention-risk-analysis = Analyse the risks of gatherings beforehand.
prevention-choose-setting = Choose place, room and company with care.
prevention-no-home-talks-college = Executive: no talks at home. Councillors decide themselves.
prevention-safety-scan = The CCV can do a safety scan.
prevention-fixed-agenda-item = A fixed item in the meeting of group chairs.
prevention-new-term = Give it time at the start of a new term.
prevention-mid-term = And once more during the term.
prevention-new-members = Point new office-holders to the protocol.
prevention-talk-about-it = Make it something to talk about in meetings and gatherings.
prevention-security-at-risky-talks = Ask for security beforehand at a risky talk.
prevention-security-at-public-meetings = Security is always present at public meetings.

## Care

care-always-offered = Support and aftercare are always offered.
care-facilitated-when-needed = Do you need aftercare? The municipality arranges it.
care-family-too = For your family too.
care-steps-together = Every step is taken together with you.
care-home-front-professional = For those at home there is an outside professional.
care-support-team = The support team listens, advises and knows people who went through this.
care-periodic-talk = A talk from time to time about how you are.
care-ivp = Outside help, such as the Instituut voor Psychotrauma.
care-insurer-then-organisation = Health insurance may cover it; the municipality adds to that.
care-home-security = The municipality can arrange or pay for security at your home.
care-safety-scan = The CCV can do a safety scan.
care-stress-is-normal = It is normal to feel stress. What happened was not.
care-talk-about-stress = Talk with each other about signs of stress.
care-professional-without-complaints = You can always talk with a professional, even without complaints.
care-professional-on-lasting-stress = Does the stress stay? There is professional help, for close family too.
care-family = Your family
care-colleagues = Colleagues
care-peers = Others who went through this
care-griffier-or-burgemeester = The clerk or the mayor
care-collegial-support = Support from colleagues, arranged by clerk or mayor
care-cdk-support = Support from the King's Commissioner
care-signal-need = Seeing whether more is needed, and arranging it
care-huisarts = Your doctor (huisarts)
care-care-professional = A care professional
care-further-care = Further care, after referral
care-circle-1 = Close to you
care-circle-2 = Colleagues and organisation
care-circle-3 = Professional help
care-circle-4 = Further care

## Goals of the talks

goal-safety = Is it safe, at home too?
goal-emotional-support = Give support and let them tell their story
goal-practical-help = Arrange what is needed now
goal-about-coping = Explain how coping often goes
goal-next-appointment = Agree on what comes next
goal-listening-ear = Listen
goal-past-days = Go through the past days together
goal-how-coping-goes = Hear how coping is going
goal-look-back = Look back at what happened and the time since
goal-changes = Ask what has changed: in office, private life and feeling
goal-point-to-care = Is it stuck? Point to professional help

## Communication

communication-confidential = Confidential, unless agreed otherwise.
communication-with-reporter = Together with you we decide whether and what is said.
communication-consent-before-others = Other office-holders hear of it only if you consent.
communication-prosecutor-speaks = Is there a criminal investigation? Then the prosecutor speaks about it.
communication-press-through-prosecutor = Press goes through the prosecutor, with mayor, police and you.
communication-agree-with-prosecutor = The communications adviser agrees any message with the prosecutor.
communication-police-measures-never = Police measures are never shared with the press.
communication-keep-agreements = Everyone keeps to the agreement on who speaks.
communication-closed-meeting-only = Others hear of it in a closed meeting, if you consent.
communication-no-risky-statements = Does the threat go on? Then say nothing that raises the risk.
communication-internal-too = This goes for what is said inside the organisation too.
communication-internal-can-prevent = Telling people inside can prevent a next time.
communication-external-shows-norm = Telling the public can show where the line is.
perpetrator-told-in-principle = The perpetrator is told in principle of the police notification or complaint.
perpetrator-told-only-with-consent = Nothing is said about the complaint unless whoever made the report consents.
perpetrator-told-not-stated = The protocol does not say whether the perpetrator is told. Agree on it together.

## Police and law

report-by-organisation-preferred = Preferably the organisation files the complaint.
report-by-organisation = The organisation files the complaint.
report-by-authorised-officer = Preferably someone authorised files it: the mayor or the clerk. Always with consent.
report-by-organisation-to-unburden = The province can file the complaint. That takes a load off whoever made the report.
police-vpt-code = The VPT code goes with a notification and a complaint.
police-klachtdelict = Some offences need the victim's own request (klacht) as well.
police-prosecutor-depends-on-case = The prosecutor hears of the complaint if the case calls for it.
police-prosecutor-by-police-on-threat = On a threat or complaint the police inform the prosecutor.
police-prosecutor-not-stated = The protocol does not say who informs the prosecutor.
police-chief-prosecutor-decides = Security is decided by the prosecution service: the chief public prosecutor.
police-prosecutor-powers = Is security needed? Then explain what the prosecution service may decide on that.
police-nctv = Is the mayor threatened? Then the NCTV can be consulted.
police-injured-party = By law, whoever made the report is the injured party.
police-may-explain = If possible, whoever made the report explains it to the police.
police-short-line = The mayor, or a delegate, keeps in touch with police and prosecutor.
police-feedback-reporter = Whoever made the report hears how the case is going.
police-feedback-council = The council hears what comes of the prosecution.
law-gemeentewet-26 = Gemeentewet 26: the chair keeps order and can bar repeat disrupters for up to three months.
law-provinciewet-26 = Provinciewet 26: the chair keeps order and can bar repeat disrupters for up to three months.
law-sr-144 = Criminal Code 144: disrupting a public meeting is an offence.
law-sr-139 = Criminal Code 139: not leaving when ordered to is an offence.
law-reglement-van-orde-28 = Rules of Order 28(3): the chair can take the floor from a member.

## Damage

damage-paid-first = The organisation pays the damage first and recovers it from the perpetrator.
damage-immaterial = Harm that is not about money counts too.
damage-join-proceedings = Whoever has damage can join the criminal proceedings. The organisation can too.
damage-legal-aid = There is legal aid if needed.
damage-recovery-always = Damage is always recovered from the perpetrator.
damage-recovery-in-principle-always = Is the perpetrator known? Then damage is recovered in principle.
damage-recovery-where-possible = Damage is recovered from the perpetrator wherever possible.
damage-recovery-not-stated = The protocol does not say how damage is recovered.
insurance-liability = Liability
insurance-accident = Accident
insurance-molestation = Molestation

## Register

register-overview = Overview of incidents
register-incidenten-register = Incident register
register-anonymised-register = Anonymised register
register-shows-all-cases = All cases
register-shows-possible-procedure = Where a procedure is possible
register-shows-discussed-cases = Discussed incidents
register-shows-number = Number
register-shows-type = Type
register-shows-nature = Nature
register-shows-form = Form
register-shows-trend = Rise or fall

## Numbers

number-emergency = Emergency
number-police = Police, not urgent
number-support-team = Support team Weerbaar Bestuur
number-crisis = 113 Suicide prevention
number-crisis-free = 113, free of charge
number-security-desk-provinciehuis = Security, provincial hall
