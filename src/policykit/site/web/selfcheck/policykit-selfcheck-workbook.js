// .xlsx ⇄ sheets: rows of cells, values only; and the writing of rows as a workbook.
policykitSelfcheck.workbook = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { written, ordinal, isoDay } = kit.numbers;
  const { plain, strip, problem, Refused } = kit.words;
  const { entriesOf, bytesOf, pack } = kit.archive;
  const { Scan, Excess } = kit.scan;
  const say = window.policykitRulebook.page;

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml";
  const { limits } = window.policykitRulebook.words;

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
     */
    constructor(file, name, rows) {
      this.file = file;
      this.name = name;
      this.rows = rows;
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
      const address = letters(column) + (row + 1);
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
  /**
   * What a number format means.
   * @typedef {{ percent: boolean, day: boolean, span: boolean }} Style
   */

  /** @type {(format: string) => Style} */
  const meaning = (format) => {
    const first = format.split(";")[0];
    return {
      percent: format.includes("%"),
      day: /(?<![_\\])[dmhysDMHYS]/.test(first.replace(ASIDE, "")),
      span: SPAN.test(first),
    };
  };

  /** @type {(element: Element | null, name: string) => Element[]} */
  const children = (element, name) =>
    element ? [...element.children].filter((one) => one.localName === name && one.namespaceURI === MAIN) : [];
  /** @type {(element: Element | null, name: string) => Element | null} */
  const child = (element, name) => children(element, name)[0] ?? null;

  /** @type {(root: Element) => Style[]} */
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

  /** @type {(element: Element) => string} */
  const textOf = (element) => {
    const own = children(element, "t").at(-1)?.textContent ?? "";
    return (
      own +
      children(element, "r")
        .map((run) => child(run, "t")?.textContent ?? "")
        .join("")
    );
  };
  /** @type {(element: Element, strings: string[], style: Style, first: number) => Cell} */
  const valueOf = (element, strings, style, first) => {
    const kind = element.getAttribute("t") ?? "n";
    const raw = kind === "inlineStr" ? "" : (child(element, "v")?.textContent ?? "");
    const inline = kind === "inlineStr" ? child(element, "is") : null;
    if (inline) return cell(plain(textOf(inline)), { percent: style.percent });
    if (raw === "") return { ...EMPTY, percent: style.percent, formula: child(element, "f") !== null };
    if (kind === "n") return { ...numbered(raw, style, first), percent: style.percent };
    if (kind === "s") {
      if (!(Number(raw) < strings.length)) throw new Error("no such text");
      return cell(plain(strings.at(Number(raw))), { percent: style.percent });
    }
    if (kind === "b") return cell(Number(raw) ? "True" : "False", { flag: true, percent: style.percent });
    if (kind === "d") return { ...isoDated(raw), percent: style.percent };
    return cell(plain(raw), { percent: style.percent });
  };

  // --- large parts ---------------------------------------------------------------------------------------

  /** @type {(text: string) => Element} */
  const parsed = (text) => {
    const root = new DOMParser().parseFromString(text, "application/xml").documentElement;
    if (root.localName === "parsererror" || root.querySelector("parsererror")) throw new Error("no XML");
    return root;
  };

  const PIECE = 2 ** 17; // signs of XML that are parsed at once
  /**
   * A part of which the items of one element are parsed piece by piece, and the rest at once.
   * @typedef {{ frame: Element, pieces: () => AsyncGenerator<Element> }} Pieces
   */
  /** @type {(text: string, holder: string, item: string) => Pieces} */
  const inPieces = (text, holder, item) => {
    const opening = new RegExp(`<(?:[\\w.-]+:)?${holder}(?=[\\s>])[^<>]*[^<>/]?>`).exec(text);
    const ending = [...text.matchAll(new RegExp(`</(?:[\\w.-]+:)?${holder}\\s*>`, "g"))].at(-1);
    // Where an item's end may stand in a comment or as text it is no end.
    if (!opening || opening[0].endsWith("/>") || !ending || /<!--|<!\[CDATA\[/.test(text)) {
      const root = parsed(text);
      const held = root.localName === holder ? root : child(root, holder);
      return {
        frame: root,
        async *pieces() {
          yield* children(held, item);
        },
      };
    }
    const start = opening.index + opening[0].length;
    const [before, after] = [text.slice(0, start), text.slice(ending.index)];
    const frame = parsed(before + after);
    const end = new RegExp(`</(?:[\\w.-]+:)?${item}\\s*>`, "g");
    return {
      frame,
      async *pieces() {
        for (let at = start; at < ending.index;) {
          end.lastIndex = Math.min(at + PIECE, ending.index);
          const found = end.exec(text);
          const stop = found && found.index < ending.index ? end.lastIndex : ending.index;
          const root = parsed(before + text.slice(at, stop) + after);
          yield* children(root.localName === holder ? root : child(root, holder), item);
          at = stop;
          if (kit.pace.due()) await kit.pace.rest("reading", at, text.length);
        }
      },
    };
  };

  // --- sheets ------------------------------------------------------------------------------------------

  const ADDRESS = /^\$?([A-Za-z]{1,3})\$?(\d+)$/;
  /** @type {(text: string) => [number, number]} */
  const addressOf = (text) => {
    const [, name, row] = ADDRESS.exec(text) ?? [];
    if (!name) throw new Error("no address");
    const column = [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    return [Number(row) - 1, column - 1];
  };

  /** @type {(code: string, file: string, values: Values) => Error} */
  const refused = (code, file, values) => new Refused([problem(code, values, file)]);
  /** @type {(file: string, format: string) => Error} */
  const unreadable = (file, format) => refused("PK303", file, { format });

  /**
   * What the sheets of a file share; `first` is the day that it counts from.
   * @typedef {{ file: string, strings: string[], styles: Style[], first: number }} About
   */

  /** @type {(part: Pieces, title: string, about: About) => Promise<Cell[][]>} */
  const rowsOf = async ({ frame, pieces }, title, about) => {
    const { file, strings, styles, first } = about;
    /** @type {[number, number, Cell][]} */
    const found = [];
    let row = -1,
      width = 0,
      height = 0;
    for await (const element of pieces()) {
      row = element.hasAttribute("r") ? Math.trunc(Number(element.getAttribute("r"))) - 1 : row + 1;
      let column = -1;
      for (const one of children(element, "c")) {
        const address = one.getAttribute("r");
        const [at, across] = address ? addressOf(address) : [row, column + 1];
        column = across;
        found.push([
          at,
          across,
          valueOf(one, strings, styles[Number(one.getAttribute("s") ?? 0)] ?? styles[0], first),
        ]);
        [width, height] = [Math.max(width, across + 1), Math.max(height, at + 1)];
      }
    }
    const merged = children(child(frame, "mergeCells"), "mergeCell").map((one) => {
      const [from, to = from] = (one.getAttribute("ref") ?? "").split(":").map(addressOf);
      [width, height] = [Math.max(width, to[1] + 1), Math.max(height, to[0] + 1)];
      return { from, to };
    });
    if (height > limits.rows || width > limits.columns || height * width > limits.cells) {
      throw refused("PK304", file, {
        size: kit.words.fill(say.refused.sheet, { name: title, rows: height, columns: width }),
      });
    }
    if (!found.length) return [];
    /** @type {Cell[][]} */
    const rows = Array.from({ length: height }, () => new Array(width).fill(EMPTY));
    for (const [at, across, value] of found) rows[at][across] = value;
    for (const { from, to } of merged) {
      // Only the first cell holds anything; a name over the rows of two years stands for both.
      const kept = rows[from[0]][from[1]];
      for (let at = from[0]; at <= to[0]; at += 1) rows[at].fill(EMPTY, from[1], to[1] + 1)[from[1]] = kept;
    }
    return rows;
  };

  /** @type {(folder: string, target: string) => string} */
  const inFolder = (folder, target) => {
    if (target.startsWith("/")) return target.slice(1);
    const parts = [];
    for (const part of `${folder}/${target}`.split("/")) {
      if (part === "..") parts.pop();
      else if (part && part !== ".") parts.push(part);
    }
    return parts.join("/");
  };

  // The sheets of a workbook, and whether it has macros or links to other files, which are never read.
  /** @type {(bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<[Sheet[], boolean]>} */
  const read = async (bytes, file) => {
    let entries;
    try {
      entries = entriesOf(bytes);
    } catch {
      throw unreadable(file, say.refused.archive);
    }
    if (!entries.has("xl/workbook.xml")) {
      throw unreadable(file, entries.has("word/document.xml") ? say.refused.word : say.refused.other);
    }
    const foreign = [...entries.keys()].some(
      (name) => name.includes("vbaProject") || name.includes("externalLink"),
    );
    try {
      // What it says to hold, before any is unpacked; a part that holds more is refused as it is read.
      const said = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0);
      new Scan().unpacked(said);
      return [await sheetsOf(bytes, entries, file), foreign];
    } catch (error) {
      if (error instanceof Excess) throw refused("PK304", file, { size: error.size });
      throw error instanceof Refused ? error : unreadable(file, say.refused.workbook);
    }
  };

  /**
   * @type {(
   *   bytes: Uint8Array<ArrayBuffer>,
   *   entries: Map<string, Entry>,
   *   file: string,
   * ) => Promise<Sheet[]>}
   */
  const sheetsOf = async (bytes, entries, file) => {
    /** @type {Map<string, string>} */
    const texts = new Map();
    /** @type {(name: string) => Promise<string>} */
    const textIn = async (name) => {
      const entry = entries.get(name);
      if (!entry) throw new Error(`no ${name}`);
      return texts.get(name) ?? new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(bytes, entry));
    };
    const scan = new Scan();
    for (const name of [...entries.keys()].filter((one) => /^xl\/.*\.xml$/.test(one)).sort()) {
      texts.set(name, await textIn(name));
      await scan.feed(name, texts.get(name) ?? "");
    }
    /** @type {(name: string) => Promise<Element>} */
    const tree = async (name) => parsed(await textIn(name));
    const types = [...(await tree("[Content_Types].xml")).children];
    const named = types.find((one) => one.getAttribute("ContentType") === STRINGS)?.getAttribute("PartName");
    const strings = [];
    if (named) {
      const table = inPieces(await textIn(named.slice(1)), "sst", "si");
      for await (const one of table.pieces()) strings.push(textOf(one).replaceAll("x005F_", ""));
    }
    const styles = entries.has("xl/styles.xml") ? stylesOf(await tree("xl/styles.xml")) : [meaning("")];
    const root = await tree("xl/workbook.xml");
    const is1904 = ["1", "true"].includes(child(root, "workbookPr")?.getAttribute("date1904") ?? "");
    const about = { file, strings, styles, first: is1904 ? FIRST_1904 : FIRST_1900 };
    const links = new Map(
      [...(await tree("xl/_rels/workbook.xml.rels")).children].map((one) => [one.getAttribute("Id"), one]),
    );
    const sheets = [];
    for (const one of children(child(root, "sheets"), "sheet")) {
      const id = one.getAttributeNS(LINKS, "id");
      if (!id) continue;
      /** @type {(name: string) => string} */
      const attribute = (name) => {
        const value = links.get(id)?.getAttribute(name) ?? null;
        if (value === null) throw new Error(`no ${name}`);
        return value;
      };
      const part = inFolder("xl", attribute("Target"));
      if (!entries.has(part) || attribute("Type").includes("chartsheet")) continue;
      const name = one.getAttribute("name") ?? "";
      const rows = await rowsOf(inPieces(await textIn(part), "sheetData", "row"), name, about);
      sheets.push(new Sheet(file, name, rows));
    }
    return sheets;
  };

  // --- writing -----------------------------------------------------------------------------------------

  const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  /** @type {(text: string) => string} */
  const escaped = (text) =>
    text
      .replace(
        /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        "",
      )
      .replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  // A text is a text in the file, never a formula, whatever it begins with.
  /** @type {(value: string | number | null, row: number, column: number) => string} */
  const cellXml = (value, row, column) => {
    const address = `r="${letters(column)}${row + 1}"`;
    if (value === null || value === undefined || value === "") return "";
    if (typeof value === "number") return `<c ${address}><v>${value}</v></c>`;
    return `<c ${address} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  /** @type {(rows: (string | number | null)[][]) => string} */
  const sheetXml = (rows) => {
    const lines = rows.map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((value, column) => cellXml(value, row, column)).join("")}</row>`,
    );
    return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  };

  /** @type {(name: string, rows: (string | number | null)[][]) => [string, string]} */
  const sheetPart = (name, rows) => [name, sheetXml(rows)];

  // [[name of sheet, rows of texts and numbers], …] → the bytes of a workbook.
  /** @type {(sheets: SheetRows[]) => Uint8Array<ArrayBuffer>} */
  const write = (sheets) => {
    /** @type {(make: (name: string, at: number) => string) => string} */
    const each = (make) => sheets.map(([name], at) => make(name, at + 1)).join("");
    /** @type {(id: string, type: string, target: string) => string} */
    const relation = (id, type, target) =>
      `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
    /** @type {(inner: string) => string} */
    const relations = (inner) =>
      `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
    const types = each(
      (_, at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${OFFICE}.worksheet+xml"/>`,
    );
    return pack([
      [
        "[Content_Types].xml",
        `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/>${types}</Types>`,
      ],
      ["_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))],
      [
        "xl/workbook.xml",
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${each((name, at) => `<sheet name="${escaped(name)}" sheetId="${at}" r:id="rId${at}"/>`)}</sheets></workbook>`,
      ],
      [
        "xl/_rels/workbook.xml.rels",
        relations(each((_, at) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`))),
      ],
      ...sheets.map(([, rows], at) => sheetPart(`xl/worksheets/sheet${at + 1}.xml`, rows)),
    ]);
  };

  return { Sheet, cell, EMPTY, isEmpty, read, write, refused };
})();
