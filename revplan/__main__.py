"""`python -m revplan`, the same as `revplan`."""

from revplan.cli.entry import main

if __name__ == "__main__":
    main()
