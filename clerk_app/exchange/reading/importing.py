"""The one door for the command line and the window: a file to what it holds, with nothing kept yet."""

from collections.abc import Mapping
from pathlib import Path

from clerk_app.exchange.reading import files
from clerk_app.exchange.reading.recognise import Recognised, recognise
from clerk_app.exchange.reading.source import Unreadable
from clerk_app.form.edition import Edition


def recognised(path: Path, editions: Mapping[str, Edition], key: str = "") -> Recognised:
    """The published report at `path`; `key` names the edition when the user knows better.

    Made into a new report by `Session.edit(found.wanted(), given=True)`, or into last year's figures of an open one by
    `Session.edit(found.previous(edition))`. Raises Unreadable with the file's name and what to do.
    """
    source = files.read(path)
    try:
        return recognise(source, editions, key)
    except Unreadable as e:
        raise Unreadable(f"“{path.name}”：{e}") from None
