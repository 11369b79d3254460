// A cell → the number that it stands for, in the unit of its column: 1,234 · 4.8万 · 85% · ８５ · 二甲 · 2025年底.
policykitSelfcheck.figures = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, decimal, times, double, ordinal, isoDay } = kit.numbers;
  const { strip, unitFactor } = kit.words;

  const { reading } = book.words;
  /** @type {(pattern: string) => RegExp} */
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const NUMBER = whole(reading.number),
    DATE = whole(reading.day),
    YEAR = whole(reading.year);
  const NOT_DONE = Infinity;
  const LAST_DAYS = [31, 30, 29, 28]; // of a month

  class FigureError extends Error {
    /**
     * @param {string} code
     * @param {Values} values
     */
    constructor(code, values = {}) {
      super(code);
      this.code = code;
      this.values = values;
    }
  }

  /** @type {(cell: Cell) => boolean} */
  const isBlank = (cell) => kit.workbook.isEmpty(cell) || book.words.blanks.includes(cell.text);

  // The number in `unit`, and whether it is a bare number of a percentage column; `factor` converts the
  // unit of the header.
  /** @type {(cell: Cell, unit: string, factor?: number) => [number, boolean]} */
  const figure = (cell, unit, factor = 1) => {
    if (cell.flag || cell.day !== null || cell.number === "inf" || cell.number === "-inf")
      throw new FigureError("PK311", { unit });
    if (cell.number === null) {
      const [exact, rest] = parsed(cell.text, unit);
      return converted(exact, rest, unit, factor);
    }
    const exact = decimal(cell.number);
    if (cell.percent) return converted(times(exact, decimal("100")), "%", unit, factor);
    return converted(exact, "", unit, factor);
  };

  /** @type {(exact: Decimal, rest: string, unit: string, factor: number) => [number, boolean]} */
  const converted = (exact, rest, unit, factor) => {
    if (!rest) return [rounded(times(exact, decimal(String(factor))), unit), unit === "%"];
    let own = unitFactor(rest, unit);
    if (own === null && rest !== unit) throw new FigureError("PK314", { unit, written: rest });
    // 4.8万 below （万元）: counted in what the header counts
    if (Object.hasOwn(book.words.magnitudes, rest) && factor !== 1)
      own = (own || 1) * factor * (1 / (unitFactor("", unit) || 1));
    return [rounded(times(exact, decimal(String(own === null ? 1 : own))), unit), false];
  };

  /** @type {(exact: Decimal, unit: string) => number} */
  const rounded = (exact, unit) => {
    const number = round(double(exact), reading.decimals);
    if (!Number.isFinite(number)) throw new FigureError("PK311", { unit });
    return number;
  };

  // A number as it is written, and what stands behind it.
  /** @type {(text: string, unit: string) => [Decimal, string]} */
  const parsed = (text, unit) => {
    const match = NUMBER.exec(text.replaceAll(" ", ""));
    if (!match) throw new FigureError("PK311", { unit });
    const [, sign, digits, fraction = "", power = "0", rest] = match;
    const exact = decimal(`${sign}${(digits || "0").replaceAll(",", "")}${fraction}E${power}`);
    return [exact, strip(rest)];
  };

  const [HAN, ARABIC] = reading.digits;
  /** @type {(text: string, from: string, to: string) => string} */
  const translated = (text, from, to) =>
    [...text].map((sign) => (from.includes(sign) ? to[from.indexOf(sign)] : sign)).join("");

  // The rank of a grade written in one of the usual ways: 二级甲等, 二甲, 5级, 五级, 5.
  /** @type {(cell: Cell, grades: Grades) => number} */
  const gradeOf = (cell, grades) => {
    const { text } = cell;
    const usual = Object.hasOwn(book.words.grades, text) ? book.words.grades[text] : "";
    const spellings = [
      text,
      usual,
      translated(text, HAN, ARABIC),
      translated(text, ARABIC, HAN),
      text + reading.grade,
    ];
    for (const spelling of spellings) {
      const found = grades.find(([name]) => name === spelling);
      if (found) return found[1];
    }
    throw new FigureError("PK313", { allowed: grades.map(([name]) => name).join("、") });
  };

  // The day of a completion date; a month or year alone is its last day.
  /** @type {(cell: Cell, asOf: number | null) => number} */
  const dayOf = (cell, asOf) => {
    if (reading.undone.includes(cell.text)) return NOT_DONE;
    const day = cell.day ?? writtenDay(cell.text);
    if (day === null) throw new FigureError("PK312");
    if (asOf !== null && day > asOf)
      throw new FigureError("PK331", { day: isoDay(day), as_of: isoDay(asOf) });
    return day;
  };
  /** @type {(text: string) => number | null} */
  const writtenDay = (text) => {
    const match = DATE.exec(text.replaceAll(" ", "").replace(/00:00:00$/, ""));
    if (!match) return null;
    const [, year, month = "12", day] = match;
    const days = day === undefined ? LAST_DAYS : [Number(day)];
    const found = days.map((last) => ordinal(Number(year), Number(month), last));
    return found.find((last) => last !== null) ?? null;
  };

  /** @type {(cell: Cell) => number} */
  const yearOf = (cell) => {
    if (cell.day !== null) return Number(isoDay(cell.day).slice(0, 4));
    const match = YEAR.exec(cell.text);
    const year = match ? Number(match[1]) : 0;
    if (year < reading.years[0] || year > reading.years[1]) throw new FigureError("PK324");
    return year;
  };

  return { FigureError, isBlank, figure, gradeOf, dayOf, yearOf };
})();
