### What the organisation's protocol says, in sections. The sentences themselves are with the packs.
### Names of buttons: at most thirty characters.

button-protocol = What does our protocol say?
protocol = This is how it is agreed at { $organisation }.
protocol-principles = Principles
protocol-who = Who hears of it
protocol-weighing = What counts
protocol-care = Care
protocol-prevention = Prevention
protocol-communication = Who says what
protocol-police = Police and prosecutor
protocol-damage = Damage
protocol-law = The law
protocol-register = The register
protocol-scope-all = It also covers office-holders among themselves.
protocol-scope-inhabitants = Reports are about behaviour of people from outside the board.
protocol-goes-to = Your report goes to: { $handlers-keys }.
protocol-informed = Informed: { $informed-keys }.
protocol-informed-on-violence = Told at once if there is violence: { $violence-keys }.
protocol-discussed = Your report is discussed with: { $discussed-keys }.
protocol-also = You can also go to: { $also-keys }.
protocol-speaks = The spokesperson is: { $speaks-keys }.
protocol-speaks-instead = Is it about that person? Then: { $instead-keys }.
protocol-decides-words = What is made public is decided by: { $decides-keys }. Together with whoever made the report.
protocol-register-is = What happens goes into: { $kind-key }. It shows: { $shows-keys }.
protocol-register-anonymous = Without names.
protocol-registrar = Kept by: { $registrar-keys }.
