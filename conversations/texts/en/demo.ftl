### The demonstration on the command line.

demo-ready =
    Ruggensteun is running, with two phones in a fictional municipality.

    Open this page:
      { $url }

    On the left is Sanne, council member. On the right is Gerda, griffier. The clock at the top moves time forward.

    To read a report as the griffier, tap “Open dossier” on Gerda's phone.
    The passphrase of this demonstration is: { $passphrase }

    It also works without that page, in another terminal:
      { $program } export --all --config { $config } --to { $folder }
      { $program } open { $folder } --identity { $identity }

    To stop: Ctrl-C.
demo-port-taken = Port { $port } is in use or not allowed here, perhaps by a demonstration that still runs. Stop that, or choose another: .venv/bin/ruggensteun demo --port 8766
demo-stopped = Stopped. Nothing is left running and nothing is kept.
