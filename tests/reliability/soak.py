"""``python -m tests.reliability.soak``. Nothing else is here: each forked process looks at this file again."""

if __name__ == "__main__":
    from tests.reliability.soaking import main

    main()
