// What a cell holds: text, numbers as their formats mean them, days; and the sheet that it stands in.
policykitSelfcheck.cells = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { written, general, ordinal, isoDay } = kit.numbers;
  const { plain, strip, problem } = kit.words;

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  // --- cells -------------------------------------------------------------------------------------------

  // `text` as shown, `number` in decimal digits, `day` counted as Python counts, `flag` for 是/否.
  /** @type {(text: string, more?: Partial<Cell>) => Cell} */
  const cell = (text, more = {}) => ({
    text,
    number: null,
    day: null,
    flag: false,
    percent: false,
    formula: false,
    ...more,
  });
  const EMPTY = cell("");
  /** @type {(one: Cell) => boolean} */
  const isEmpty = (one) => !one.formula && !one.text;

  // How many cells a row has up to the last in which anything stands.
  /** @type {(cells: Cell[]) => number} */
  const filled = (cells) => cells.findLastIndex((one) => !isEmpty(one)) + 1;
  // Whether a row of delimited text has the fields of its header: `wanted` with names, `fields` with blank
  // ones. One too many shows that a figure stands in another's column (1,083), even if the last is blank.
  /** @type {(cells: Cell[], wanted: number, fields: number) => boolean} */
  const fits = (cells, wanted, fields) =>
    filled(cells) <= wanted && wanted <= cells.length && cells.length <= Math.max(wanted, fields);

  /** @type {(column: number) => string} */
  const letters = (column) => {
    let name = "";
    for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    }
    return name;
  };

  class Sheet {
    /**
     * @param {string} file
     * @param {string} name
     * @param {Cell[][]} rows
     * @param {Partial<Unseen>} [unseen]
     * @param {Map<string, [number, number]>} [origins] where a cell stands in the file, of a table made anew
     * @param {[Problem, number][]} [misfits] rows that did not fit then, with the number of their cells
     * @param {string[]} [told] what a reader is told of how the table was made anew
     * @param {string[]} [above] the titles of a table that was made anew without them
     */
    constructor(file, name, rows, unseen = {}, origins = new Map(), misfits = [], told = [], above = []) {
      this.file = file;
      this.name = name;
      this.rows = rows;
      this.unseen = { sheet: false, rows: new Set(), columns: new Set(), ...unseen };
      this.origins = origins;
      this.misfits = misfits;
      this.told = told;
      this.above = above;
    }
    // The texts that stand alone in a row above `row`, that of the heads.
    /**
     * @param {number} row
     * @returns {string[]}
     */
    titles(row) {
      const lines = this.rows
        .slice(0, row)
        .map((cells) => new Set(cells.filter((one) => !isEmpty(one)).map((one) => one.text)));
      return [...this.above, ...lines.flatMap((texts) => (texts.size === 1 ? [...texts] : []))];
    }
    /**
     * @param {number} row
     * @param {number} column
     * @returns {Cell}
     */
    cell(row, column) {
      return this.rows[row][column] ?? EMPTY;
    }
    // Where a cell is, as a spreadsheet says it: 数据.xlsx 县!B7
    /**
     * @param {number} row
     * @param {number} column
     * @returns {string}
     */
    place(row, column) {
      const [line, at] = this.origins.get(`${row} ${column}`) ?? [row, column];
      const address = letters(at) + (line + 1);
      return this.name ? `${this.file} ${this.name}!${address}` : `${this.file} ${address}`;
    }
    /**
     * @param {string} code
     * @param {number} row
     * @param {number} column
     * @param {Values} [values]
     * @returns {Problem}
     */
    problem(code, row, column, values) {
      const value = row < this.rows.length ? this.cell(row, column).text : "";
      return problem(code, { value, ...values }, this.place(row, column));
    }
    get label() {
      return strip(`${this.file} ${this.name}`);
    }
  }

  // --- number formats: which mean a percentage, a day, a span of time -------------------------------------

  /** @type {Record<string, string>} */
  const BUILTIN = {
    9: "0%",
    10: "0.00%",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
  };
  const ASIDE = /".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g;
  const SPAN = /\[hh?\](:mm(:ss(\.0*)?)?)?|\[mm?\](:ss(\.0*)?)?|\[ss?\](\.0*)?/i;
  const LITERAL = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g; // what a format shows as it stands
  // A plain number with a word behind it; a comma at the end of the digits would divide by a thousand.
  const SUFFIX = /^[#0?,]*[#0?](?:\.[0#?]+)?(?:"([^"]+)"|\\(.))$/u;
  /** @type {(format: string) => Style} */
  const meaning = (format) => {
    const first = format.split(";")[0];
    const [, word, sign] = SUFFIX.exec(strip(first)) ?? [];
    return {
      percent: format.replace(LITERAL, "").includes("%"),
      behind: strip(word ?? sign ?? ""),
      counts: word !== undefined || sign !== undefined,
      day: /(?<![_\\])[dmhysDMHYS]/.test(first.replace(ASIDE, "")),
      span: SPAN.test(first),
    };
  };

  /** @type {(element: XmlElement | null, name: string) => XmlElement[]} */
  const children = (element, name) =>
    element ? element.children.filter((one) => one.localName === name && one.namespaceURI === MAIN) : [];
  /** @type {(element: XmlElement | null, name: string) => XmlElement | null} */
  const child = (element, name) => children(element, name)[0] ?? null;

  /** @type {(root: XmlElement) => Style[]} */
  const stylesOf = (root) => {
    const custom = new Map(
      children(child(root, "numFmts"), "numFmt").map((one) => [
        one.getAttribute("numFmtId"),
        one.getAttribute("formatCode"),
      ]),
    );
    const styles = children(child(root, "cellXfs"), "xf").map((one) => {
      const id = one.getAttribute("numFmtId") ?? "0";
      return meaning(custom.get(id) ?? BUILTIN[id] ?? "");
    });
    return styles.length ? styles : [meaning("")];
  };

  // --- values ------------------------------------------------------------------------------------------

  /** @type {(number: number) => string} */
  const two = (number) => String(number).padStart(2, "0");
  /** @type {(milliseconds: number) => string} */
  const clock = (milliseconds) => {
    const seconds = Math.floor(milliseconds / 1000),
      rest = milliseconds % 1000;
    const fraction = rest ? `.${String(rest * 1000).padStart(6, "0")}` : "";
    return (
      [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":") + fraction
    );
  };
  /** @type {(number: number) => number} */
  const even = (number) => {
    const whole = Math.floor(number),
      left = number - whole;
    return left > 0.5 || (left === 0.5 && whole % 2 !== 0) ? whole + 1 : whole;
  };
  const DAY = 86400000;
  /** @type {(year: number, month: number, day: number) => number} */
  const counted = (year, month, day) => ordinal(year, month, day) ?? 0;
  // The day before the first that a serial number counts, in the two ways of counting.
  const FIRST_1900 = counted(1899, 12, 30),
    FIRST_1904 = counted(1904, 1, 1),
    LAST = counted(9999, 12, 31);

  // A serial number as a day with its time, or a time alone.
  /** @type {(serial: number, first: number) => Cell} */
  const dated = (serial, first) => {
    let day = Math.floor(serial);
    const part = even((serial - day) * 86400 * 1000);
    if (serial >= 0 && serial < 1 && part < DAY) return cell(clock(part));
    if (serial > 0 && serial < 60 && first === FIRST_1900) day += 1;
    const at = first + day + Math.floor(part / DAY);
    if (!(at >= 1 && at <= LAST)) return cell("#VALUE!");
    return cell(`${isoDay(at)} ${clock(part % DAY)}`, { day: at });
  };
  /** @type {(serial: number) => Cell} */
  const spanned = (serial) => {
    if (!(Math.abs(serial) < 1e9)) return cell("#VALUE!");
    const seconds = Math.floor(even(serial * 86400 * 1e6) / 1e6),
      days = Math.floor(seconds / 86400);
    const left = seconds - days * 86400,
      thousandths = even((even(serial * 86400 * 1e6) - seconds * 1e6) / 1000);
    const shown = clock(left * 1000 + thousandths).replace(/^0/, "");
    return cell(days ? `${days} day${Math.abs(days) === 1 ? "" : "s"}, ${shown}` : shown);
  };
  /** @type {(text: string) => Cell} */
  const isoDated = (text) => {
    const found = /^(?:(\d{4})-(\d{2})-(\d{2}))?T?(?:(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?)?Z?/.exec(text);
    const [, year, month, day, hour, minute, second = "0", rest = ""] = found ?? [];
    if (!year && !hour) throw new Error("no date");
    const time = hour
      ? clock(
          (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000 +
            Math.floor(Number(`0${rest}`) * 1000),
        )
      : "";
    if (!year) return cell(time);
    const at = ordinal(Number(year), Number(month), Number(day));
    if (at === null) throw new Error("no date");
    return cell(hour ? `${isoDay(at)} ${time}` : isoDay(at), { day: at });
  };
  /** @type {(raw: string, style: Style, first: number) => Cell} */
  const numbered = (raw, style, first) => {
    const isFloat = /[.eE]/.test(raw);
    if (!isFloat && !/^\s*[+-]?\d+\s*$/.test(raw)) throw new Error("no number");
    const double = Number(raw);
    if (Number.isNaN(double)) throw new Error("no number");
    if (style.day) return style.span ? spanned(double) : dated(double, first);
    const digits = isFloat ? written(double) : String(BigInt(raw.trim().replace("+", "")));
    const exact =
      Object.is(double, -0) && isFloat ? "-0" : isFloat && Number.isFinite(double) ? String(double) : digits;
    return cell(digits, { number: exact });
  };

  // A value with the unit that its cell shows behind it, though none is stored: 85 as 85%.
  /** @type {(one: Cell, style: Style) => Cell} */
  const shown = (one, { counts, behind }) => {
    const value = Number(one.number ?? NaN);
    return counts && Number.isFinite(value) ? cell(plain(general(value, 15) + behind)) : one;
  };

  /** @type {(element: XmlElement) => string} */
  const textOf = (element) => {
    const own = children(element, "t").at(-1)?.textContent ?? "";
    return (
      own +
      children(element, "r")
        .map((run) => child(run, "t")?.textContent ?? "")
        .join("")
    );
  };
  /** @type {(element: XmlElement, strings: string[], style: Style, first: number) => Cell} */
  const valueOf = (element, strings, style, first) => {
    const kind = element.getAttribute("t") ?? "n";
    const raw = kind === "inlineStr" ? "" : (child(element, "v")?.textContent ?? "");
    const inline = kind === "inlineStr" ? child(element, "is") : null;
    if (inline) return cell(plain(textOf(inline)), { percent: style.percent });
    if (raw === "") return { ...EMPTY, percent: style.percent, formula: child(element, "f") !== null };
    if (kind === "n") return { ...shown(numbered(raw, style, first), style), percent: style.percent };
    if (kind === "s") {
      if (!(Number(raw) < strings.length)) throw new Error("no such text");
      return cell(plain(strings.at(Number(raw))), { percent: style.percent });
    }
    if (kind === "b") return cell(Number(raw) ? "True" : "False", { flag: true, percent: style.percent });
    if (kind === "d") return { ...isoDated(raw), percent: style.percent };
    return cell(plain(raw), { percent: style.percent });
  };

  // The rows in which a header may stand.
  /** @type {(sheet: Sheet) => [first: number, end: number]} */
  const topOf = ({ rows }) => {
    const first = Math.max(
      0,
      rows.findIndex((cells) => cells.some((one) => !isEmpty(one))),
    );
    return [first, Math.min(rows.length, first + window.policykitRulebook.words.reading.deepest)];
  };

  return {
    Sheet,
    topOf,
    cell,
    EMPTY,
    isEmpty,
    filled,
    fits,
    letters,
    children,
    child,
    meaning,
    stylesOf,
    textOf,
    valueOf,
    FIRST_1900,
    FIRST_1904,
  };
})();
