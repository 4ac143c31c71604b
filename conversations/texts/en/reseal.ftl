# Sealing again: the commands reseal and accept, and what export says about it.

cli-export-to-reseal =
    { $count ->
        [one] One case written, to be sealed again. Give the folder to somebody who can read it.
       *[other] { $count } cases written, to be sealed again. Give the folder to somebody who can read them.
    }
cli-reseal-cases =
    { $count ->
        [one] Case { $references } can be read from now on by:
       *[other] These { $count } cases can be read from now on by those below: { $references }
    }
cli-reseal-recovery = The organisation's recovery key
cli-reseal-new = new: call them, and compare the words or the digits
cli-reseal-sure = Is this right, and may they read it? (yes/no){ " " }
cli-reseal-case =
    { $count ->
        [one] { $reference }: one part sealed again
       *[other] { $reference }: { $count } parts sealed again
    }
cli-reseal-left =
    { $count ->
        [one] One part of it cannot be opened by this key. Ask somebody else who can read the case.
       *[other] { $count } parts of it cannot be opened by this key. Ask somebody else who can read the case.
    }
cli-reseal-others =
    { $count ->
        [one] This case cannot be opened by this key: { $references }
       *[other] These { $count } cases cannot be opened by this key: { $references }
    }
cli-reseal-done = Written in { $path }, sealed. Bring the folder to the administrator, who takes it in with: ruggensteun accept
cli-accept-done =
    { $count ->
        [one] One part was exchanged. The old version is gone.
       *[other] { $count } parts were exchanged. The old versions are gone.
    }
cli-accept-running =
    { $count ->
        [one] The bot runs and exchanges one part within seconds.
       *[other] The bot runs and exchanges { $count } parts within seconds.
    }
cli-accept-before = This was taken in before. Nothing was changed.

cli-error-nothing-to-reseal = Nothing has to be sealed again: everybody who handles a case can read it.
cli-error-reseal-nothing = There is nothing in { $path } to be sealed again. Ask the administrator for: ruggensteun export --to-reseal
cli-error-reseal-list = The list that says for whom to seal is damaged, or not signed by the server. Ask for a new export.
cli-error-reseal-no = Stopped. Nothing was sealed again.
cli-error-reseal-not-yours = This key opens nothing of what lies here. Use the key of somebody who can read the case already.
cli-error-resealed = What was brought back is damaged. Nothing was exchanged; seal it again.
cli-error-accept-nothing = There is nothing in { $path } that was sealed again.
cli-error-accept-outdated = Who reads { $reference }, or what is in it, has changed since. Nothing was exchanged; export again.
cli-error-accept-proof = It cannot be seen who sealed { $reference } again, or they were not allowed to. Nothing was exchanged.
cli-error-accept-part = The part { $part } of { $reference } does not fit what is there. Nothing was exchanged.
