"""``formcheck patients``: who is in the history, and taking somebody out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption
from formcheck.cli.store_options import DayOption, StoreOption
from formcheck.native import naming_missing_library

patients = typer.Typer(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Label = Annotated[str, typer.Argument(metavar="LABEL")]


@patients.callback()
def list_patients(
    context: typer.Context,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """List patients, rename or delete one, read or set a plan, go back to a backup."""
    if context.invoked_subcommand is None:
        from formcheck.cli.patients_run import print_patients

        print_patients(store)


@patients.command("delete")
def delete_patient(
    label: _Label,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Delete a patient with all clips, results, notes and plans; there is no way back."""
    from formcheck.cli.patients_run import delete

    delete(label, store, ask=not yes)


@patients.command("rename")
def rename_patient(
    label: _Label,
    new_label: Annotated[str, typer.Argument(metavar="NEW_LABEL")],
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Give a patient another label."""
    from formcheck.cli.patients_run import rename

    rename(label, new_label, store)


@patients.command("plan")
def show_or_set_plan(
    label: _Label,
    read: Annotated[
        Path | None,
        typer.Option("--set", metavar="FILE"),
    ] = None,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Print a patient's plan as a TOML file, or set it from one."""
    from formcheck.cli.patients_run import print_plan, set_plan

    if read is None:
        print_plan(label, store)
    else:
        set_plan(label, read, store)


@patients.command("restore")
def restore_history(
    yes: Annotated[bool, typer.Option("--yes")] = False,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Go back to the newest backup of the history, for example of a damaged one.

    The file that it replaces is kept.
    """
    from formcheck.cli.restore_run import restore

    restore(store, ask=not yes)


@patients.command("take-in")
def take_in_again(
    folders: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FOLDER]..."),
    ] = None,
    patient: Annotated[
        str | None,
        typer.Option("--patient", metavar="LABEL"),
    ] = None,
    day: DayOption = None,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Take in again the sets whose rows were lost, as after going back to a backup."""
    from formcheck.cli.strays_run import take_in

    with naming_missing_library("reading clips"):
        take_in(folders or [], patient, store, day=day.date() if day else None)


@patients.command("forget-files")
def forget_files(
    yes: Annotated[bool, typer.Option("--yes")] = False,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Delete what no patient in the history leads to: lost sets, files that were put aside."""
    from formcheck.cli.strays_run import forget_files as forget

    forget(store, ask=not yes)


@patients.command("labels")
def export_labels(
    out: Annotated[Path, typer.Argument(metavar="LABELS.json")],
    patient: Annotated[str | None, typer.Option("--patient", metavar="LABEL")] = None,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Write what was corrected in review as labels that measure the program."""
    from formcheck.cli.patients_run import write_labels

    write_labels(out, patient, store)
