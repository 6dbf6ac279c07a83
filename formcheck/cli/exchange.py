"""``formcheck exchange``: plan files for a home, report files for a therapist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption
from formcheck.cli.store_options import StoreOption
from formcheck.native import naming_missing_library

exchange = typer.Typer(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_PatientOption = Annotated[
    str | None,
    typer.Option("--patient", metavar="LABEL"),
]
_OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="DIR",
    ),
]


@exchange.callback()
def list_exchanges(
    context: typer.Context,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Make a file for the other side, or take one in: plans, results, messages.

    Nothing is sent: each file is yours to hand over. With a passphrase that is set on the
    pages it is locked.
    """
    if context.invoked_subcommand is None:
        from formcheck.cli.exchange_run import print_exchanges

        print_exchanges(store)


@exchange.command("take")
def take(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    patient: _PatientOption = None,
    trust_new_key: Annotated[
        bool,
        typer.Option(
            "--trust-new-key",
        ),
    ] = False,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Take in plan files at home, or report files of patients.

    The passphrase of a locked file is asked for, or taken from FORMCHECK_PASSPHRASE.
    """
    with naming_missing_library("reading results"):
        from formcheck.cli.exchange_run import take_all

        raise typer.Exit(take_all(files, patient, store, trust_new_key=trust_new_key))


@exchange.command("plan")
def make_plan(
    label: Annotated[str, typer.Argument(metavar="LABEL")],
    out: _OutOption = None,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Make a plan file for a patient's home."""
    with naming_missing_library("reading results"):
        from formcheck.cli.exchange_run import make_file

        make_file("plan", label, out, store)


@exchange.command("report")
def make_report(
    patient: _PatientOption = None,
    films: Annotated[bool, typer.Option("--films")] = False,
    out: _OutOption = None,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Make a report file for the therapist: sets, answers about pain, messages."""
    with naming_missing_library("reading results"):
        from formcheck.cli.exchange_run import make_file

        make_file("report", patient, out, store, films=films)


@exchange.command("look")
def look(
    store: StoreOption = None, language: LanguageOption = None, debug: DebugOption = False
) -> None:
    """Take in what lies in the shared folders, as the pages do by themselves."""
    with naming_missing_library("reading results"):
        from formcheck.cli.exchange_run import look_into_folders

        raise typer.Exit(look_into_folders(store))
