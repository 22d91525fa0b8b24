"""A PDF page as a picture, for the web page and the telephone."""

from io import BytesIO

WIDTH = 1080  # px: what a telephone shows without scaling


def png(pdf: bytes, width: int = WIDTH) -> bytes:
    """The first page of `pdf` as PNG, `width` px wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
        out = BytesIO()
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()
    finally:
        document.close()
