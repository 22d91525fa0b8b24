"""A PDF page as a picture, for the web page and the telephone."""

from io import BytesIO
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 1080  # px: what a telephone shows without scaling


def png(pdf: bytes, width: int = WIDTH) -> bytes:
    """The first page of `pdf` as PNG, `width` px wide."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        # pypdfium2 has no types of its own.
        picture = cast("Image", page.render(scale=width / page.get_width()).to_pil())  # pyright: ignore[reportUnknownMemberType]
        out = BytesIO()
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()
    finally:
        document.close()
