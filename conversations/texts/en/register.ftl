### The anonymised register: counting at sending, and what the registrar sees.

review-register = Will you count anonymously? Then your organisation counts only nature, form and target. A count cannot be taken back.
button-send-counted = Send and count anonymously

welcome-registrar = Welcome. I am Ruggensteun, for { $organisation }. Here you see the anonymised register: how often what occurs, per quarter. You see no reports, names or numbers of cases.
menu-registrar = What can I help you with?
button-register = The register
button-register-before = Quarter { $number } of { $year }
button-register-newest = To the latest quarter
register-title = The anonymised register: quarter { $number } of { $year }.
register-reports = Reports: { $number }. Against the quarter before: { $trend }.
register-nature = Kind of behaviour:
register-form = How it came:
register-target = At whom:
register-response = What followed:
register-line = ▪ { $what }: { $number } ({ $trend })
register-about = about { $count }
register-fewer = fewer than { $threshold }
register-too-few = Fewer than { $threshold } reports: then I do not show which kinds they were.
register-trend-more = more
register-trend-less = less
register-trend-same = the same
register-trend-unknown = not comparable
register-explained = Only reports of which the reporter agreed to that. Numbers are rounded to { $threshold }. The running quarter is added once it is over.
