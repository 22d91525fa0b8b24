"""Which report is in the window: making, opening, looking, closing, and where its file is."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app import RESOURCES
from clerk_app.collection import papers
from clerk_app.collection.gathering import STATE_NAMES, Entry
from clerk_app.errors import KnownError, cause
from clerk_app.exchange import handout, interchange
from clerk_app.gui import choosing, settings
from clerk_app.gui.dispatch import BUSY
from clerk_app.gui.messages import Choice
from clerk_app.gui.new_report import Wanted, documents
from clerk_app.gui.places import Mark
from clerk_app.gui.wording import AWAY, account, free_path, looking
from clerk_app.session import NotHandedBack, Rescuable, Session, now
from clerk_app.store import document, rescue
from clerk_app.store.away import later
from clerk_app.store.refusals import Locked, Missing, NewerFile, ReadOnly

if TYPE_CHECKING:
    from clerk_app.gui.window import Window


class Filing:
    """Works on `window`, which shows the report (`seat`) and lets it go (`unseat`)."""

    def __init__(self, window: "Window") -> None:
        self.window = window
        self.unsaved = ""  # what is being said about a disk that refuses
        self._not_backed_up = ""  # what was said about a backup that failed

    # ---- opening

    def open(self, path: Path, done: str = "", mark: Mark = "hint") -> bool:
        """The report at `path`; only to look at when another has it, and then False, as when it cannot be opened. What
        is wrong is said in the window; when nothing is, what has been `done`."""
        window = self.window
        held = window.desk.session if window.desk else None
        again = held is not None and held.document is None and held.path.absolute() == path.absolute()
        if held and not held.read_only and held.path.absolute() == path.absolute():
            return True
        if not self.close():
            return False
        try:
            self._seat(Session.open(path, aside=True), done, mark)
            return True
        except (Locked, ReadOnly, NewerFile) as e:
            refused = Locked(path) if isinstance(e, Locked) else e  # it may be a working copy that is locked
            self.look(path, looking(refused, f"{datetime.now().astimezone():%H:%M:%S}" if again else ""), copy=e.path)
        except Missing as e:
            window.messages.say(str(e), "error", ("从最近的报告中去掉", partial(self._forget, path)))
        except Rescuable as e:
            window.messages.say(str(e), "error", ("抢救成新文件…", partial(self._ask_rescue, e)))
        except KnownError as e:
            window.messages.say(str(e), "error")
        return False

    def _seat(self, session: Session, done: str = "", mark: Mark = "hint") -> None:
        """Shows it, and says so when what is edited is a working copy."""
        self.window.seat(session)
        words = done
        choices: list[Choice] = []
        if session.away and session.fetched:
            words += AWAY[session.away]
            if newer := later(session.path):
                words += f"旁边有更新的“{newer.name}”，多半应该改那一份。"
                choices.append(("打开更新的一份", partial(self.open, newer)))
            if session.fetched.left:
                words += "这个文件还有上次没有存回的修改，可以打开看看。"
                choices.append(("打开上次的修改", partial(self._resume, session)))
        if words:
            self.window.messages.say(words, mark, *choices)

    def _resume(self, of: Session) -> None:
        """A working copy that was never handed back, in the place of `of`; it will be, when it is closed."""
        fetched = of.fetched
        if fetched is None or not self.close():
            return
        try:
            session = Session.open(fetched.source, aside=True, left=fetched.left[-1])
        except KnownError as e:
            self.window.messages.say(str(e), "error")
            return
        self._seat(session, "这是上次没有存回的修改。")

    def _ask_rescue(self, damaged: Rescuable) -> None:
        start = free_path(damaged.path.parent, f"{damaged.path.stem} 抢救.zfnb")
        if path := choosing.new_report(self.window, "抢救成新文件", start):
            self.rescue(damaged, path)

    def rescue(self, damaged: Rescuable, path: Path) -> None:
        """What can still be read as the new file `path`, which is then open; what was lost is said."""
        try:
            rescue.write(path, damaged.found, now())
        except KnownError as e:
            self.window.messages.say(str(e), "error")
            return
        self.open(path, f"已抢救成“{path}”，原来的文件没有改动。{account(damaged.found)}", "warning")

    def _forget(self, path: Path) -> None:
        settings.forget(self.window.store, path)
        self.window.show_start()

    def look(self, path: Path, why: str, page: str = "", copy: Path | None = None) -> None:
        """As it was last saved, without a way to change it. `page`: the tab to show; `copy`: the working copy that
        another window has of it, as long as there is one."""
        window = self.window
        try:
            session = Session.look(copy if copy and copy.exists() else path, newer=True)
        except KnownError as e:
            window.messages.say(str(e), "error")
            return
        session.path = path
        more = f"另有 {session.unknown} 项内容这个版本不认识，没有显示。" if session.unknown else ""
        window.unseat()
        desk = window.seat(session)
        if page:
            desk.tabs.show_key(page)
        window.messages.say(
            f"只读　{why}{more}", "hint",
            ("刷新", lambda: self.look(path, why, desk.tabs.key, copy)), ("改为编辑", lambda: self.open(path)),
            closable=False,
        )  # fmt: skip

    def take(self, paths: Sequence[Path]) -> None:
        """What was dropped: one report is opened; several, or a folder, are collected."""
        if len(paths) > 1 or any(path.is_dir() for path in paths):
            from clerk_app.gui.collecting.page import show_collecting

            show_collecting(self.window, paths)
        elif paths:
            self.open(paths[0])

    def look_at_received(self, entry: Entry) -> None:
        """A report of a collection, which is never edited here; closing it leads back to the list."""
        window = self.window
        try:
            session = papers.received(entry.path)
        except KnownError as e:
            window.messages.say(str(e), "error")
            return
        window.seat(session, own=False)
        words = f"只读　{STATE_NAMES[entry.state]}：{entry.words}"
        window.messages.say(words, "hint", ("回到汇总（Ctrl+W）", self.close), closable=False)

    def pick(self) -> None:
        if path := choosing.existing(self.window, "打开报告", self.folder()):
            self.open(path)

    def folder(self) -> Path:
        """Where one looks first."""
        if self.window.desk:
            return self.window.desk.session.path.parent
        last = settings.recent(self.window.store)
        return last[0].parent if last else documents()

    # ---- making

    def new(self, previous: Path | None = None) -> None:
        if self.close():
            self.window.show_new(previous)

    def new_from(self) -> None:
        desk, recent = self.window.desk, settings.recent(self.window.store)
        last = desk.session.path if desk else recent[0] if recent else None
        if path := choosing.existing(self.window, "去年的报告", self.folder(), likely=last):
            self.new(path)

    def create(self, wanted: Wanted) -> None:
        page = self.window.new_page
        try:
            wanted.path.parent.mkdir(parents=True, exist_ok=True)
            Session.create(wanted.path, wanted.unit, wanted.year, wanted.level, previous=wanted.previous).close()
            session = Session.open(wanted.path, aside=True)
        except KnownError as e:
            page.failed(e)
        except OSError:
            page.failed(KnownError(f"“{wanted.path.parent}”这个文件夹建不了，请换一个位置。"))
        else:
            self._seat(session)

    def sample(self, today: date) -> None:
        """A report of an invented township, as a file of the user's own to play with."""
        if not self.close():
            return
        window = self.window
        try:
            source = next(iter(sorted((RESOURCES / "sample").glob("*.json"))))
            data = interchange.parse(source.read_text("utf-8"))
            documents().mkdir(parents=True, exist_ok=True)
            path = free_path(documents(), f"{handout.safe_name(f'示例 {data.unit}{data.year}年')}.zfnb")
            year = data.year or today.year
            Session.create(path, data.unit, year, edition=data.edition, given=data.wanted).close()
        except KnownError as e:
            window.messages.say(str(e), "error")
        except StopIteration:
            window.messages.say("示例打不开，请重新安装本程序。", "error")
        except OSError as e:
            window.messages.say(f"示例要存到“{documents()}”，没有存成：{cause(e)}", "error")
        else:
            self.open(path, f"这是一份示例，可以随意改动。它存在“{path}”。")

    # ---- closing

    def close(self) -> bool:
        """Back to the start page; False when something typed cannot be saved and stays in the window."""
        desk = self.window.desk
        if desk is None:
            return True
        if self.window.dispatch.running:
            self.window.messages.say(BUSY)
            return False
        desk.flush()
        return self._closed(desk.session.close)

    def _closed(self, close: Callable[[], None]) -> bool:
        assert self.window.desk is not None
        session = self.window.desk.session
        before = session.path
        try:
            close()
        except NotHandedBack as e:
            self.window.messages.say(
                str(e), "error",
                ("再试一次", self.close), ("另存到别处…", self._close_elsewhere),
                ("先关闭，下次接着编辑", self.discard),
            )  # fmt: skip
            return False
        except KnownError as e:
            self.not_saved(str(e))
            return False
        if session.path != before:
            settings.remember(self.window.store, session.path)
        self.window.unseat()
        if session.path != before:
            self.window.messages.say(f"已存回“{session.path}”，读回核对无误；原来的文件没有改动。", "done")
        return True

    def _close_elsewhere(self) -> None:
        desk = self.window.desk
        if desk is not None and (path := self.ask_path("另存到别处")) is not None:
            self._closed(partial(desk.session.close_at, path))

    def refused(self, why: str) -> None:
        """The disk refuses: said of every cause once, whatever is being said, and again when nothing is."""
        if _unsaved(why) != self.unsaved or not self.window.messages.words:
            self.not_saved(why)

    def not_saved(self, why: str) -> None:
        """What was typed is still here and can go elsewhere."""
        self.unsaved = _unsaved(why)
        self.window.messages.say(
            self.unsaved, "error", ("另存到别处…", self.move), ("放弃未保存的修改并关闭", self.discard)
        )

    def saved(self) -> None:
        """The disk has it after all: nothing to decide any more."""
        if self.unsaved and self.window.messages.words == self.unsaved:
            self.window.messages.hide()
        self.unsaved = ""
        document = self.window.desk.session.document if self.window.desk else None
        failed = document.not_backed_up if document else ""
        if failed != self._not_backed_up and not self.window.messages.words:
            self._not_backed_up = failed
            if failed:
                self.window.messages.say(f"已保存，但是没有做成备份：{failed}", "warning")

    def discard(self) -> None:
        if (desk := self.window.desk) and desk.session.document:
            desk.flush()  # else a field that loses the keys would hand its text to a closed file
            desk.session.document.close(discard=True)
            self.window.unseat()

    def move(self) -> None:
        """Goes on in another file, when this one takes nothing any more."""
        desk = self.window.desk
        if desk is None or desk.session.document is None or (path := self.ask_path("另存到别处")) is None:
            return
        try:
            desk.session.document.move(path)
        except KnownError as e:
            self.not_saved(str(e))
            return
        desk.session.path, desk.session.fetched = path, None
        settings.remember(self.window.store, path)
        self.window.messages.say(f"已另存，现在编辑的是“{path}”。", "done")
        self.window.tell()

    def copy(self) -> None:
        desk = self.window.desk
        if desk is None or (path := self.ask_path("另存一份")) is None:
            return
        self.copy_to(path)

    def copy_to(self, path: Path) -> None:
        """Another file with all that is in this one; of a report only looked at, with the report alone."""
        assert self.window.desk is not None
        self.window.desk.flush()
        session = self.window.desk.session
        try:
            if session.document:
                session.document.flush(10)
                session.document.save_copy(path)
            else:
                document.create(path, session.report, now()).close()
        except KnownError as e:
            self.window.messages.say(str(e), "error")
        else:
            self.window.tell_file(f"已另存一份“{path}”，现在编辑的仍是原来的文件。", path)

    def ask_path(self, title: str) -> Path | None:
        """Where a copy of this report shall go, asked with a name that fits. A report is never overwritten."""
        assert self.window.desk is not None
        name = handout.safe_name(self.window.desk.session.report.title)
        return choosing.new_report(self.window, title, free_path(self.folder(), f"{name}.zfnb"))


def _unsaved(why: str) -> str:
    return why if "没有保存" in why else f"还没有保存。{why}"
