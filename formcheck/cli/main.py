"""The ``formcheck`` command: which sub-commands there are, and how each ends."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from formcheck.cli.batch import batch
from formcheck.cli.batch_worker import batch_worker
from formcheck.cli.demo import demo
from formcheck.cli.doctor import doctor
from formcheck.cli.evaluate import evaluate
from formcheck.cli.exchange import exchange
from formcheck.cli.exercises import exercises
from formcheck.cli.export import export
from formcheck.cli.failures import ending_with_exit_code
from formcheck.cli.help import SpokenCommand, SpokenGroup
from formcheck.cli.home import home, open_home
from formcheck.cli.import_results import import_results
from formcheck.cli.install_shortcut import install_shortcut
from formcheck.cli.live import live
from formcheck.cli.models import models
from formcheck.cli.options import LanguageOption
from formcheck.cli.patients import patients
from formcheck.cli.review import review
from formcheck.cli.samples import samples
from formcheck.cli.score import score
from formcheck.cli.score_films import score_films
from formcheck.cli.speak import speak
from formcheck.cli.terminal import prepare_streams
from formcheck.own_command import is_bundle
from formcheck.version import __version__
from formcheck.words.choice import settle_language

app = typer.Typer(
    name="formcheck",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(home)
app.command()(score)
app.command()(batch)
app.command()(live)
app.command()(demo)
app.command()(exercises)
app.add_typer(models, name="models")
app.command("import")(import_results)
app.command()(export)
app.add_typer(patients, name="patients")
app.command()(review)
app.add_typer(exchange, name="exchange")
if not is_bundle():
    # Both need SciPy, as large as all of formcheck, and are for those who change it.
    app.command()(evaluate)
    app.add_typer(samples, name="samples")
app.command()(doctor)
app.command()(install_shortcut)
app.command(hidden=True)(batch_worker)
app.command(hidden=True)(score_films)
app.command(hidden=True)(speak)


def _explain_in_words(group: typer.Typer) -> None:
    """Let a group and all below it explain themselves in the language in force."""
    group.info.cls = SpokenGroup
    for command in group.registered_commands:
        command.cls = SpokenCommand
    for below in group.registered_groups:
        if below.typer_instance is not None:
            _explain_in_words(below.typer_instance)


_explain_in_words(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True),
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Take the options that belong to no command; open the first page where none is named."""
    if context.invoked_subcommand is None:
        open_home()


def run() -> None:
    """Run the command line and end the process with its exit code."""
    prepare_streams()
    settle_language()
    with ending_with_exit_code():
        # What was typed wrongly is told by us, in the language in force.
        sys.exit(app(prog_name="formcheck", standalone_mode=False) or 0)
