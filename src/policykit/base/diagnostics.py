"""Coded diagnostics: what is wrong, where, and what to do next.

The codes are one enum; their Chinese sentences stand in `data/diagnostics.yml`, so that
wording is edited without touching code. Every front end (CLI, pytest, Sphinx, reports)
shows diagnostics through `Diagnostic.render`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from policykit.base.resources import load

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Code", "Diagnostic", "PolicykitError", "nearest_name", "visible"]

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What moves the cursor, colours, names windows, turns the direction of writing, or cannot be sent at all."""
_PICTURES, _DELETE = 0x2400, "\x7f"


class Code(Enum):
    """What can be wrong, by the digit after PK.

    0 environment · 1 source and policy.yml · 2 specs · 3 data and evaluation · 4 index · 5 indicators
    """

    NO_CONTENT = "PK001"
    """No folder with policies was found."""
    UNKNOWN_POLICY = "PK002"
    """No policy of the corpus has this id."""
    UNKNOWN_CLAUSE = "PK003"
    """No clause of the corpus has this id."""
    CANNOT_WRITE = "PK004"
    """A folder or file could not be written."""
    CANNOT_READ = "PK005"
    """A file or folder that was named could not be read."""
    NOTEBOOK_FAILED = "PK006"
    """The code of a page of the book failed while the book was built."""
    ALREADY_THERE = "PK007"
    """What is to be made anew is there already, and is not overwritten."""
    BAD_POLICY_ID = "PK008"
    """The id for a new policy is not of the form that ids have."""
    NEEDS_EXTRA = "PK009"
    """A command needs packages that the base install has not."""
    BUILD_FAILED = "PK010"
    """The pages of the site could not be made."""
    NOT_A_SITE = "PK011"
    """The folder named for the site holds something else."""
    OUTPUT_IS_INPUT = "PK012"
    """The file to write is one of those that are read."""
    NOT_OURS = "PK013"
    """The file to write is there and is no report of ours."""
    BROKEN_REST = "PK014"
    """A folder of a policy without its card: a run that was ended half-way has left it."""
    FAILED = "PK015"
    """The system refused something that no rule foresees."""
    BAD_USAGE = "PK016"
    """A command was called with options or arguments that it does not take."""
    NOT_IN_FORCE = "PK017"
    """Of a policy no text that is collected was in force on the day asked for."""
    WORKERS_LOST = "PK018"
    """Work that is spread over workers cannot go on: they keep dying."""
    NO_SHARDS = "PK019"
    """The place named for the shards of a corpus holds none."""
    NO_CLUSTER = "PK020"
    """No cluster answers at the address to which work is to be given."""
    WORKERS_UNFIT = "PK021"
    """The workers of a cluster cannot run policykit: it is not there, or of another version."""
    EMPTY_SOURCE = "PK101"
    """The source file holds no text."""
    NOT_TEXT = "PK102"
    """The source is a file of another format (PDF, docx, picture)."""
    UNKNOWN_ENCODING = "PK103"
    """The bytes are not UTF-8, UTF-16 or GB18030."""
    ILLEGIBLE_TEXT = "PK104"
    """The text cannot be read: a broken PDF text layer or a wrong encoding."""
    CHANGED_SOURCE = "PK105"
    """The source's bytes are not those whose sha256 stands in policy.yml."""
    MISSING_FILE = "PK106"
    """A policy folder lacks policy.yml or the source file that it names."""
    YAML_UNREADABLE = "PK107"
    """A policy.yml or a spec file is no readable YAML."""
    BAD_METADATA = "PK108"
    """A key of policy.yml is unknown, missing or of the wrong type."""
    NO_CLAUSES = "PK109"
    """No normative text was found in the source."""
    YAML_DUPLICATE_KEY = "PK110"
    """A key stands twice in the same entry of a policy.yml or a spec file."""
    NUL_CHARACTERS = "PK111"
    """A text holds characters that no text has (U+0000)."""
    SOURCE_TOO_LARGE = "PK112"
    """A source holds more than any policy: pages, parts, characters, elements in one another."""
    SCANNED = "PK113"
    """A PDF holds pictures of pages and no text."""
    SOURCE_BROKEN = "PK114"
    """A source is damaged: it cannot be opened as the format that it says it is."""
    SOURCE_LOCKED = "PK115"
    """A source is opened by a password only."""
    NOT_A_POLICY = "PK116"
    """A text has none of the marks of a policy: it is news, a forum, a list of links."""
    DRAWN_CHANGED = "PK117"
    """The text drawn from a source, its map or the source itself is not what it was when it was drawn."""
    NEEDS_PROGRAM = "PK118"
    """A source of this format can be read by a program only that is not installed."""
    WHOSE_UNKNOWN = "PK119"
    """A text does not say by its issuers or its title of which division it is."""
    COLLECTED = "PK120"
    """A document that is to be added is a policy of the collection already."""
    UNLISTED_VERSION = "PK121"
    """A file stands among the earlier texts of a policy, and policy.yml does not speak of it."""
    VERSION_THERE = "PK122"
    """A text that is to be added as a version is of a day, or has the bytes, of one that is there."""
    SOURCE_TOO_SLOW = "PK123"
    """A source takes longer to read than any document may."""
    TEXT_LEFT_OUT = "PK124"
    """Words that a reader of a source sees are not in the text that was drawn: struck out, deleted, in another file."""
    SPEC_UNKNOWN_KEY = "PK203"
    """A spec entry has a key that does not exist."""
    SPEC_MISSING_KEY = "PK204"
    """A spec entry lacks a key that it needs."""
    SPEC_WRONG_TYPE = "PK205"
    """A value in a spec file is of the wrong type or not one of the allowed words."""
    SPEC_WRONG_POLICY = "PK206"
    """A spec file names a policy that the corpus does not have."""
    SPEC_DUPLICATE_ID = "PK207"
    """Two requirements of one clause have the same id."""
    SPEC_UNKNOWN_CLAUSE = "PK208"
    """A spec entry names a clause that its policy does not have."""
    QUOTE_NOT_FOUND = "PK209"
    """A quote does not stand in its clause, neither exactly nor in normal form."""
    QUOTE_AMBIGUOUS = "PK210"
    """A quote stands more than once in its clause."""
    UNKNOWN_INDICATOR = "PK211"
    """A spec entry names an indicator that no function defines."""
    UNIT_MISMATCH = "PK212"
    """A target's unit is not one that the indicator has."""
    BAD_DATE = "PK213"
    """A due date is no year, month or day that exists."""
    UNKNOWN_GRADE = "PK214"
    """A target's grade is not on the indicator's scale, or the indicator has no scale."""
    BAD_TARGET = "PK215"
    """A target has no or several forms, or its figure cannot be read."""
    CIRCULAR_TARGET = "PK216"
    """A relative target compares an indicator with itself, directly or in a ring."""
    UNKNOWN_DIVISION = "PK217"
    """A division code is not six digits, or the policy's own division does not cover it."""
    UNKNOWN_REQUIREMENT = "PK218"
    """No requirement has this id."""
    DUPLICATE_REQUIREMENT = "PK219"
    """Two entries ask the same: indicator, target, due date, population and clause are equal."""
    NO_FIGURE = "PK220"
    """A quote holds no figure, coverage word or trend word that a target could restate."""
    VALUE_DIFFERS = "PK221"
    """The number of a target is not the number of its quote."""
    UNIT_DIFFERS = "PK222"
    """The unit of a target is not the unit of its quote."""
    COMPARATOR_DIFFERS = "PK223"
    """The comparator or direction of a target is not that of its quote."""
    BASE_DIFFERS = "PK236"
    """The year with which a change compares, or whether it is a yearly average, is not what its quote says."""
    DUE_DIFFERS = "PK224"
    """The due date of a requirement is not the one that the text gives."""
    INDICATOR_NOT_NAMED = "PK225"
    """Neither the quote nor its clause names the indicator beside the figure."""
    MODALITY_DIFFERS = "PK226"
    """The modality of a requirement is not the one that the text gives."""
    BINDS_DIFFERS = "PK227"
    """A requirement binds other divisions than its clause names."""
    QUOTE_CUTS_WORD = "PK228"
    """A quote begins or ends within a number, date, grade or another word."""
    FROM_DIFFERS = "PK229"
    """A requirement begins on another day than the text says."""
    DUE_FROM_DIFFERS = "PK231"
    """The due date of a requirement stands elsewhere than its spec says."""
    TERM_DIFFERS = "PK232"
    """A key that a quote bears out by a word (softly, direction, every, when, bearer) is not what the text says."""
    OVERRULE_IDLE = "PK233"
    """An `overrule` is given for a key in which the second reading does not disagree."""
    READERS_DIFFER = "PK234"
    """The two readers of figures find different values in the same words of a text."""
    CANNOT_EDIT = "PK235"
    """An entry of a spec file is written in a manner that the program cannot change without changing more."""
    QUANTITY_UNACCOUNTED = "PK230"
    """A number, coverage word or trend word of a policy has neither requirement nor dismissal."""
    DATA_NOT_FOUND = "PK301"
    """The file of figures cannot be opened."""
    DATA_EMPTY = "PK302"
    """The file or workbook holds no figures."""
    DATA_FORMAT = "PK303"
    """The file is neither an .xlsx workbook nor CSV text, whatever its name says."""
    DATA_TOO_LARGE = "PK304"
    """The file is too large, or unpacks to something too large, to be opened safely."""
    DATA_ENCODING = "PK305"
    """The text of a CSV file is in no known encoding."""
    NO_HEADER = "PK306"
    """No row of a sheet is a header with known columns."""
    UNKNOWN_COLUMN = "PK309"
    """A column has a name that is almost, but not quite, one that is asked for."""
    DUPLICATE_COLUMN = "PK310"
    """Two columns of a sheet hold the same figure."""
    NOT_A_NUMBER = "PK311"
    """Text stands where a number should be."""
    BAD_DAY = "PK312"
    """A completion date is no date."""
    BAD_GRADE = "PK313"
    """A grade is not on the scale of its column."""
    BAD_UNIT = "PK314"
    """A figure or header is in a unit that cannot be converted to the one asked for."""
    AMBIGUOUS_PERCENT = "PK315"
    """A bare number in a column of percentages may be a fraction or a percentage."""
    NEGATIVE = "PK316"
    """A figure that cannot be negative is."""
    OUT_OF_RANGE = "PK317"
    """A figure is outside the range that its column allows."""
    NOT_WHOLE = "PK318"
    """A count is no whole number."""
    PART_ABOVE_WHOLE = "PK319"
    """The part of a share is greater than its whole."""
    DATA_UNKNOWN_DIVISION = "PK320"
    """A division's code or name does not exist."""
    DATA_OUTSIDE = "PK321"
    """A row is about a division outside the one that is checked, or outside all policies."""
    DUPLICATE_UNIT = "PK322"
    """The same unit stands twice for the same year."""
    NO_CACHED_VALUE = "PK323"
    """A cell holds a formula whose result was not saved."""
    BAD_YEAR = "PK324"
    """The year of a row is no year."""
    NO_DIVISION = "PK325"
    """A row does not say which division it is about."""
    VALUES_DISAGREE = "PK326"
    """A share that is reported differs from what its parts give."""
    NOTHING_BINDS = "PK327"
    """No requirement of the corpus concerns a division."""
    CELL_ERROR = "PK328"
    """A cell shows a spreadsheet's error (#DIV/0!, #REF!)."""
    UNKNOWN_ENTITY = "PK329"
    """The kind of unit of a row is none that exists."""
    NO_UNIT = "PK330"
    """A row of figures does not name its institution."""
    FUTURE_DAY = "PK331"
    """A completion date lies after the day of the check."""
    DIVISION_DISAGREES = "PK332"
    """A row's name is that of another division than its code."""
    BAD_AS_OF = "PK333"
    """The day of the check is no date."""
    NO_OUTPUT = "PK334"
    """A report as .xlsx needs a file to be written to."""
    WRONG_LEVEL = "PK335"
    """A row's code is that of a division of another level than its sheet's."""
    TWO_NAMES = "PK336"
    """A division stands under two names in one file."""
    RAGGED_ROW = "PK337"
    """A row of delimited text has more or fewer fields than the header."""
    UNCLOSED_QUOTE = "PK338"
    """A quotation mark of delimited text is not closed: what follows is taken for one field."""
    AMBIGUOUS_MAGNITUDE = "PK339"
    """4.8万 in a column that counts in 万元: of which of the two it is 万 is not known."""
    FOOTNOTE_MARK = "PK340"
    """A figure bears the mark of a footnote, which is no part of it."""
    OTHER_BASE = "PK341"
    """A column is of so many people, what is asked of so many others: 每万人口 for 每千人口."""
    COLLECTION_CHANGED = "PK342"
    """A collection that was kept is not as it was when it was kept."""
    DATASET_USAGE = "PK343"
    """A folder of Parquet is checked into a new folder, and takes no option of a report."""
    BAD_PERIOD = "PK344"
    """A period that is to be reported is no year, half-year, quarter or month."""
    OTHER_PERIOD = "PK345"
    """The head of a column names another year, or part of one, than its row."""
    SEVERAL_NUMBERS = "PK346"
    """A range, a ratio or several numbers stand where one number should be."""
    LEXICON_INVALID = "PK401"
    """specs/lexicon.yml is no readable YAML, or not of the form that the lexicon has."""
    NO_DICTIONARY = "PK402"
    """jieba or its dictionary cannot be read, so no text can be cut into words."""
    EMPTY_QUERY = "PK403"
    """A search was asked for nothing."""
    INDICATORS_FAILED = "PK501"
    """The `specs/indicators.py` of a knowledge base raised an error."""
    NAME_TAKEN = "PK502"
    """Two variables or indicators have the same name."""
    NO_THEME = "PK503"
    """A variable or indicator is declared before any theme."""
    DEFINITION_BROKEN = "PK504"
    """A file of official definitions is not of the form that it has."""
    DEFINITION_NOT_IN_SOURCE = "PK505"
    """The words of an official definition do not stand in the source that is kept beside it."""
    DEFINITION_SOURCE_CHANGED = "PK506"
    """The source of official definitions is not the one whose sha256 stands with them."""
    FORMULA_DIFFERS = "PK507"
    """What an official definition says of its formula is not what its words give."""
    FORMULA_NOT_COMPILED = "PK508"
    """An official definition states a formula that is not compiled."""
    UNKNOWN_DEFINITION = "PK509"
    """An indicator names an official definition that does not exist."""
    AMBIGUOUS_DEFINITION = "PK510"
    """Two official definitions of one file have the same number."""
    NO_DEFINITIONS = "PK511"
    """A file that is to be read for official definitions holds no table or list of indicators."""
    DIFFERENCE_UNSAID = "PK512"
    """An indicator is computed otherwise than the official definition that it names, and does not say how."""


def visible(text: str) -> str:
    r"""A text from a file as it may go to a terminal: what would steer it is shown, not sent; lines and tabs stay.

    >>> visible("\x1b[31m红\r\n下一行\u202e")
    '␛[31m红\n下一行\\u202e'
    """
    return _UNSEEN.sub(_picture, text.replace("\r\n", "\n"))


def _picture(match: re.Match[str]) -> str:
    char = match[0]
    if char < " ":
        return chr(_PICTURES + ord(char))
    return "␡" if char == _DELETE else f"\\u{ord(char):04x}"


class _Wording(dict[str, str]):
    """Leaves a placeholder that was not given visible instead of failing inside an error."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _width(text: str) -> int:
    """Columns that `text` takes in a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True)
class Diagnostic:
    """One problem. Line and column count from 1; `source_line` with `width` puts a caret under it.

    >>> print(Diagnostic(Code.UNKNOWN_POLICY, {"id": "nhc-2023", "near": "nhc-2023-41"}).render())
    PK002 unknown-policy: 没有编号为“nhc-2023”的政策文件。
      怎么办：是否想写 nhc-2023-41？用 policykit list 可看到全部编号。
    """

    code: Code
    values: dict[str, object] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    column: int | None = None
    source_line: str | None = None
    width: int = 1
    cut: int = 0
    """How many columns of a long line are left out before `source_line`."""

    @property
    def name(self) -> str:
        """The code's name as shown: `unknown-policy`."""
        return self.code.name.lower().replace("_", "-")

    @property
    def place(self) -> str:
        """`file:line:column` as far as known, else empty."""
        parts = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return visible(parts).replace("\n", "␊")

    @property
    def message(self) -> str:
        """The Chinese sentence that says what is wrong."""
        return self._wording("says")

    @property
    def remedy(self) -> str:
        """The Chinese sentence that says what to do next."""
        return self._wording("do")

    def _wording(self, which: str) -> str:
        wording: str = load("diagnostics")[self.code.value][which]
        return wording.format_map(_Wording({key: str(value) for key, value in self.values.items()}))

    def render(self) -> str:
        """The whole diagnostic as text, with the source line and a caret where there is one."""
        place = f"{self.place}: " if self.place else ""
        lines = [f"{place}{self.code.value} {self.name}: {self.message}"]
        if self.source_line is not None:
            line = self.source_line.expandtabs(1)
            lines.append(f"  | {line}")
            if self.column is not None:
                begin = self.column - 1 - self.cut
                before = line[:begin]
                marked = line[begin : begin + self.width]
                lines.append(f"  | {' ' * _width(before)}{'^' * max(1, _width(marked))}")
        lines.append(f"  怎么办：{self.remedy}")
        return visible("\n".join(lines))


class PolicykitError(Exception):
    """Carries every diagnostic of a run, never only the first.

    >>> error = PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": "somewhere"})])
    >>> error.diagnostics[0].code.value
    'PK001'
    """

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("\n".join(diagnostic.render() for diagnostic in diagnostics))
        self.diagnostics = diagnostics


def nearest_name(name: str, among: Iterable[str]) -> str:
    """The candidate most like `name`, for "did you mean"; empty when there is none.

    >>> nearest_name("county_visits_rate", ["tcm_bed_share", "county_visit_rate"])
    'county_visit_rate'
    """
    from rapidfuzz import process

    best = process.extract(name, list(among), limit=1)
    return str(best[0][0]) if best else ""
