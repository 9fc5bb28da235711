import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from akto_invoice.errors import OcrUnavailable
from akto_invoice.extract.ocr import tesseract
from akto_invoice.extract.ocr.engines import OcrLine, OcrWord, belief, load_engine, load_second_engine
from akto_invoice.extract.ocr.tesseract import InProcessTesseract, TesseractProgram
from tests.extract.ocr.drawn import written

FAKE_TESSERACT = """#!/bin/sh
if [ "$1" = --version ]; then echo "tesseract 5.3.0"; exit 0; fi
echo "$OMP_THREAD_LIMIT $*" >> "$FAKE_LOG"
{ printf 'level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'
  printf '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t400\\t200\\t-1\\t\\n'
  printf '5\\t1\\t1\\t1\\t1\\t1\\t21\\t59\\t138\\t42\\t92.5\\tRéglé\\n'
  printf '5\\t1\\t1\\t1\\t1\\t2\\t180\\t59\\t231\\t45\\t61.0\\t1152,00\\n'; } > "$2.tsv"
"""
IMAGE = np.full((200, 400), 255, np.uint8)


def words_of(lines: tuple[OcrLine, ...]) -> list[OcrWord]:
    return [word for line in lines for word in line.words]


@pytest.fixture(autouse=True)
def forget_engine() -> Any:
    load_engine.cache_clear()
    load_second_engine.cache_clear()
    yield
    load_engine.cache_clear()
    load_second_engine.cache_clear()


def hide(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    for module in modules:
        monkeypatch.setitem(sys.modules, module, None)


def fake_program(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str = FAKE_TESSERACT) -> Path:
    program = folder / "tesseract"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("FAKE_LOG", str(folder / "log"))
    return folder / "log"


def test_tesserocr_is_preferred_and_kept() -> None:
    engine = load_engine()
    assert isinstance(engine, InProcessTesseract)
    assert load_engine() is engine


def test_reads_an_invoice_with_its_accents_and_amounts() -> None:
    text = " ".join(word.text for word in words_of(load_engine().read(written(), 300)))
    for expected in ("1 152,00 €", "960,00 €", "Été", "Église", "Prévention", "FA-2025-0117", "2310AF000021", "00074"):
        assert expected in text


def test_words_come_with_their_boxes_and_confidence() -> None:
    words = {word.text: word for word in words_of(load_engine().read(written(), 300))}
    x0, y0, x1, y1 = words["FACTURE"].box
    unit = 300 / 72
    assert (x0, x1) == pytest.approx((40 * unit, (40 + 51.4) * unit), abs=8)
    assert (y0, y1) == pytest.approx((52 * unit, 60 * unit), abs=8)
    assert words["FACTURE"].confidence > 0.9


def test_one_line_reads_as_one_line() -> None:
    line = written(("Total TTC 1 152,00 €",))[200:270]
    assert " ".join(word.text for word in load_engine().read_line(line, 300)) == "Total TTC 1 152,00 €"


def test_the_program_serves_where_tesserocr_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hide(monkeypatch, "tesserocr")
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    log = fake_program(monkeypatch, tmp_path)
    engine = load_engine()
    assert isinstance(engine, TesseractProgram)
    expected = (OcrWord("Réglé", (21, 59, 159, 101), 0.925), OcrWord("1152,00", (180, 59, 411, 104), 0.61))
    assert engine.read(IMAGE, 300) == (OcrLine((21, 59, 411, 104), expected),)
    assert engine.read_line(IMAGE, 200) == expected
    page, line = log.read_text(encoding="utf-8").splitlines()
    assert page.startswith("1 ")  # one thread
    assert "-l fra" in page
    assert "--psm 11 --dpi 300" in page
    assert "--psm 7 --dpi 200" in line
    folder = Path(page.split("--tessdata-dir ")[1].split(" --psm")[0])
    assert (folder / "fra.traineddata").is_file()


@pytest.mark.skipif(not Path("/usr/bin/tesseract").exists(), reason="no tesseract program here")
def test_a_real_program_reads_an_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "tesserocr")
    text = " ".join(word.text for word in words_of(load_engine().read(written(), 300)))
    assert "152,00" in text
    assert "Prévention" in text


def test_without_engine_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hide(monkeypatch, "tesserocr", "pytesseract")
    with pytest.raises(OcrUnavailable, match="pip install tesserocr"):
        load_engine()


def test_pytesseract_without_its_program_is_no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hide(monkeypatch, "tesserocr")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OcrUnavailable, match="tesseract-ocr"):
        load_engine()


def test_a_failing_program_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hide(monkeypatch, "tesserocr")
    script = '#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3.0" && exit 0\necho "broken data" >&2\nexit 1\n'
    fake_program(monkeypatch, tmp_path, script)
    with pytest.raises(OcrUnavailable, match="broken data"):
        load_engine().read(IMAGE, 300)


def test_a_hanging_program_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hide(monkeypatch, "tesserocr")
    script = '#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3.0" && exit 0\nexec sleep 60\n'
    fake_program(monkeypatch, tmp_path, script)
    monkeypatch.setattr(tesseract, "_PROGRAM_SECONDS", 0.2)
    with pytest.raises(OcrUnavailable, match="timeout"):
        load_engine().read(IMAGE, 300)


def test_lost_language_data_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tesseract, "_language_data", lambda: str(tmp_path))
    with pytest.raises(OcrUnavailable, match="réinstallez"):
        load_engine()


def test_each_thread_has_its_own_api() -> None:
    from concurrent.futures import ThreadPoolExecutor

    module = ModuleType("tesserocr")
    made: list[object] = []

    class Api:
        def __init__(self, **_: object) -> None:
            made.append(self)

        def __getattr__(self, name: str) -> Any:
            return lambda *_: "" if name == "GetTSVText" else None

    module.PyTessBaseAPI = Api  # type: ignore[attr-defined]
    engine = InProcessTesseract(module)
    engine.read_line(IMAGE, 300)
    engine.read_line(IMAGE, 300)
    assert len(made) == 1
    with ThreadPoolExecutor(1) as pool:
        pool.submit(engine.read_line, IMAGE, 300).result()
    assert len(made) == 2


def test_the_second_engine_is_kept() -> None:
    engine = load_second_engine()
    assert engine is not None
    assert engine.name == "pp-ocr"
    assert load_second_engine() is engine


@pytest.mark.parametrize("module", ["rapidocr", "rapidocr.ch_ppocr_rec"])
def test_where_it_is_not_installed_there_is_no_second_engine(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    hide(monkeypatch, module)
    monkeypatch.delitem(sys.modules, "akto_invoice.extract.ocr.ppocr", raising=False)
    monkeypatch.delattr("akto_invoice.extract.ocr.ppocr", raising=False)
    assert load_second_engine() is None


def test_a_line_is_believed_as_its_weakest_word() -> None:
    words = (OcrWord("Total", (0, 0, 9, 9), 0.9), OcrWord("1", (9, 0, 12, 9), 0.3))
    assert OcrLine((0, 0, 12, 9), words).belief == 0.3
    assert OcrLine((0, 0, 12, 9), ()).belief == 0.0


def test_a_page_is_believed_by_its_letters() -> None:
    long, short = OcrWord("neuf mots", (0, 0, 9, 9), 0.9), OcrWord("1", (9, 0, 12, 9), 0.4)
    lines = [OcrLine((0, 0, 9, 9), (long,)), OcrLine((0, 0, 9, 9), (short,)), OcrLine((0, 0, 9, 9), ())]
    assert belief(lines) == pytest.approx((9 * 0.9 + 0.4) / 10)
    assert belief([]) == 0


def test_importing_the_reader_loads_nothing_heavy() -> None:
    code = (
        "import sys, akto_invoice.extract.ocr.read, akto_invoice.extract.ocr.engines;"
        "heavy = ('cv2', 'numpy', 'PIL', 'tesserocr', 'pytesseract', 'rapidocr', 'onnxruntime');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
