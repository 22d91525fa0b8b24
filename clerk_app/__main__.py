"""The command line. Without a command the window opens; everything else runs without a display and without Qt."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from clerk_app import __version__
from clerk_app.errors import KnownError, cause
from clerk_app.terminal import plain

if TYPE_CHECKING:
    from clerk_app.check.finding import Finding

_NAMED = 5  # kinds of characters that are named
COMMANDS = ("new", "fill", "show", "check", "export", "import", "seal", "verify", "collect", "self-test")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code of the contract: 0 done, 1 something blocks sealing, 2 not possible."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _plain_streams()
    try:
        code = _run(arguments, alone=argv is None)
        sys.stdout.flush()  # here, where it can still be said that nobody listens or that the disk is full
        return code
    except KnownError as e:
        _tell(str(e))
    except BrokenPipeError:
        # The reader went away (clerk-app show … | head): nothing to tell anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as e:
        _tell(f"“{e.filename or '标准输出'}”{cause(e)}")
    except KeyboardInterrupt:
        _tell("已取消。")
    return 2


def _plain_streams() -> None:
    """UTF-8 out whatever the locale says: a clerk's POSIX-locale terminal must not end in UnicodeEncodeError. A stream
    that is closed, or that a program without a terminal never had, is an empty one."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: list[str], *, alone: bool) -> int:
    first = arguments[0] if arguments else ""
    if first not in COMMANDS and first not in ("-h", "--help", "--version"):
        if first.startswith("-") or len(arguments) > 1:
            _parser().parse_args(arguments)
        from clerk_app.gui import app

        return app.run(Path(first) if first else None)
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    if not alone or command is _collect:
        return command(options)
    # The process ends with its command: to look for garbage on the way and at the end is a tenth of an export.
    gc.disable()
    try:
        return command(options)
    finally:
        gc.freeze()


def _tell(words: str) -> None:
    """Messages go to standard error: standard output is for results."""
    print(plain(words), file=sys.stderr)


# argparse has no Chinese of its own; the rest of its sentences are names of arguments.
_ARGPARSE = (
    ("the following arguments are required: ", "缺少 "),
    ("unrecognized arguments: ", "多出 "),
    ("expected one argument", "后面缺少内容"),
    ("not allowed with argument", "不能同时用"),
    ("ignored explicit argument", "后面不带内容"),
    ("ambiguous option: ", "不明确："),
    ("argument ", "参数 "),
    ("invalid choice: ", "没有 "),
)


class _Help(argparse.HelpFormatter):
    """As wide as the terminal, asked of the system: argparse imports for it all that packs and unpacks archives."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        pass
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):  # no terminal, no stream
        return 80


class _Parser(argparse.ArgumentParser):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, formatter_class=_Help, **options)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        for english, chinese in _ARGPARSE:
            message = message.replace(english, chinese)
        _tell(f"命令不能理解：{message}。用法见 {self.prog} -h。")
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("clerk-app", description="年报助手：编制政府信息公开工作年度报告。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"年报助手 {__version__}")
    commands = parser.add_subparsers(metavar="命令", required=True, prog="clerk-app")

    new = commands.add_parser("new", help="新建一份年度报告")
    new.add_argument("file", metavar="FILE", type=Path)
    new.add_argument("--unit", required=True, help="单位全称")
    new.add_argument("--year", required=True, help="报告年度")
    new.add_argument("--level", default="", help="township、street、department、county、city、province")
    new.add_argument("--edition", default="", help="报告格式（不写时由年度决定）")
    new.add_argument("--previous", type=Path, help="上一年的 .zfnb")
    new.set_defaults(run=_new)

    fill = commands.add_parser("fill", help="填入交换数据（JSON）")
    fill.add_argument("file", metavar="FILE", type=Path)
    fill.add_argument("data", metavar="DATA.json", help="- 为标准输入")
    fill.set_defaults(run=_fill)

    show = commands.add_parser("show", help="输出交换数据")
    show.add_argument("file", metavar="FILE", type=Path)
    show.add_argument("--json", action="store_true", required=True)
    show.set_defaults(run=_show)

    check = commands.add_parser("check", help="核对")
    check.add_argument("file", metavar="FILE", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)

    export = commands.add_parser("export", help="导出 .pdf .docx .xlsx .html .json")
    export.add_argument("file", metavar="FILE", type=Path)
    export.add_argument("-o", "--output", metavar="OUT", type=Path, required=True)
    kind = export.add_mutually_exclusive_group()
    kind.add_argument("--draft", action="store_true", help="导出草稿（未定稿的报告都是草稿）")
    kind.add_argument("--final", action="store_true", help="导出定稿")
    export.set_defaults(run=_export)

    read = commands.add_parser("import", help="导入已发布的报告：.docx .html .xlsx .pdf .txt .json")
    read.add_argument("source", metavar="SOURCE", type=Path)
    read.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    read.add_argument("--unit", default="", help="单位全称（不写时由报告决定）")
    read.add_argument("--year", default="", help="报告年度（不写时由报告决定）")
    read.add_argument("--edition", default="", help="报告格式（不写时由报告决定）")
    read.set_defaults(run=_import)

    seal = commands.add_parser("seal", help="定稿；已定稿的再次送报")
    seal.add_argument("file", metavar="FILE", type=Path)
    seal.add_argument("--to", metavar="FOLDER", type=Path, help="把送报的文件写到这个文件夹（如 U 盘）")
    seal.add_argument("--docx", action="store_true", help="连同 Word 文档")
    seal.set_defaults(run=_seal)

    verify = commands.add_parser("verify", help="核对一份定稿是否改动过")
    verify.add_argument("file", metavar="FILE", type=Path)
    verify.add_argument("--code", help="纸质报告上的核对码")
    verify.set_defaults(run=_verify)

    collect = commands.add_parser("collect", help="汇总许多份定稿：.zfnb（上一级的报告）或 .xlsx（工作簿）")
    collect.add_argument("source", metavar="SOURCE", type=Path, nargs="+", help="文件或文件夹")
    collect.add_argument("-o", "--output", metavar="OUT", type=Path, required=True)
    collect.add_argument("--unit", default="", help="汇总单位全称（不写时用各份共同的上级）")
    collect.add_argument("--year", default="", help="汇总的年度（不写时用多数单位的年度）")
    collect.add_argument("--own", metavar="FILE", type=Path, help="本级自己的数据，一并计入")
    collect.add_argument("--roster", metavar="FILE", type=Path, help="应报单位名单：.txt、.xlsx 或上次汇总的 .zfnb")
    collect.add_argument("--notes", metavar="FOLDER", type=Path, help="把给各单位的退回单写到这个文件夹")
    collect.add_argument("--due", default="", help="退回单上的办理期限，如 1月25日")
    collect.add_argument("--where", default="", help="退回单上的送报地点或方式")
    collect.add_argument("--contact", default="", help="退回单上的联系人和电话")
    collect.set_defaults(run=_collect)

    test = commands.add_parser("self-test", help="检查本程序的安装")
    test.set_defaults(run=_self_test)
    return parser


def _new(options: argparse.Namespace) -> int:
    from clerk_app.report.fields import read_year
    from clerk_app.session import Session

    previous = Session.look(options.previous).report if options.previous else None
    year = read_year(options.year)
    with Session.create(options.file, options.unit, year, options.level, options.edition, previous) as session:
        edition = session.report.edition
        _tell(f"已新建“{options.file}”（{edition.key} 年格式，共 {len(edition.cells)} 格）。")
    return 0


def _fill(options: argparse.Namespace) -> int:
    from clerk_app.exchange import interchange
    from clerk_app.report import fields
    from clerk_app.session import Session

    data = interchange.parse(_text_of(options.data))
    with Session.open(options.file) as session:
        changed = session.edit(interchange.fitting(data, session.report), "填入数据", given=True)
        for path, value in data.wanted.items():
            if gone := fields.dropped(value) if isinstance(value, str) else []:
                kinds = "、".join(f"U+{ord(c):04X}" for c in list(dict.fromkeys(gone))[:_NAMED])
                name = fields.name_of(session.report.edition, path)
                _tell(f"{name}：有 {len(gone)} 个印不出来的字符（{kinds}），没有填入，其余的已填入。")
    _tell(f"已填入 {len(changed.paths)} 项。")
    if session.document and (failed := session.document.not_backed_up):
        _tell(f"没有做成备份：{failed}")
    return 0


def _text_of(source: str) -> str:
    try:
        if source == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(source).read_text("utf-8-sig")
    except UnicodeDecodeError:
        name = "标准输入" if source == "-" else f"“{source}”"
        raise KnownError(f"{name}不是 UTF-8 文字，请另存为 UTF-8 后再试。") from None
    except OSError as e:
        raise KnownError(f"“{source}”读不了：{cause(e)}") from None


def _show(options: argparse.Namespace) -> int:
    from clerk_app.exchange import interchange
    from clerk_app.session import Session

    sys.stdout.write(interchange.dump(Session.look(options.file).report))
    return 0


def _check(options: argparse.Namespace) -> int:
    from clerk_app.check.finding import LEVEL_NAMES
    from clerk_app.exchange import interchange
    from clerk_app.session import Session

    findings = Session.look(options.file).findings
    if options.json:
        sys.stdout.write(interchange.dump_findings(findings))
    else:
        for f in findings.all:
            print(_full(f))
        counts = "，".join(f"{name} {findings.count(level)} 处" for level, name in LEVEL_NAMES.items())
        print(f"{counts}；已填 {findings.filled}/{findings.of} 格。")
    return 1 if findings.blocking else 0


def _full(finding: "Finding") -> str:
    from clerk_app.check.finding import LEVEL_NAMES

    f = finding
    said = f"\n    说明：{f.reason}" if f.reason else ""
    return f"【{LEVEL_NAMES[f.level]}】{f.message}\n    依据：{f.why}\n    处理：{f.advice}{said}"


def _export(options: argparse.Namespace) -> int:
    from clerk_app import formats
    from clerk_app.exchange import handout
    from clerk_app.report import seal
    from clerk_app.session import Session

    ending = options.output.suffix.lower()
    if ending not in formats.ENDINGS:
        said = options.output.suffix or options.output.name
        raise KnownError(f"不能导出为“{said}”，文件名请以 {'、'.join(formats.ENDINGS)} 之一结尾。")
    session = Session.look(options.file)
    if options.final and session.sealed is None:
        raise KnownError("这份报告还没有定稿，只能导出草稿：请先定稿，或去掉 --final。")
    if options.final and (verdict := seal.verdict(session.report)).kind != "same":
        raise KnownError(f"不能导出定稿。{verdict.words}")
    made = formats.make(ending, session.report, session.changed_at, draft=options.draft)
    handout.write(options.output, made)
    _tell(f"已导出“{options.output}”。")
    return 0


def _import(options: argparse.Namespace) -> int:
    from clerk_app.exchange.reading.account import account
    from clerk_app.exchange.reading.importing import recognised
    from clerk_app.form.edition import editions
    from clerk_app.report.fields import read_year
    from clerk_app.session import Session

    found = recognised(options.source, editions(), options.edition)
    unit, year = options.unit or found.unit, read_year(options.year) if options.year else found.year
    for line in account(found):
        print(plain(line))
    if not unit or not year:
        missing = " 和 ".join(o for o, given in (("--unit", unit), ("--year", year)) if not given)
        raise KnownError(f"“{options.source}”里没有认出单位或年度，请用 {missing} 写明；没有新建报告。")
    with Session.create(options.output, unit, year, edition=found.edition.key) as session:
        session.edit({**found.wanted(), "unit": unit, "year": year}, "导入", given=True)
    _tell(f"已导入为“{options.output}”。")
    return 0


def _seal(options: argparse.Namespace) -> int:
    from clerk_app.report.seal import same_before
    from clerk_app.sending import send
    from clerk_app.session import NotReady, Session

    with Session.open(options.file) as session:
        try:
            seal = session.sealed or session.seal()
        except NotReady as e:
            for finding in e.findings:
                _tell(_full(finding))
            _tell(str(e))
            return 1
        before = same_before(session.report)
        same = f"，内容与{before.words}相同，核对码没有变" if before else ""
        _tell(f"{session.report.title}：{seal.words}{same}。")
        if options.to:
            _tell(send(session, options.to, docx=options.docx).words)
    print(seal.code)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from clerk_app.sending import verify

    verdict = verify(options.file, options.code)
    print(plain(verdict.words))
    return 0 if verdict.kind == "same" else 1


def _collect(options: argparse.Namespace) -> int:
    from clerk_app.collection import gathering, papers, returning
    from clerk_app.exchange import handout
    from clerk_app.report.fields import read_year
    from clerk_app.session import Session
    from clerk_app.terminal import Bar

    out: Path = options.output
    if out.suffix.lower() not in (".zfnb", ".xlsx"):
        raise KnownError(f"不能汇总为“{out.suffix or out.name}”，文件名请以 .zfnb 或 .xlsx 结尾。")
    if out.suffix.lower() == ".zfnb" and out.exists():
        raise KnownError(f"“{out}”已经存在，不会覆盖它：请换一个文件名。")
    own = Session.look(options.own).report if options.own else None
    with gathering.Collecting(gathering.cache_file()) as made:
        with Bar("正在读取和核验") as bar:
            made.read(options.source, bar)
        with Bar("正在核对文字") as bar:
            made.read_texts(bar)
        made.expect(papers.roster(options.roster) if options.roster else [])
        made.settle(read_year(options.year) if options.year else 0)
        for entry in made.entries():
            if entry.state != "counted" or entry.unlisted:
                _tell(f"【{gathering.STATE_NAMES[entry.state]}】{entry.path}：{entry.words}")
        if own is not None and (doubt := made.doubt_of(own, options.unit)):
            _tell(f"【需说明】{doubt}")
        absent = made.missing()
        if absent:
            _tell(f"未报送 {len(absent)} 个单位：{'、'.join(absent)}。")
        if options.notes:
            options.notes.mkdir(exist_ok=True)
            office = returning.Office(options.unit or made.above, options.due, options.where, options.contact)
            for name, content in returning.notes(made, office=office):
                handout.write(options.notes / name, content)
        if out.suffix.lower() == ".xlsx":
            handout.stream(out, lambda file: papers.write_workbook(made, file, own))
        else:
            papers.write_report(made, out, options.unit, own)
        refused = made.count() - made.count("counted", "copy")
        copies = f"，不再计 {made.count('copy')} 份" if made.count("copy") else ""
        counted = f"{made.year}年：计入 {made.count('counted')} 份{copies}，没有计入 {refused} 份"
        print(plain(f"{counted}，已汇总为“{out}”。"))
    return 1 if refused else 0


def _self_test(_: argparse.Namespace) -> int:
    from clerk_app import selftest

    results = selftest.run()
    for result in results:
        print(f"{'正常' if result.good else '异常'}  {result.name}：{result.words}")
    return 0 if all(r.good for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
