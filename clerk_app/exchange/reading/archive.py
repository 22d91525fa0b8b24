"""A web page saved as one file (.mht, .mhtml): the page itself is taken out of it, pictures and the rest are left."""

import email
import email.policy
import re
from email.message import EmailMessage

from clerk_app.exchange.reading import text
from clerk_app.exchange.reading.source import Source, Unreadable

_HEADER = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_START = 4096  # bytes within which the head of such a file says what it is


def is_archive(content: bytes) -> bool:
    """Whether these are the bytes of a page saved as one file."""
    return bool(re.match(rb"\s*[A-Za-z\-]+:", content)) and bool(_HEADER.search(content[:_START]))


def read(content: bytes) -> Source:
    """The first page in it. Raises Unreadable."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage), "the policy's kind"
        pages = (part for part in message.walk() if part.get_content_type() == "text/html")
        page = next((part.get_payload(decode=True) for part in pages), None)
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError, TypeError):  # hostile headers
        page = None
    if not isinstance(page, bytes):
        raise Unreadable("是单个文件的网页，里面没有能读的页面；请在浏览器里另存为“网页，仅 HTML”后再导入。")
    return text.read(page)
