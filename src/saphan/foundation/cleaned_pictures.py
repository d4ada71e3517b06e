"""Pictures without what a camera writes into them: the place, the device, the time."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from saphan.domain.refusals import FileRefused

#: More points than this is no photo of a pay slip but an attack on the memory.
MOST_POINTS = 60_000_000
_QUALITY = 92


def without_place(content: bytes) -> bytes:
    """The picture alone, turned as the camera held it. Every other part of the file is left out.

    Raises ``FileRefused`` with ``evidence.picture_damaged`` or ``evidence.picture_too_large``.
    """
    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise FileRefused("evidence.picture_too_large")
            return _again(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise FileRefused("evidence.picture_too_large") from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as damaged:
        raise FileRefused("evidence.picture_damaged") from damaged


def _again(opened: Image.Image) -> bytes:
    kind = opened.format or "PNG"
    turned = ImageOps.exif_transpose(opened)
    bare = Image.new(turned.mode, turned.size)
    bare.paste(turned)
    if turned.mode == "P" and (palette := turned.getpalette()):
        bare.putpalette(palette)
    written = BytesIO()
    bare.save(written, kind, **({"quality": _QUALITY} if kind in {"JPEG", "WEBP"} else {}))
    return written.getvalue()
