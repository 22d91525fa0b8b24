"""Draws the icons in all sizes from resources/icons/*.svg: python packaging/icons.py, and looks at nothing else."""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(source: Path, size: int) -> bytes:
    """A PNG of the drawing, `size` pixels wide and high."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def main() -> int:
    for source in sorted(FOLDER.glob("*.svg")):
        pictures = {size: drawn(source, size) for size in SIZES}
        for size, png in pictures.items():
            (FOLDER / f"{source.stem}-{size}.png").write_bytes(png)
        # Windows wants all sizes in one file.
        images = [Image.open(io.BytesIO(png)) for png in pictures.values()]
        images[-1].save(FOLDER / f"{source.stem}.ico", append_images=images[:-1], sizes=[i.size for i in images])
    return 0


if __name__ == "__main__":
    sys.exit(main())
