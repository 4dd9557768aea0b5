"""Pictures drawn for the demo town."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.files import check_upload
from zwolle.demo.pictures import draw


def test_a_name_has_one_picture():
    assert draw("boomgaard-1") == draw("boomgaard-1")
    assert draw("boomgaard-1") != draw("boomgaard-2")


def test_it_passes_the_door_for_photos():
    with Image.open(BytesIO(draw("boomgaard-1"))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 800))
    upload = check_upload(SimpleUploadedFile("boomgaard.jpg", draw("boomgaard-1"), "image/jpeg"))
    assert (upload.kind, upload.width, upload.height) == ("photo", 1200, 800)
