"""Every string of the plugin can be translated, is complete in the languages that are promised, and keeps its parts."""

from __future__ import annotations

import re
import shutil
import string
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from tests.made_up_wheels import make_wheels
from tools import build_plugin, translations
from tools.strings import String, StringsError, strings
from tools.translations import COMPLETE, FOLDER, LANGUAGES, PLUGIN, Message, file_of, messages

ENTRIES = [(language, message) for language in LANGUAGES for message in messages(file_of(language))]


def plugin(tmp_path: Path, **modules: str) -> Path:
    for name, code in modules.items():
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    return tmp_path


def test_make_translations_leaves_no_difference(tmp_path: Path) -> None:
    """Otherwise: make translations, and see to what is missing."""
    for file in FOLDER.glob("*.ts"):
        shutil.copy(file, tmp_path)
    translations.update(tmp_path, strings(PLUGIN))
    changed = [file.name for file in tmp_path.glob("*.ts") if file.read_text() != (FOLDER / file.name).read_text()]
    assert changed == [], "Strings have changed: make translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_in(language: str) -> None:
    """Otherwise: make translations says how to fill it in."""
    assert [f"{one.context}: {one.source}" for one in messages(file_of(language)) if not one.finished] == []


def test_german_spanish_and_french_are_there() -> None:
    assert set(COMPLETE) == {"de", "es", "fr"}
    assert {file.stem.removeprefix("tilescribe_") for file in FOLDER.glob("*.ts")} == set(LANGUAGES)


def parts(text: str) -> Counter[str]:
    """What code, Qt or HTML reads in a text."""
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return Counter([*names, *re.findall(r"</?[a-z]+|%L?n|\*\.\w+|;;|\t\w+|<code>\w+", text)])


def test_translations_keep_placeholders_numbers_and_markup() -> None:
    different = [
        (language, message.source, form)
        for language, message in ENTRIES
        for form in message.forms
        if message.finished and parts(form) != parts(message.source) and not says_one_in_words(message, form)
    ]
    assert different == []


def says_one_in_words(message: Message, form: str) -> bool:
    """`one raster`: the singular may do without the number."""
    return len(message.forms) > 1 and form is message.forms[0] and "n" not in "".join(re.findall("%L?n", form))


def test_what_ends_with_a_stop_ends_so_in_each_language() -> None:
    def ending(text: str) -> str:
        last = text.rstrip("\u00a0 ")[-1:]
        return last if last in ".?…:" else ""

    different = [
        (language, message.source, form)
        for language, message in ENTRIES
        for form in message.forms
        if message.finished and ending(form) != ending(message.source)
    ]
    assert different == []


def test_a_string_stands_under_the_class_that_it_is_shown_by(tmp_path: Path) -> None:
    folder = plugin(
        tmp_path,
        base="class Base:\n    def a(self):\n        return self.tr('Base text')\n",
        page="from .base import Base\nclass Page(Base):\n    def b(self):\n        return self.tr('Page text')\n",
    )
    assert strings(folder) == [
        String("Base", "Base text"),
        String("Page", "Base text"),
        String("Page", "Page text"),
    ]


def test_a_modules_own_helper_is_followed_also_where_it_is_imported(tmp_path: Path) -> None:
    folder = plugin(
        tmp_path,
        base="def tr(text, n=-1):\n    return QCoreApplication.translate('Words', text, None, n)\nA = tr('One')\n",
        search="from .base import tr\nA = tr('%n two', 2)\nB = QCoreApplication.translate('Help', 'Three', 'noun')\n",
    )
    assert strings(folder) == [
        String("Help", "Three", "noun"),
        String("Words", "%n two", plural=True),
        String("Words", "One"),
    ]


@pytest.mark.parametrize(
    "code", ["self.tr(f'{n} tiles')", "self.tr(text)", "describe(self.tr)", "page.tr('Text')", "self.tr('a' + b)"]
)
def test_what_could_never_be_translated_is_an_error_with_its_line(tmp_path: Path, code: str) -> None:
    folder = plugin(tmp_path, page=f"class Page:\n    def a(self, n, text, page, b):\n        {code}\n")
    with pytest.raises(StringsError, match=r"page\.py, line 3: "):
        strings(folder)


def test_a_filled_in_language_is_taken_up_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [String("Page", "Search"), String("Page", "%Ln tiles", plural=True), String("Row", "Search")]
    translations.update(tmp_path, found)
    file = tmp_path / "tilescribe_de.ts"
    assert translations.missing(file) == {"%Ln tiles": ["", ""], "Search": ""}
    translations.fill(file, {"%Ln tiles": ["%Ln Kachel", "%Ln Kacheln"], "Search": "Suchen"})
    translations.update(tmp_path, [*found, String("Page", "Stop")])
    assert {(one.source, one.forms, one.finished) for one in messages(file)} == {
        ("%Ln tiles", ("%Ln Kachel", "%Ln Kacheln"), True),
        ("Search", ("Suchen",), True),
        ("Stop", ("",), False),
    }
    assert translations.missing(tmp_path / "tilescribe_en.ts") == {"%Ln tiles": ["", ""]}


def test_the_zip_has_each_language_compiled(tmp_path: Path) -> None:
    compiled = translations.compile_all(tmp_path / "i18n")
    assert all(file.stat().st_size > 500 for file in compiled)
    out = tmp_path / "tilescribe.zip"
    build_plugin.pack(make_wheels(tmp_path / "wheels"), out, translations=compiled)
    with zipfile.ZipFile(out) as archive:
        names = [name for name in archive.namelist() if "/i18n/" in name]
    assert sorted(names) == [f"tilescribe/i18n/tilescribe_{language}.qm" for language in sorted(LANGUAGES)]
