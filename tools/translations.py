"""Update the plugin's translations from its strings, and say what is missing; compile them.

    python -m tools.translations                    # update i18n/*.ts, list what is missing (make translations)
    python -m tools.translations --missing de       # what is missing in German, as JSON to fill in
    python -m tools.translations --fill de FILE     # take up such a file
    python -m tools.translations --compile FOLDER   # .qm files, as `make plugin` packs them

`lupdate` and `lrelease` are those of PySide6. English is there for its plural forms only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from tools.strings import String, StringsError, strings

__all__ = ["COMPLETE", "FOLDER", "LANGUAGES", "Message", "compile_all", "main", "messages", "update"]

ROOT = Path(__file__).resolve().parent.parent
PLUGIN, FOLDER = ROOT / "qgis_plugin", ROOT / "i18n"
COMPLETE = ("de", "es", "fr")
"""Languages in which nothing may be missing."""
LANGUAGES = ("en", *COMPLETE)


@dataclass(frozen=True)
class Message:
    """An entry of a .ts file."""

    context: str
    source: str
    forms: tuple[str, ...]
    """The translation; of a string with a number one for each plural form of the language."""
    finished: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missing", choices=LANGUAGES)
    parser.add_argument("--fill", nargs=2, metavar=("LANGUAGE", "FILE"))
    parser.add_argument("--compile", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    try:
        if options.missing:
            print(json.dumps(missing(file_of(options.missing)), ensure_ascii=False, indent=1))
        elif options.fill:
            language, file = options.fill
            fill(file_of(language), json.loads(Path(file).read_text(encoding="utf-8")))
            update(FOLDER, strings(PLUGIN))
            report()
        elif options.compile:
            compile_all(options.compile)
        else:
            update(FOLDER, strings(PLUGIN))
            report()
    except StringsError as error:
        sys.exit(str(error))


def file_of(language: str) -> Path:
    return FOLDER / f"tilescribe_{language}.ts"


def update(folder: Path, found: list[String]) -> None:
    """Bring the .ts files in `folder` up to date: new strings unfinished, strings that are gone left out."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary) / "strings.cpp"
        source.write_text("".join(_as_cpp(one) for one in found), encoding="utf-8")
        for language in LANGUAGES:
            command = ["-silent", "-no-obsolete", "-sort-messages", "-locations", "none", "-source-language", "en"]
            # A similar sentence may say the contrary.
            command += ["-disable-heuristic", "similartext", "-target-language", language]
            only = ["-pluralonly"] if language == "en" else []
            _run("lupdate", *command, *only, str(source), "-ts", str(folder / f"tilescribe_{language}.ts"))


def messages(file: Path) -> list[Message]:
    """All entries of a .ts file."""
    found = []
    for context in ElementTree.parse(file).getroot().iter("context"):
        for entry in context.iter("message"):
            translation = entry.find("translation")
            assert translation is not None
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
            finished = translation.get("type") is None and all(forms)
            found.append(Message(context.findtext("name", ""), entry.findtext("source", ""), forms, finished))
    return found


def missing(file: Path) -> dict[str, str | list[str]]:
    """What is to be translated, by source: "" to be filled in, or one "" for each plural form."""
    unfinished = [one for one in messages(file) if not one.finished]
    return {one.source: list(one.forms) if len(one.forms) > 1 else one.forms[0] for one in unfinished}


def fill(file: Path, translations: dict[str, str | list[str]]) -> None:
    """Write translations, by source, into all unfinished entries."""
    tree = ElementTree.parse(file)
    for entry in tree.getroot().iter("message"):
        translation = entry.find("translation")
        said = translations.get(entry.findtext("source", ""))
        if translation is None or not said or translation.get("type") != "unfinished":
            continue
        if isinstance(said, str):
            translation.text = said
        else:
            for form, text in zip(translation.iter("numerusform"), said, strict=True):
                form.text = text
        if said == "" or (isinstance(said, list) and not all(said)):
            continue
        del translation.attrib["type"]
    tree.write(file, encoding="utf-8", xml_declaration=True)


def report() -> None:
    """Say how complete each language is, and how to fill it in."""
    for language in LANGUAGES:
        entries = messages(file_of(language))
        lacking = [one for one in entries if not one.finished]
        print(f"{language}: {len(entries) - len(lacking)} of {len(entries)}")
        for one in lacking:
            print(f"  {one.context}: {one.source}")
        if lacking:
            print(
                f"Fill them in:\n  {sys.executable} -m tools.translations --missing {language} > {language}.json\n"
                f"  (edit {language}.json)\n  {sys.executable} -m tools.translations --fill {language} {language}.json"
            )


def compile_all(folder: Path) -> list[Path]:
    """Write `tilescribe_LANGUAGE.qm` of each language into `folder`; what is missing stays English."""
    folder.mkdir(parents=True, exist_ok=True)
    compiled = [folder / f"tilescribe_{language}.qm" for language in LANGUAGES]
    for language, file in zip(LANGUAGES, compiled, strict=True):
        _run("lrelease", "-silent", "-nounfinished", str(file_of(language)), "-qm", str(file))
    return compiled


def _as_cpp(string: String) -> str:
    """As `lupdate` reads it."""
    text, context, comment = (
        json.dumps(one, ensure_ascii=False) for one in (string.text, string.context, string.comment)
    )
    return f"QCoreApplication::translate({context}, {text}, {comment}{', 2' if string.plural else ''});\n"


def _run(program: str, *arguments: str) -> None:
    found = find_spec("PySide6")
    if found is None or found.submodule_search_locations is None:
        sys.exit("PySide6 is needed, whose lupdate and lrelease this runs: make env")
    tool = Path(next(iter(found.submodule_search_locations))) / program
    subprocess.run([tool, *arguments], check=True)


if __name__ == "__main__":
    main()
