"""A PDF page as a picture."""

from io import BytesIO

from PIL import Image

from clerk_app.exchange.raster import encoded, png
from clerk_app.paper import picture
from clerk_app.report.fresh import fresh


def test_png__one_page_picture__is_as_wide_as_a_telephone_and_not_blank():
    image = Image.open(BytesIO(png(picture.make(fresh("石桥湾镇人民政府", 2025)))))
    assert image.format == "PNG"
    assert image.width == 1080
    assert image.height > image.width
    assert len(set(image.convert("L").getextrema())) == 2


def test_encoded__pixels_of_each_colour__are_read_back():
    rows = [bytes([255, 0, 0, 0, 255, 0]), bytes([0, 0, 255, 9, 99, 199])]
    image = Image.open(BytesIO(encoded(2, 2, rows)))
    assert (image.mode, image.size) == ("RGB", (2, 2))
    assert [image.getpixel((x, y)) for y in (0, 1) for x in (0, 1)] == [
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (9, 99, 199),
    ]
