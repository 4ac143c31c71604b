### De demonstratie op de opdrachtregel.

demo-ready =
    Ruggensteun draait, met twee telefoons in een verzonnen gemeente.

    Open deze pagina:
      { $url }

    Links zit Sanne, raadslid. Rechts zit Gerda, griffier. Met de klok bovenaan gaat de tijd vooruit.

    Een melding lezen als griffier? Tik bij Gerda op “Open dossier”.
    De wachtzin van deze demonstratie is: { $passphrase }

    Het kan ook zonder die pagina, in een andere terminal:
      { $program } export --all --config { $config } --to { $folder }
      { $program } open { $folder } --identity { $identity }

    Stoppen: Ctrl-C.
demo-port-taken = Poort { $port } is in gebruik of mag hier niet, misschien door een demonstratie die nog draait. Stop die, of kies een andere: .venv/bin/ruggensteun demo --port 8766
demo-stopped = Gestopt. Er blijft niets draaien en niets bewaard.
