"""The history store: a collection for each kind of record, over the one database."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from formcheck.history.caseload import Caseload
from formcheck.history.database import Database
from formcheck.history.days import Days
from formcheck.history.deletion import Deletion
from formcheck.history.exchange.links import Links
from formcheck.history.exchange.messages import Messages
from formcheck.history.exchange.outgoing import Outgoing
from formcheck.history.exchange.taking import Taking
from formcheck.history.films.films import Films
from formcheck.history.films.watches import Watches
from formcheck.history.notes import Notes
from formcheck.history.opening import prepare_store
from formcheck.history.pain import Pain, Safety
from formcheck.history.patients import Patients
from formcheck.history.places import files_folder, find_store_path
from formcheck.history.plans import Plans
from formcheck.history.private_files import keep_private, make_private_folder
from formcheck.history.problems import explaining_problems
from formcheck.history.progress import Progress
from formcheck.history.reviews import Reviews
from formcheck.history.seen_flags import SeenFlags
from formcheck.history.sessions import Sessions
from formcheck.history.sets import Sets
from formcheck.history.strays import Strays


class Store:
    """The history of all patients; several threads and processes may use it at once.

    An id that does not exist raises ``UnknownRecordError``; a file that cannot be
    read or written ``StoreError``.

    Attributes
    ----------
    patients : Patients
    plans : Plans
    sessions : Sessions
        What a patient did in one go.
    sets : Sets
    days : Days
        Corrections of when a set was done.
    reviews : Reviews
        Corrections of what was found in a set.
    notes : Notes
    pain : Pain
    safety : Safety
    seen_flags : SeenFlags
        Flags that a therapist has seen.
    caseload : Caseload
        What all patients did and said lately.
    progress : Progress
        The figures of sets, after correction.
    strays : Strays
        Folders of sets that no row leads to.
    films : Films
        Films that wait to be scored.
    watches : Watches
        Folders that are watched for new films.
    links : Links
        The other side of each patient's exchange.
    messages : Messages
        Between patients and therapist.
    outgoing : Outgoing
        What waits to go to the other sides.
    taking : Taking
        Takes in what comes from them.

    Parameters
    ----------
    path : Path
        A store that `Store.open` has prepared.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._files = files_folder(path)
        self._backup: Path | None = None
        self.patients = Patients(self._database, self._files)
        self.plans = Plans(self._database, self._files)
        self.sessions = Sessions(self._database, self._files)
        self.sets = Sets(self._database, self._files)
        self.days = Days(self._database, self._files)
        self.reviews = Reviews(self._database, self._files)
        self.notes = Notes(self._database, self._files)
        self.pain = Pain(self._database, self._files)
        self.safety = Safety(self._database, self._files)
        self.seen_flags = SeenFlags(self._database, self._files)
        self.caseload = Caseload(self._database, self._files)
        self.progress = Progress(self._database, self._files, self.reviews.get)
        self.strays = Strays(self._database, self._files)
        self.films = Films(self._database, self._files)
        self.watches = Watches(self._database, self._files)
        self.links = Links(self._database, self._files)
        self.messages = Messages(self._database, self._files)
        self.outgoing = Outgoing(self._database, self._files)
        self.taking = Taking(self._database, self._files)

    @classmethod
    def open(cls, path: Path | None = None) -> Store:
        """Open a store, made if it does not exist.

        It is checked for damage, brought to the present schema after a backup,
        and what earlier deletions left behind is removed.

        Parameters
        ----------
        path : Path, optional
            Without it: the file in the environment variable ``FORMCHECK_STORE``,
            else one in the user's data folder.

        Raises
        ------
        StoreError
            It is damaged, no store, newer than this formcheck, or cannot be
            written. Nothing was changed then.
        DiskFullError
        """
        place = find_store_path(path)
        backup = prepare_store(place)
        store = cls(place)
        store._backup = backup
        try:
            with explaining_problems(place):
                make_private_folder(store._files)
                keep_private(store._files)
            Deletion(store._database, store._files).remove_leftovers()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close it; no thread may be using it."""
        self._database.close()

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return self._database.path

    @property
    def files_folder(self) -> Path:
        """The folder that holds the files of all sets."""
        return self._files

    @property
    def backup(self) -> Path | None:
        """The backup that was made when it was opened, before its schema was changed."""
        return self._backup
