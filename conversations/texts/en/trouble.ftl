### What is wrong with the configuration or a protocol pack, and how to mend it. For the administrator.

## The configuration

config-missing = There is no configuration file { $path }; make one with ruggensteun init, or name it with --config.
config-unreadable = The configuration file { $path } cannot be read ({ $reason }).
config-not-toml = { $path } is not valid TOML: { $detail }.
config-settings = { $path }: { $problems }.
config-setting-missing = the setting { $name } is missing; add it
config-setting-unknown = there is no setting { $name }; remove it or correct its name
config-setting-wrong = the setting { $name } cannot be used: { $problem }
config-page-address = the setting { $name }.public_url must be an https address without a path
config-secret-missing = The file with { $what } is missing: { $path }.
config-secret-unreadable = The file with { $what } cannot be read ({ $reason }): { $path }.
config-secret-open = The file with { $what } is open to others; run: chmod 600 { $path }
config-secret-empty = The file with { $what } is empty: { $path }.
config-credential = In the configuration { $what } is a systemd credential, but this was not started by systemd.
config-recovery-missing = The address of the recovery key is missing: { $path }; run ruggensteun init first.
config-recovery-other = The address of the recovery key is not the one that the configuration names; compare the check digits with the recovery sheet, and put the right file back.
config-pack-unreadable = The protocol pack { $name } cannot be read; name one of { $shipped }, or the path of a pack file.
config-pack-changed = The pack { $pack } was changed but still says version { $version }; give it a higher version.
config-page-port = The page's listen_host and listen_port cannot be used; is the port taken?
config-token-form = { $path } holds no token of BotFather; that looks like 123456789:AAE…
config-health-taken = The address of the health page cannot be used (port or socket under [health]); is it taken?
config-webhook-taken = The webhook's listen_host and listen_port cannot be used; is the port taken?
secret-bot-token = the bot token
secret-operational-key = the operational key
secret-signing-key = the signing key
secret-webhook = the webhook secret

## What is wrong with a value

wrong-bool = this must be true or false
wrong-int = this must be a whole number
wrong-text = this must be a text
wrong-list = this must be a list
wrong-table = this must be a table
wrong-time = this is not a valid time
wrong-pattern = this text does not fit what is allowed here
wrong-short = this text is too short
wrong-long = this text is too long
wrong-few = this list holds too little
wrong-many = this list holds too much
wrong-least = this must be at least { $limit }
wrong-most = this must be at most { $limit }
wrong-other = this value cannot be used ({ $detail })

## A protocol pack

pack-error = { $file }, line { $line }: { $field }: { $problem }. Mend: { $mend }
pack-not-toml = this is not valid TOML ({ $detail })
pack-unknown-field = this field is not known
pack-missing-field = this field is missing
pack-not-allowed = this value is not allowed
pack-no-role = the pack has no role called "{ $value }"
pack-no-actor = the pack has no role or party called "{ $value }"
pack-no-number = the pack has no number called "{ $value }"
pack-reserved-role = "{ $value }" is not a role that a pack can give
pack-registrar = "{ $value }" is a registrar, who sees the anonymised register only
pack-twice = "{ $value }" is in this list twice
pack-itself = "{ $value }" would stand in for itself
pack-no-time-zone = there is no such time zone
pack-violence = "{ $value }" is violence but not urgent
pack-ban = the law allows a ban from meetings for three months at most
pack-no-desk = the pack has no security desk to show
pack-dead-end = without "{ $first }" nobody would handle a report
pack-dead-end-two = without "{ $first }" and "{ $second }" nobody would handle a report
pack-working-day = working_day_end is not later than working_day_start
pack-draft-warning = the warning would come before the draft exists
pack-check-in-window = a check-in needs one window
pack-check-in-order = the window ends before it starts
pack-check-in-prompt = the prompt falls outside the window
pack-retention-notice = the notice would come before the case is closed

mend-nearest = did you mean "{ $value }"?
mend-choose = choose one of: { $known }
mend-add = add { $name } = ... here, as docs/packs.md explains
mend-docs = see docs/packs.md for what is allowed here
mend-write = write, for example, { $line }
mend-bool = write true or false, without quotes
mend-int = write a whole number, without quotes
mend-text = write a text between quotes, such as "griffier"
mend-list = write a list, such as ["griffier"]
mend-table = write a table, with its name between square brackets
mend-time = write a time such as "08:30"
mend-pattern = use small letters, digits and hyphens for an id; digits for a phone number
mend-few = add what is missing from the list
mend-many = take out what is too much
mend-toml = look here and one line up: a quote, a bracket or an equals sign is often missing
mend-other-id = choose another id
mend-other-kind = name a role of another kind, or leave it out
mend-twice = keep one of the two
mend-somebody-else = name somebody else
mend-desk = add security_desk under [numbers], or leave it out here
mend-dead-end = add a handler here, or a further role under [replacements]
mend-working-day = write, for example, working_day_end = "17:00"
mend-draft-warning = make it fewer hours than draft_expiry_days has
mend-check-in-window = give either within_hours, or both after_days and until_days
mend-check-in-order = make until_days larger than after_days
mend-check-in-prompt = choose at least { $opens } and less than { $closes } hours
mend-retention-notice = make it fewer days than months_after_closing has

## What else can go wrong

cli-error-database = The database could not be read or written; nothing was changed.
cli-error-operational-key = This is no operational key; put the right key file back.
cli-error-operational-key-other = The database was encrypted with another operational key; put the right key file back.
cli-error-signing-key-other = The database was signed with another signing key; put the right key file back.
cli-error-field = Something in the database is damaged or belongs elsewhere; ruggensteun doctor looks what.
cli-error-nobody-to-seal-to = There is nobody to seal to, not even a recovery key; nothing was sent.
cli-error-no-identity = This file is not sealed to this key.
cli-error-identity = This is no valid key.
cli-error-envelope = This file is damaged, changed or not sealed; nothing was opened.
cli-error-refused = Telegram did not do what was asked; try again later.
