// A cell → the number that it stands for, in the unit of its column: 1,234 · 4.8万 · 85% · ８５ · 二甲 · 2025年底.
policykitSelfcheck.figures = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, decimal, times, double, ordinal, isoDay } = kit.numbers;
  const { strip, unitFactor } = kit.words;
  const { readNumeral } = kit.numerals;

  const { reading } = book.words;
  /** @type {(pattern: string) => RegExp} */
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const SPACES = new RegExp(reading.spaces, "gu"),
    SIGN = new RegExp(`^(?:${reading.sign})`, "u"),
    EXPORTED = new RegExp(reading.exported, "uy"),
    DATE = whole(reading.day),
    SEVERAL = whole(reading.several),
    VAGUE = whole(reading.vague),
    HAN_DAY = whole(reading.han_day),
    HAN_TEN = new RegExp(reading.han_ten, "gu"),
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
  const isBlank = (cell) => kit.cells.isEmpty(cell) || book.words.blanks.includes(cell.text);

  // The number in `unit`, and whether it is a bare number of a percentage column; `factor` converts the
  // unit of the header.
  /** @type {(cell: Cell, unit: string, factor?: number) => [number, boolean]} */
  const figure = (cell, unit, factor = 1) => {
    if (cell.flag || cell.day !== null || cell.number === "inf" || cell.number === "-inf")
      throw new FigureError("PK311", { unit });
    if (cell.number === null) return parsed(cell.text, unit, factor);
    const exact = decimal(cell.number);
    if (cell.percent) return converted(times(exact, decimal("100")), "%", unit, factor);
    return converted(exact, "", unit, factor);
  };

  /** @type {(exact: Decimal, rest: string, unit: string, factor: number) => [number, boolean]} */
  const converted = (exact, rest, unit, factor) => {
    if (!rest) return [rounded(times(exact, decimal(String(factor))), unit), unit === "%" && factor === 1];
    const own = unitFactor(rest, unit);
    if (own === null && rest !== unit) {
      const isListed = book.words.same_units.some((group) => group.includes(rest));
      if (SEVERAL.test(rest) && !isListed) throw new FigureError("PK346", { unit });
      if (VAGUE.test(rest)) throw new FigureError("PK311", { unit });
      throw new FigureError("PK314", { unit, written: rest });
    }
    return [rounded(times(exact, decimal(String(own === null ? 1 : own))), unit), false];
  };

  /** @type {(exact: Decimal, unit: string) => number} */
  const rounded = (exact, unit) => {
    const number = round(double(exact), reading.decimals);
    if (!Number.isFinite(number)) throw new FigureError("PK311", { unit });
    return number;
  };

  // A written figure: a sign, a number that is whole and no range, and its unit.
  /** @type {(written: string, unit: string, factor: number) => [number, boolean]} */
  const parsed = (written, unit, factor) => {
    const text = written.replace(SPACES, "");
    const sign = /** @type {RegExpExecArray | null} */ (SIGN.exec(text))?.[0] ?? "";
    const numeral = exported(text, sign.length) ?? readNumeral(text, sign.length, unitAt(unit));
    const rest = numeral ? strip(text.slice(numeral.end)) : "";
    if (numeral?.fraction && !numeral.loose && unit !== "%" && text.includes("/"))
      throw new FigureError("PK346", { unit });
    if (!numeral || numeral.loose || (numeral.unit && (rest || (numeral.fraction && unit !== "%"))))
      throw new FigureError("PK311", { unit });
    const negative = sign !== "" && sign !== "+" && numeral.value[0] !== 0n;
    const exact = { ...decimalOf(numeral.value), negative };
    // 4.8万 below 医药费用（万元）: 4.8万元. Below another header they are 4.8万 of what it counts.
    if (numeral.scaled && !rest && factor === 1)
      return [rounded(times(exact, decimal(String(unitFactor("", unit) || 1))), unit), false];
    const [number, isBare] = converted(exact, rest || numeral.unit, unit, factor);
    return [number, isBare && !numeral.scaled];
  };

  // As a spreadsheet exports a number: 1e3, .5.
  /** @type {(text: string, start: number) => Numeral | null} */
  const exported = (text, start) => {
    EXPORTED.lastIndex = start;
    const match = EXPORTED.exec(text);
    if (!match) return null;
    const { digits, exponent } = decimal(match[0]);
    /** @type {Ratio} */
    const value = exponent < 0 ? [digits, 10n ** BigInt(-exponent)] : [digits * 10n ** BigInt(exponent), 1n];
    return { end: start + match[0].length, value, unit: "", scaled: false, fraction: false, loose: false };
  };

  // A unit and its like: 千 of 千克 is no magnitude of the number before it.
  /** @type {(unit: string) => UnitAt} */
  const unitAt = (unit) => {
    const own = [unit, ...book.words.same_units.filter((group) => group.includes(unit)).flat()];
    return (text, at) =>
      Math.max(0, ...own.filter((word) => word && text.startsWith(word, at)).map((word) => word.length));
  };

  const DIGITS = 28; // of a third, as many as Python's decimal keeps
  /** @type {(value: Ratio) => Decimal} */
  const decimalOf = ([above, below]) => {
    const power = /^1(0*)$/u.exec(String(below));
    if (power) return { negative: false, digits: above, exponent: -power[1].length };
    const places = DIGITS - String(above / below).length;
    return { negative: false, digits: (above * 10n ** BigInt(places)) / below, exponent: -places };
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
  // A year or day in Chinese numerals in Arabic ones; anything else as it is.
  /** @type {(text: string) => string} */
  const inDigits = (text) => {
    if (!HAN_DAY.test(text)) return text;
    const tens = text.replace(HAN_TEN, (_, ten, one) => `${ten || HAN[1]}${one || HAN[0]}`);
    return translated(tens, `${HAN}〇○`, `${ARABIC}00`);
  };
  /** @type {(text: string) => number | null} */
  const writtenDay = (text) => {
    const match = DATE.exec(inDigits(text.replaceAll(" ", "").replace(/00:00:00$/, "")));
    if (!match) return null;
    const [, year, month = "12", day] = match;
    const days = day === undefined ? LAST_DAYS : [Number(day)];
    const found = days.map((last) => ordinal(Number(year), Number(month), last));
    return found.find((last) => last !== null) ?? null;
  };

  /** @type {(cell: Cell) => number} */
  const yearOf = (cell) => {
    if (cell.day !== null) return Number(isoDay(cell.day).slice(0, 4));
    const match = YEAR.exec(inDigits(cell.text));
    const year = match ? Number(match[1]) : 0;
    if (year < reading.years[0] || year > reading.years[1]) throw new FigureError("PK324");
    return year;
  };

  return { FigureError, isBlank, figure, gradeOf, dayOf, yearOf };
})();
