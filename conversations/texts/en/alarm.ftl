### What the administrator reads when something is wrong with the bot. Never anything about a report or a person.

alarm-storage =
    { $organisation }: I have not been able to save anything for { $duration }. Is the disk full or locked? Make room, or see what keeps the database busy. I keep trying. Telegram keeps new messages for 24 hours.
alarm-unauthorized =
    { $organisation }: Telegram does not accept my token. Ask BotFather for a new one, put it in the file and start me again.
alarm-receiving =
    { $organisation }: I have not been able to fetch anything from Telegram for { $duration }. Check the network, the token and the log. Telegram keeps new messages for 24 hours. After that they are gone.
alarm-delivery =
    { $organisation }: a message has been waiting for a long time and I cannot deliver it. See in the log what is wrong. If needed, phone whoever waits for it.
alarm-dead-letters =
    { $organisation }: I gave a message up. See which one with: ruggensteun dead-letters. Phone whoever waits for it. Is the cause gone? Then give: ruggensteun retry.
alarm-evidence =
    { $organisation }: I cannot fetch a file of evidence from Telegram. Check the network and the log. Whoever sent it will hear it if this does not work.
alarm-disk =
    { $organisation }: the disk is filling up. Make room before I cannot save anything any more. Remove old backups that are still on it.
alarm-nobody =
    { $organisation }: nobody can be reached as { $role-key }. Who blocked the bot gets no reports. Phone that person, or invite somebody. Look with: ruggensteun doctor.
alarm-damaged =
    { $organisation }: data was changed without me, or is damaged. I do not use it any more. What it is, says: ruggensteun doctor. Find out who could reach the database.
alarm-clock =
    { $organisation }: something that had to happen on time failed. I try again every hour. The log says what went wrong. Pass that on to whoever maintains the bot.

## When it is over

alarm-over =
    { $organisation }: it is over. { $what } It lasted { $duration }.
alarm-over-receiving =
    { $organisation }: I am fetching messages again. For { $duration } that did not work, since { $since-at }. What came in meanwhile, I handle now.
alarm-lost =
    That was longer than Telegram keeps messages. What people sent at the beginning of that time may be gone. Ask the griffie to let everybody know that the bot was away.
alarm-what-storage = I can save again.
alarm-what-unauthorized = Telegram accepts my token again.
alarm-what-receiving = I am fetching messages again.
alarm-what-delivery = Messages leave again.
alarm-what-dead-letters = There are no messages left that were given up.
alarm-what-evidence = Fetching files works again.
alarm-what-disk = There is enough room on the disk again.
alarm-what-nobody = Somebody can be reached again as { $role-key }.
alarm-what-damaged = I do not meet changed data any more.
alarm-what-clock = Everything happens on time again.
alarm-no-role = this role

alarm-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
alarm-hours = { $hours } hours
alarm-days = { $days } days

## How it is going, on request

bot-status = This is how the bot is doing now.
bot-status-well = ✓ Nothing is wrong.
bot-status-trouble = ▪ Since { $since-at }: { $what }
bot-status-received = Messages fetched: { $received-at }.
bot-status-not-received = No messages were fetched since the start.
bot-status-queue = { $queued } messages wait to be sent. Given up: { $dead }.
bot-status-room = Free on the disk: { $megabytes } MB.
bot-status-unseen = I cannot see that now. Look on the server with: ruggensteun doctor
alarm-now-storage = I cannot save anything.
alarm-now-unauthorized = Telegram does not accept my token.
alarm-now-receiving = I am not fetching messages.
alarm-now-delivery = messages do not leave.
alarm-now-dead-letters = messages were given up.
alarm-now-evidence = fetching files does not work.
alarm-now-disk = there is little room on the disk.
alarm-now-nobody = nobody can be reached as { $role-key }.
alarm-now-damaged = data was changed without me, or is damaged.
alarm-now-clock = not everything happens on time.
