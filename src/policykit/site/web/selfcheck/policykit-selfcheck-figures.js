// A cell → the number that it stands for, in the unit of its column: 1,234 · 4.8万 · 85% · ８５ · 二甲 · 2025年底.
(() => {
  "use strict";

  const kit = window.policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, decimal, times, double, ordinal, isoDay } = kit.numbers;
  const { strip, unitFactor } = kit.words;

  const { reading } = book.words;
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const NUMBER = whole(reading.number), DATE = whole(reading.day), YEAR = whole(reading.year);
  const NOT_DONE = Infinity;

  class FigureError extends Error {
    constructor(code, values = {}) {
      super(code);
      Object.assign(this, { code, values });
    }
  }

  const isBlank = (cell) => kit.workbook.isEmpty(cell) || book.words.blanks.includes(cell.text);

  // [number in `unit`, whether it is a bare number of a percentage column]. `factor` converts the header's unit.
  const figure = (cell, unit, factor = 1) => {
    if (cell.flag || cell.day !== null || cell.number === "inf" || cell.number === "-inf") throw new FigureError("PK311", { unit });
    let exact, rest;
    if (cell.number !== null) {
      exact = decimal(cell.number);
      rest = cell.percent ? "%" : "";
      if (cell.percent) exact = times(exact, decimal("100"));
    } else [exact, rest] = parsed(cell.text, unit);
    return converted(exact, rest, unit, factor);
  };

  const converted = (exact, rest, unit, factor) => {
    if (!rest) return [rounded(times(exact, decimal(String(factor))), unit), unit === "%"];
    let own = unitFactor(rest, unit);
    if (own === null && rest !== unit) throw new FigureError("PK314", { unit, written: rest });
    // 4.8万 below （万元）: counted in what the header counts
    if (Object.hasOwn(book.words.magnitudes, rest) && factor !== 1) own = (own || 1) * factor * (1 / (unitFactor("", unit) || 1));
    return [rounded(times(exact, decimal(String(own === null ? 1 : own))), unit), false];
  };

  const rounded = (exact, unit) => {
    const number = round(double(exact), reading.decimals);
    if (!Number.isFinite(number)) throw new FigureError("PK311", { unit });
    return number;
  };

  const parsed = (text, unit) => {
    const match = NUMBER.exec(text.replaceAll(" ", ""));
    if (!match) throw new FigureError("PK311", { unit });
    const [, sign, whole, fraction = "", power = "0", rest] = match;
    const exact = decimal(`${sign}${(whole || "0").replaceAll(",", "")}${fraction}E${power}`);
    return [exact, strip(rest)];
  };

  const [HAN, ARABIC] = reading.digits;
  const translated = (text, from, to) => [...text].map((sign) => (from.includes(sign) ? to[from.indexOf(sign)] : sign)).join("");

  // The rank of a grade written in one of the usual ways: 二级甲等, 二甲, 5级, 五级, 5.
  const gradeOf = (cell, grades) => {
    const { text } = cell, usual = Object.hasOwn(book.words.grades, text) ? book.words.grades[text] : "";
    const ways = [text, usual, translated(text, HAN, ARABIC), translated(text, ARABIC, HAN), text + reading.grade];
    for (const way of ways) {
      const found = grades.find(([name]) => name === way);
      if (found) return found[1];
    }
    throw new FigureError("PK313", { allowed: grades.map(([name]) => name).join("、") });
  };

  // The day of a completion date; a month or year alone is its last day.
  const dayOf = (cell, asOf) => {
    if (reading.undone.includes(cell.text)) return NOT_DONE;
    const day = cell.day ?? writtenDay(cell.text);
    if (day === null) throw new FigureError("PK312");
    if (asOf !== null && day > asOf) throw new FigureError("PK331", { day: isoDay(day), as_of: isoDay(asOf) });
    return day;
  };
  const writtenDay = (text) => {
    const match = DATE.exec(text.replaceAll(" ", "").replace(/00:00:00$/, ""));
    if (!match) return null;
    const [year, month, day] = match.slice(1).map((part) => (part === undefined ? null : Number(part)));
    if (day !== null) return ordinal(year, month ?? 12, day);
    return ordinal(year, month ?? 12, 31) ?? ordinal(year, month ?? 12, 30) ?? ordinal(year, month ?? 12, 29) ?? ordinal(year, month ?? 12, 28);
  };

  const yearOf = (cell) => {
    if (cell.day !== null) return Number(isoDay(cell.day).slice(0, 4));
    const match = YEAR.exec(cell.text), year = match ? Number(match[1]) : 0;
    if (year < reading.years[0] || year > reading.years[1]) throw new FigureError("PK324");
    return year;
  };

  kit.figures = { FigureError, isBlank, figure, gradeOf, dayOf, yearOf, NOT_DONE };
})();
