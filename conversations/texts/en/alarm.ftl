### What the administrator reads when something is wrong with the bot. Never anything about a report or a person.

alarm-storage =
    { $organisation }: I have not been able to save anything for { $minutes } minutes. See whether the disk is full or locked. I keep trying. Telegram keeps new messages for 24 hours.
alarm-receiving =
    { $organisation }: I have not been able to fetch anything from Telegram for { $minutes } minutes. Check the network and the token. Telegram keeps new messages for 24 hours.
alarm-delivery =
    { $organisation }: a message has been waiting for more than an hour and I cannot deliver it. See in the log what is wrong.
alarm-dead-letters =
    { $organisation }: a message was given up. See which one with ruggensteun dead-letters, and offer it again there if needed.
