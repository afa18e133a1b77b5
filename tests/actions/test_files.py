"""What is handed in is typed by its content, kept under names nobody can guess, and shown without what the camera wrote into it."""

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image

from huasheng_vote import files, images
from huasheng_vote.files import Kind
from huasheng_vote.rules.refusal import Refused, Why


def photo(kind="JPEG", size=(40, 30), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "#1d5c49").save(out, kind, **options)
    return out.getvalue()


def photo_with_notes():
    """A phone's photo: held sideways, with its moment and its place."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes.get_ifd(0x8769)[0x9003] = "2026:11:20 08:01:02"
    notes.get_ifd(0x8825).update({1: "N", 2: (28.0, 13.0, 30.0), 3: "E", 4: (112.0, 56.0, 15.0)})
    return photo(exif=notes.tobytes())


def bomb(width=40_000, height=40_000):
    """A PNG of a few hundred bytes that says it unfolds into 1.6 thousand million pixels."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def why(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.why


@pytest.mark.parametrize(
    ("data", "kind"),
    [(photo(), Kind.JPEG), (photo("PNG"), Kind.PNG), (photo("WEBP"), Kind.WEBP), (b"%PDF-1.7\n", Kind.PDF), (b"<html>", None), (b"", None)],
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert files.kind_of(data) == kind


def test_a_kind_that_was_not_asked_for_is_refused():
    assert why(files.accept, b"%PDF-1.7\n", files.PICTURES) is Why.WRONG_FILE


def test_a_sealed_envelope_is_kept_as_one_and_no_form_takes_it_for_a_paper(tmp_path):
    data = b'{"envelope":"00"}\n[]\n\0'
    store = files.LocalStore(tmp_path)
    assert store.open(store.put(data, Kind.ENVELOPE)) == data
    assert why(files.accept, data, files.PICTURES | files.PAPERS) is Why.WRONG_FILE


def test_a_file_one_byte_over_its_cap_is_refused_and_one_at_it_is_taken():
    most = files.LARGEST[Kind.PDF]
    assert files.accept(b"%PDF-".ljust(most), files.PAPERS) is Kind.PDF
    assert why(files.accept, b"%PDF-".ljust(most + 1), files.PAPERS) is Why.FILE_TOO_LARGE


def test_when_and_where_a_photo_was_taken_is_kept_apart_and_not_shown():
    picture = images.reencode(photo_with_notes())
    assert (picture.taken, picture.place) == ("2026-11-20T08:01:02", "28.22500,112.93750")
    shown = Image.open(io.BytesIO(picture.jpeg))
    assert dict(shown.getexif()) == {}
    assert b"Exif" not in picture.jpeg + picture.thumbnail


def test_a_photo_held_sideways_is_turned_upright():
    picture = images.reencode(photo_with_notes())
    assert (picture.width, picture.height) == (30, 40)


def test_a_garbled_note_is_no_reason_to_refuse_a_photo():
    notes = Image.Exif()
    notes.get_ifd(0x8769)[0x9003] = "昨天"
    notes.get_ifd(0x8825).update({1: "N", 2: (28.0,)})
    picture = images.reencode(photo(exif=notes.tobytes()))
    assert (picture.taken, picture.place) == ("", "")


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("WEBP", "RGBA"), ("JPEG", "CMYK")])
def test_every_picture_becomes_a_plain_jpeg_with_a_thumbnail(kind, mode):
    picture = images.reencode(photo(kind, (900, 600), mode))
    assert files.kind_of(picture.jpeg) is files.kind_of(picture.thumbnail) is Kind.JPEG
    assert Image.open(io.BytesIO(picture.thumbnail)).size == (480, 320)
    assert picture.sha256 == hashlib.sha256(picture.jpeg).hexdigest()


def test_a_large_photo_is_scaled_down():
    assert images.reencode(photo(size=(4096, 1024))).width == images.LONGEST_SIDE


def test_a_decompression_bomb_is_refused_before_it_unfolds():
    assert why(images.reencode, bomb()) is Why.PICTURE_TOO_LARGE


def test_one_pixel_row_over_the_cap_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 40 * 30)
    assert images.reencode(photo(size=(40, 30))).width == 40
    assert why(images.reencode, photo(size=(40, 31))) is Why.PICTURE_TOO_LARGE


@pytest.mark.parametrize(
    "data", [photo()[:-200], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPjunk", photo()[:30] + b"\0" * 99]
)
def test_a_broken_picture_is_refused(data):
    assert why(images.reencode, data) is Why.PICTURE_UNREADABLE


def test_a_stored_file_comes_back_under_a_name_nobody_can_guess(tmp_path):
    store = files.LocalStore(tmp_path)
    names = {store.put(b"one", Kind.JPEG) for _ in range(2)}
    assert len(names) == 2
    assert all(files.NAME.fullmatch(name) and store.open(name) == b"one" for name in names)


@pytest.mark.parametrize("name", ["", "../secret.key", "a" * 32 + ".jpg", "A" * 32 + ".jpg", "a" * 32 + ".html", "a" * 32 + ".jpg\n"])
def test_no_other_name_opens_anything(tmp_path, name):
    (tmp_path.parent / "secret.key").write_text("x")
    assert files.LocalStore(tmp_path).open(name) is None


def test_a_discarded_file_is_gone(tmp_path):
    store = files.LocalStore(tmp_path)
    name = store.put(b"one", Kind.PDF)
    store.discard(name)
    store.discard(name)
    assert store.open(name) is None


class Bucket:
    """What the store asks of S3, in memory."""

    class exceptions:
        class NoSuchKey(Exception):
            pass

    def __init__(self, service, endpoint_url):
        self.made_for, self.kept = (service, endpoint_url), {}

    def put_object(self, Bucket, Key, Body, ContentType):
        self.kept[Bucket, Key] = (Body, ContentType)

    def get_object(self, Bucket, Key):
        if (Bucket, Key) not in self.kept:
            raise self.exceptions.NoSuchKey
        return {"Body": io.BytesIO(self.kept[Bucket, Key][0])}

    def delete_object(self, Bucket, Key):
        self.kept.pop((Bucket, Key), None)


@pytest.mark.parametrize(
    ("url", "endpoint", "prefix"),
    [("s3://photos/songlu?endpoint=https://store.example", "https://store.example", "songlu/"), ("s3://photos", None, "")],
)
def test_a_bucket_keeps_files_as_the_folder_does(monkeypatch, url, endpoint, prefix):
    monkeypatch.setattr("boto3.client", Bucket)
    store = files.S3Store(url)
    name = store.put(b"one", Kind.JPEG)
    assert store._client.made_for == ("s3", endpoint)
    assert store._client.kept == {("photos", f"{prefix}{name}"): (b"one", "image/jpeg")}
    assert store.open(name) == b"one"
    assert store.open("a" * 32 + ".jpg") is store.open("../x") is None
    store.discard(name)
    assert store.open(name) is None
