"""A case held ready for pages: worked out in the background, never twice at once, and never in a reader's time."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Condition, Event, Thread

from tocsin import workbench
from tocsin.errors import TocsinError, UsageError
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.watch import Watch
from tocsin.web.shown import Shown, Standing

DAYS_KEPT = 6  # pictures of past days held at once
LOOK = 1.0  # seconds between looks at the ledger
PATIENCE = 8.0  # seconds that a reader waits for a picture there is none of yet, and a signature for its effect
QUIET = 2.0  # seconds after the start in which the first page has the machine to itself
LONG = 1.0  # seconds of work after which the days of a board are kept for the next start
log = logging.getLogger("tocsin.desk")


class PreparingError(Exception):
    """There is nothing to show yet; look again in a moment."""


class Desk:
    """One case and its watches. Two threads work: one applies judgements at once, one works out all anew."""

    def __init__(self, case: str, watches: tuple[str, ...]) -> None:
        if not watches:
            raise UsageError("a desk needs at least one --watch; tocsin watch list names them")
        self.case = case
        self.ledger = workbench.open_case(case, create=False)
        self.problems: dict[str, Watch] = {problem.id: problem for problem in map(workbench.watch, watches)}
        self._ready: dict[str, Shown] = {}
        self._days: OrderedDict[tuple[str, date], tuple[tuple[str, str], Shown | Exception]] = OrderedDict()
        self._wanted: dict[tuple[str, date], None] = {}
        self._found: workbench.Found | None = None
        self._stamp = ("", "")
        self._trouble: Exception | None = None
        self._changed, self._stop = Condition(), Event()
        self._wake, self._work, self._asked = Event(), Event(), Event()
        self._threads = [Thread(target=t, daemon=True) for t in (self._follow, self._toil)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop working; waits for what is in hand."""
        self._stop.set()
        self._wake.set()
        self._work.set()
        self._asked.set()
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(PATIENCE)
        self.ledger.close()

    # --- what pages ask ---------------------------------------------------------------------------

    def name(self, watch: str | None) -> str:
        """The watch asked for, or the first; raises UsageError for one that is not shown here."""
        name = watch or next(iter(self.problems))
        if name not in self.problems:
            raise UsageError(f"this desk does not show the watch {name!r}; it shows {', '.join(self.problems)}")
        return name

    def shown(self, watch: str | None = None, as_of: date | None = None, board: bool = False) -> Shown:
        """The picture of a watch. ``board`` takes one that knows only its days, while the rest is loaded."""
        name = self.name(watch)
        found = self._ready.get(name) or (self._early(name) if board and as_of is None else None)
        self._asked.set()
        if as_of is not None:
            return self._of_day(name, as_of)
        if found is None:
            self._wait(lambda: name in self._ready or self._trouble is not None, PATIENCE)
            found = self._ready.get(name)
        if found is None and self._trouble is not None:
            raise self._trouble
        if found is None:
            raise PreparingError
        return found

    def behind(self, shown: Shown) -> str:
        """Why a page does not show everything yet, as a sentence; "" when it does."""
        if not shown.standing.whole:
            return "The texts are being loaded: this is the board as it last stood."
        if self._trouble is not None:
            return f"This page is as it was before something went wrong: {self._trouble}."
        if self.ledger.stamp()[0] != self._stamp[0]:
            return "New documents are being worked in; this page shows the case before them."
        if not shown.standing.settled:
            return "Your decision acts on the board; contradictions and origins are being worked out again."
        return ""

    def judge(self, analyst: str, verb: str, target: str, value: object, reason: str) -> Judgement:
        """Sign a judgement and wait, within reason, until it acts."""
        made = workbench.sign(self.ledger, analyst, verb, target, value, reason)
        stamp = self.ledger.stamp()[1]
        self._wake.set()
        self._wait(lambda: int(self._stamp[1] or 0) >= int(stamp), PATIENCE)
        return made

    def refresh(self) -> None:
        """Look at the ledger now."""
        self._wake.set()

    def _wait(self, until: Callable[[], bool], seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(until, seconds)

    def _early(self, name: str) -> Shown | None:
        picture = workbench.kept_history(self.ledger, self.problems[name])
        if picture is None:
            return None
        return Shown(picture, workbench.Study((), (), [], [], []), (), Standing(whole=False))

    def _of_day(self, name: str, day: date) -> Shown:
        key, stamp = (name, day), self.ledger.stamp()
        kept = self._days.get(key)
        if kept is None or kept[0] != stamp:
            self._wanted[key] = None
            self._work.set()
            self._wait(lambda: self._days.get(key, ((), None))[0] == stamp, PATIENCE)
            kept = self._days.get(key)
        if kept is None:
            raise PreparingError
        if isinstance(kept[1], Exception):
            raise kept[1]
        return kept[1]

    # --- at once: judgements ------------------------------------------------------------------------

    def _follow(self) -> None:
        while not self._stop.is_set():
            try:
                self._apply()
            except TocsinError as error:
                self._fail(error)
            except Exception as error:  # a reader must see that it failed, and the next look may succeed
                log.exception("the desk could not work")
                self._fail(error)
            self._wake.wait(LOOK)
            self._wake.clear()

    def _apply(self) -> None:
        """Bring the pictures up to the ledger's judgements; have the rest worked out where evidence was added."""
        stamp = self.ledger.stamp()
        found = self._found
        if found is None or found.evidence != stamp[0]:
            self._work.set()
        if found is not None and (found.evidence, stamp[1]) != self._stamp:
            self._show(found, stamp[1])

    def _show(self, found: workbench.Found, stamp: str) -> None:
        every = self.ledger.view().judgements(retracted=True)
        acting = workbench.in_force(every)
        study = workbench.now(found, acting)
        settled = workbench.settled(found, acting)
        ready = {}
        for name, problem in self.problems.items():
            picture = workbench.kept_picture(found, study, problem)
            ready[name] = Shown(picture, study, every, Standing(settled=settled)).warm()
        with self._changed:
            self._ready, self._stamp, self._trouble = ready, (found.evidence, stamp), None
            self._changed.notify_all()
        if not settled:
            self._work.set()

    def _fail(self, error: Exception) -> None:
        """Readers get one sentence; the log has what only a programmer can use."""
        told = error if isinstance(error, TocsinError) else TocsinError("the desk could not work this out; see its log")
        with self._changed:
            self._trouble = told
            self._changed.notify_all()

    # --- in the background: everything anew -----------------------------------------------------------

    def _toil(self) -> None:
        self._asked.wait(QUIET)
        while not self._stop.is_set():
            self._work.wait()
            self._work.clear()
            try:
                self._work_out()
                while self._wanted and not self._stop.is_set():
                    self._past_day(next(iter(self._wanted)))
            except TocsinError as error:
                self._fail(error)
                self._stop.wait(LOOK)
            except Exception as error:  # as above
                log.exception("the desk could not work")
                self._fail(error)
                self._stop.wait(LOOK)

    def _work_out(self) -> None:
        if self._stop.is_set():
            return
        found, began = self._found, time.monotonic()
        if found is None or found.evidence != self.ledger.stamp()[0]:
            made = workbench.find(self.ledger)
        else:
            acting = workbench.in_force(self.ledger.view().judgements(retracted=True))
            if workbench.settled(found, acting):
                return
            made = workbench.worked_out(self.ledger, found, acting)
        for problem in self.problems.values():
            workbench.sighted(self.ledger, made, problem)
        self._found = made
        self._stamp = ("", "")
        self._wake.set()
        self._wait(lambda: self._stamp[0] != "" or self._trouble is not None or self._stop.is_set(), 600)
        if time.monotonic() - began > LONG:
            for shown in self._ready.values():
                workbench.keep_history(self.ledger, shown.picture)

    def _past_day(self, key: tuple[str, date]) -> None:
        name, day = key
        stamp = self.ledger.stamp()
        try:
            study = workbench.study_case(self.case, day)
            picture = workbench.picture(study, self.problems[name], day, None)
            made: Shown | Exception = Shown(picture, study, study.judgements, Standing()).warm()
        except TocsinError as error:
            made = error
        with self._changed:
            self._days[key] = (stamp, made)
            self._days.move_to_end(key)
            while len(self._days) > DAYS_KEPT:
                self._days.popitem(last=False)
            self._wanted.pop(key, None)
            self._changed.notify_all()
