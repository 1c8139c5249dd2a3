"""Lets `python -m careerplan_cli` run the command."""

from careerplan_cli.app import main

main()
