"""Files as office suites and printers make them, written by hand: small enough to be read at a glance."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SLIDE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def pdf(*pages: str) -> bytes:
    """A PDF with one line a page, in the alphabet of Windows; a page without text stands for a scanned image."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        said = page.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn = b"BT /F1 8 Tf 20 700 Td (" + said + b") Tj ET" if page else b"0 0 600 800 re f"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 800] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * n} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    return _with_table(objects)


def _with_table(objects: Sequence[bytes]) -> bytes:
    written, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + table.encode() + trailer.encode()


def archive(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return buffer.getvalue()


def open_document(content: str, *, kind: str = "text", manifest: str = "<manifest/>") -> bytes:
    """``content``: what stands in its body."""
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": manifest,
            "content.xml": f"<office:document-content {OFFICE} {TEXT} {DRAW}>{content}</office:document-content>",
        }
    )


def odt(*paragraphs: str) -> bytes:
    return open_document("".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs))


def word(*paragraphs: str) -> bytes:
    told = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {WORD}>{told}</w:document>"})


def slides(*texts: str) -> bytes:
    files = {
        f"ppt/slides/slide{number}.xml": f"<sld {SLIDE}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></sld>"
        for number, text in enumerate(texts, start=1)
    }
    return archive({"[Content_Types].xml": "<Types/>", **files})


def workbook(*cells: str) -> bytes:
    told = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    return archive({"[Content_Types].xml": "<Types/>", "xl/sharedStrings.xml": f"<sst>{told}</sst>"})


# A page of PDF that asks for a password (RC4, 128 bits), compressed.
_LOCKED = (
    "c-oCpziSjh80{>k5Vf$76w_Rxp!0in2F^p1%aOx`ghWlDDQ0$O&rQzVusbJ-*a?CV(%Xooo&SWDjo^>MG>U>E7M7MeyZLo^7VhrA"
    "&imf?-pAu>Ep>Yr$t4C_pTE3*3kbxpu<M}R2I%_srh{n4crz>p04<q;s~`=8WzgvWmnSumPBb(;fUadp1#dxC^WhpmGsP(Pkc_pm"
    "f40^}r3=)3C$!*_%uE+sK?{eMVvL~*CrB>4su-1Vn5vfO6``s5A&?(V8NT40`yg0B@z?BpVt`r$pp}vJ&9w#zK+~pjjXIih!+XwW"
    "u>oi{kBcPB2N11h`PID24uLTPF=jCD@`1ktWmMNIUpjLaz}qL!KHRx*=G&XS(@$4-&pr9N`)T9F@W*;~s`xef*`Mk@yK|y@{(by?"
    "Z|<YM^6taqjrN27?}eAIF2kvL^r*k{ytX<}J1~`FrZ*uCF+p}@PpAq3Lryi<GNL+^d)d&t5~3Av^2C%0K#Q;)8>J%U6qX6rDs>Ep"
    "qnLJDxJX+oWUMWwX~ZmLk!4si&Qjrw#f&6ch1hQd6+tLbDo%*COcH0Yil|gLwJO1eE2?bDop9VmLK#jZ$2i<&nx+O5tU6;^Zj~+t"
    "7)AgeJx~h41We%(Mnd9EB|pX_pTG!Z6BreA0%KfHU|h;$%$Ft`y0Xc7CA;s!cxbsO!k+IhZ@(MXww*AG4bd)^1`Dg1Qrb!pQB0)P"
    "T<XsMP}Z82E4Md2l!tp<c~kl(7^w(owPqK4;17(&43P"
)


def locked_pdf() -> bytes:
    return zlib.decompress(base64.b85decode(_LOCKED))
