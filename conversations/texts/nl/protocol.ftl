### Wat het protocol van de organisatie zegt, in stukken. De zinnen zelf staan bij de pakketten.
### Namen van knoppen: hoogstens dertig tekens.

button-protocol = Wat zegt ons protocol?
protocol = Zo is het afgesproken bij { $organisation }.
protocol-principles = Uitgangspunten
protocol-who = Wie het hoort
protocol-weighing = Wat meetelt
protocol-care = Zorg
protocol-prevention = Voorkomen
protocol-communication = Wie zegt wat
protocol-police = Politie en OM
protocol-damage = Schade
protocol-law = De wet
protocol-register = Het register
protocol-scope-all = Het gaat ook over gedrag van ambtsdragers onder elkaar.
protocol-scope-inhabitants = Meldingen gaan over gedrag van mensen van buiten het bestuur.
protocol-goes-to = Je melding gaat naar: { $handlers-keys }.
protocol-informed = Op de hoogte: { $informed-keys }.
protocol-informed-on-violence = Bij geweld hoort het ook meteen: { $violence-keys }.
protocol-discussed = Je melding wordt besproken met: { $discussed-keys }.
protocol-also = Je mag ook zelf naar: { $also-keys }.
protocol-speaks = Het woord voert: { $speaks-keys }.
protocol-speaks-instead = Gaat het over die persoon zelf? Dan: { $instead-keys }.
protocol-decides-words = Wat er naar buiten gaat, besluit: { $decides-keys }. Samen met wie de melding deed.
protocol-register-is = Wat er gebeurt, komt in: { $kind-key }. Daarin staat: { $shows-keys }.
protocol-register-anonymous = Zonder namen.
protocol-registrar = Wie het bijhoudt: { $registrar-keys }.
