### Het anonieme register: meetellen bij het versturen, en wat de regisseur ziet.

review-register = Laat je anoniem meetellen? Dan telt je organisatie alleen soort, vorm en doelwit. Een telling kan niet terug.
button-send-counted = Versturen en anoniem meetellen

welcome-registrar = Welkom. Ik ben Ruggensteun, voor { $organisation }. Je ziet hier het anonieme register: hoe vaak wat voorkomt, per kwartaal. Meldingen, namen en nummers van zaken zie je niet.
menu-registrar = Waar kan ik je mee helpen?
button-register = Het register
button-register-before = Kwartaal { $number } van { $year }
button-register-newest = Naar het nieuwste kwartaal
register-title = Het anonieme register: kwartaal { $number } van { $year }.
register-reports = Meldingen: { $number }. Tegenover het kwartaal ervoor: { $trend }.
register-nature = Soort gedrag:
register-form = Hoe het kwam:
register-target = Tegen wie:
register-response = Wat er volgde:
register-line = ▪ { $what }: { $number } ({ $trend })
register-about = ongeveer { $count }
register-fewer = minder dan { $threshold }
register-too-few = Minder dan { $threshold } meldingen: dan laat ik niet zien welke soorten het waren.
register-trend-more = meer
register-trend-less = minder
register-trend-same = gelijk
register-trend-unknown = niet te vergelijken
register-explained = Alleen meldingen waarvan de melder dat goed vond. Getallen zijn afgerond op { $threshold }. Het lopende kwartaal komt erbij als het voorbij is.
