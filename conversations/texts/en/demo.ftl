### The demonstration on the command line.

demo-ready =
    Ruggensteun is running, with two phones in a fictional municipality.

    Open this page:
      { $url }

    On the left is Sanne, council member. On the right is Gerda, griffier. The clock at the top moves time forward.

    To read a report as the griffier, in another terminal:
      { $program } export --all --config { $config } --to { $folder }
      { $program } open { $folder } --identity { $identity }
    The passphrase of this demonstration is: { $passphrase }

    To stop: Ctrl-C.
demo-stopped = Stopped. Nothing is left running and nothing is kept.
demo-failed = The demonstration failed. This is missing:
