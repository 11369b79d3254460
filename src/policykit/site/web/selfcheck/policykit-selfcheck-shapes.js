// Tables of other shapes → a row a unit and year: years side by side, and indicators down the side. What is
// made anew knows where each of its cells stands in the file.
policykitSelfcheck.shapes = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { plain, key, keysOf, note } = kit.words;
  const { headIn, countedIn } = kit.heads;
  const { Sheet, EMPTY, cell, isEmpty, filled, fits } = kit.cells;
  const YEAR_HEAD = book.words.headers.year;

  const BEFORE = /^(?:19|20)\p{Nd}\p{Nd}年/u,
    BEHIND = /^([^\n]*[^\p{Nd}(（])[(（]?((?:19|20)\p{Nd}\p{Nd}[^\n]*?)[)）]?$/u,
    LONGEST = 16; // so many characters of a header may be a period

  /** @type {Record<string, Set<string>>} */
  const NAMES = Object.fromEntries(
    Object.entries(book.words.shapes).map(([name, texts]) => [name, new Set(texts.map(key))]),
  );
  /** @type {(text: string, name: string) => boolean} */
  const isA = (text, name) => NAMES[name].has(key(text));

  const ASIDES = ["described", "totals", "footers"].flatMap((name) =>
    book.words[/** @type {"described" | "totals" | "footers"} */ (name)].map(key),
  );
  // Of delimited text without the rows that do not fit the header, which stands in rows `first` to `last`.
  /** @type {(sheet: Sheet, first: number, last: number) => Sheet} */
  const fitting = (sheet, first, last) => {
    if (sheet.name) return sheet;
    const heads = sheet.rows.slice(first, last + 1);
    const wanted = Math.max(...heads.map(filled)),
      fields = Math.max(...heads.map((cells) => cells.length));
    /** @type {[Problem, number][]} */
    const misfits = [];
    const rows = sheet.rows.map((cells, line) => {
      const told = cells.filter((one) => !kit.figures.isBlank(one));
      // A line of one cell, or about the form, has no figure that could stand in another's column.
      if (line <= last || told.length < 2 || fits(cells, wanted, fields)) return cells;
      if (ASIDES.some((word) => key(told[0].text).startsWith(word))) return cells;
      misfits.push([sheet.problem("PK337", line, 0, { found: cells.length, wanted }), told.length]);
      return [];
    });
    return new Sheet(sheet.file, sheet.name, rows, sheet.unseen, sheet.origins, misfits);
  };

  // As it stands in the column of years of the table made anew.
  /** @type {(period: Period) => string} */
  const written = (period) => (kit.period.isPart(period) ? kit.period.labelOf(period) : String(period.year));
  // The period that a title above a row names.
  /** @type {(sheet: Sheet, row: number) => Period | null} */
  const titled = (sheet, row) => {
    for (const line of sheet.rows.slice(0, row))
      for (const { text } of line) {
        const found = kit.period.within(text);
        if (found) return found;
      }
    return null;
  };
  // The period that stands above a column of figures: 2025年, 2026Q1, or 上年 and 本年 of the one in a title.
  /** @type {(sheet: Sheet, row: number, text: string) => string | null} */
  const periodOf = (sheet, row, text) => {
    const period = kit.period.read(text);
    if (period) {
      const year = period.year ?? titled(sheet, row)?.year ?? null;
      return year === null ? text : written({ ...period, year });
    }
    const name = ["this", "total", "previous", "before"].find((one) => isA(text, one));
    if (!name) return null;
    const own = titled(sheet, row);
    const isPart = own !== null && kit.period.isPart(own);
    if (name === "total" && !isPart) return null; // beside 本年 it is a column of its own
    if (!own) return text;
    if (name === "total") return written({ ...own, first: 1 });
    if (name === "previous" && isPart) {
      const past = kit.period.before(own);
      return past ? written(past) : text;
    }
    return written(name === "this" ? own : kit.period.yearBefore(own));
  };
  // A header with its period apart: 2025年就诊率, 就诊率（2026年第一季度）.
  /** @type {(text: string) => Generator<[string, string]>} */
  const parted = function* (text) {
    const ends = BEFORE.test(text) ? Math.min(text.length - 1, LONGEST) : 0;
    for (let end = ends; end > 0; end -= 1) {
      const period = kit.period.read(text.slice(0, end));
      if (period) yield [written(period), text.slice(end)];
    }
    const match = BEHIND.exec(text);
    const period = match && kit.period.read(match[2]);
    if (match && period) yield [written(period), match[1]];
  };

  // Rows of a table that is made anew, and where their cells stood.
  class Table {
    constructor() {
      /** @type {Cell[][]} */
      this.rows = [];
      /** @type {Map<string, [number, number]>} */
      this.origins = new Map();
    }
    /** @param {[Cell, number, number][]} cells with row and column of the file */
    add(cells) {
      cells.forEach(([, row, column], at) => this.origins.set(`${this.rows.length} ${at}`, [row, column]));
      this.rows.push(cells.map(([one]) => one));
    }
    /**
     * @param {Sheet} sheet
     * @param {string[]} [told]
     * @param {string[]} [above]
     * @returns {Sheet}
     */
    of({ file, name, unseen, misfits }, told = [], above = []) {
      return new Sheet(file, name, this.rows, { sheet: unseen.sheet }, this.origins, misfits, told, above);
    }
  }

  const MEASURES = new Set(book.words.shapes.unit.map(key));
  /** @type {[("unit" | "division"), Set<string>][]} */
  const LABELS = /** @type {const} */ (["unit", "division"]).map((name) => [
    name,
    new Set(book.words.keys[name].map(key).filter((label) => !MEASURES.has(label))),
  ]);
  // Whose figures they are, in the lines above: 填报单位（盖章）：歙县 行政区划代码：341021, in one cell or several.
  /** @type {(sheet: Sheet, row: number) => Map<string, [Cell, number, number]>} */
  const labelled = (sheet, row) => {
    /** @type {Map<string, [Cell, number, number]>} */
    const found = new Map();
    sheet.rows.slice(0, row).forEach((cells, line) => {
      /** @type {string | undefined} */
      let asked;
      cells.forEach(({ text }, column) => {
        for (const part of text.replaceAll(":", ": ").split(/\s+/u).filter(Boolean))
          if (part.endsWith(":"))
            [asked] = LABELS.find(([, labels]) => keysOf(part).some((one) => labels.has(one))) ?? [];
          else if (asked) {
            const [before, ...origin] = found.get(asked) ?? [EMPTY, line, column];
            found.set(asked, [cell(before.text + part), ...origin]);
          }
      });
    });
    return found;
  };

  // 指标 | 单位 | 口径 | 上年 | 本年: the indicators become columns, each column of figures a row.
  /** @type {(sheet: Sheet, row: number, texts: string[]) => Sheet | null} */
  const vertical = (given, row, texts) => {
    const at = texts.findIndex((text) => isA(text, "indicator"));
    if (at < 0) return null;
    /** @type {[number, string][]} */
    const years = texts.flatMap((text, column) => {
      const year = isA(text, "figure") ? "" : periodOf(given, row, text);
      return column === at || year === null ? [] : [[column, year]];
    });
    if (!years.length) return null;
    const sheet = fitting(given, row, row);
    const unit = texts.findIndex((text) => isA(text, "unit"));
    const lines = sheet.rows.flatMap((_, line) => (line > row && sheet.cell(line, at).text ? [line] : []));
    const table = new Table();
    /** @type {(line: number) => [Cell, number, number]} */
    const headOf = (line) => {
      const label = sheet.cell(line, at).text,
        counted = unit < 0 ? "" : sheet.cell(line, unit).text;
      return [cell(counted && !/[）)]$/.test(label) ? plain(`${label}（${counted}）`) : label), line, at];
    };
    const about = labelled(sheet, row);
    /** @type {[Cell, number, number][]} */
    const heads = [...about].map(([name, [, line, column]]) => [
      cell(book.words.headers[/** @type {"unit" | "division"} */ (name)]),
      line,
      column,
    ]);
    const isDated = years.some(([, year]) => year);
    /** @type {[Cell, number, number][]} */
    const dated = isDated ? [[cell(YEAR_HEAD), row, at]] : [];
    table.add([...heads, ...dated, ...lines.map(headOf)]);
    for (const [column, year] of years) {
      /** @type {(line: number) => [Cell, number, number]} */
      const figureOf = (line) => [sheet.cell(line, column), line, column];
      /** @type {[Cell, number, number][]} */
      const own = isDated ? [[cell(plain(year)), row, column]] : [];
      table.add([...about.values(), ...own, ...lines.map(figureOf)]);
    }
    return table.of(sheet, [], sheet.titles(row));
  };

  // Of the columns that bear a year: the year, and the header without it; null when they do not.
  /**
   * @type {(
   *   sheet: Sheet,
   *   row: number,
   *   texts: string[],
   *   figures: Map<string, string | null>,
   * ) => Map<number, [string, string]> | null}
   */
  const yearsOf = (sheet, row, texts, figures) => {
    /** @type {Map<number, [string, string]>} */
    const found = new Map();
    /** @type {(text: string) => boolean} */
    const isFigure = (text) => headIn(text, figures)?.other === "";
    let group = "";
    texts.forEach((text, column) => {
      group = (row && sheet.cell(row - 1, column).text) || group;
      const year = periodOf(sheet, row, text);
      if (year !== null && isFigure(group)) {
        found.set(column, [year, group]);
        return;
      }
      const over = group !== text && isFigure(text) ? periodOf(sheet, row, group) : null;
      if (over !== null) {
        found.set(column, [over, text]);
        return;
      }
      if (figures.has(key(text))) return;
      const own = [...parted(text)].find(([, head]) => isFigure(head));
      if (own) found.set(column, own);
    });
    const keys = book.words.keys.year.map(key);
    return found.size > 1 && !texts.some((text) => keys.includes(key(text))) ? found : null;
  };

  // Of which year a figure is that does not say so: of the title's, else of 本年, else of the newest.
  /** @type {(sheet: Sheet, row: number, years: string[]) => string} */
  const ownYear = (sheet, row, years) => {
    const title = titled(sheet, row);
    const own = title ? written(title) : "";
    if (years.includes(own)) return own;
    return (
      years.find((year) => isA(year, "this")) ?? years.reduce((one, other) => (one > other ? one : other))
    );
  };

  // Each row once for every year; a figure beside them that says none is of one.
  /**
   * @type {(
   *   sheet: Sheet,
   *   row: number,
   *   columns: Map<number, [string, string]>,
   *   figures: Map<string, string | null>,
   * ) => Sheet}
   */
  const sideBySide = (sheet, row, columns, figures) => {
    const width = Math.max(...sheet.rows.map((cells) => cells.length));
    const keys = Array.from({ length: width }, (_, column) => column).filter((one) => !columns.has(one));
    const heads = [...new Set([...columns.values()].map(([, head]) => head))],
      years = [...new Set([...columns.values()].map(([year]) => year))];
    /** @type {Map<string, number>} */
    const places = new Map();
    for (const [column, named] of columns)
      if (!places.has(JSON.stringify(named))) places.set(JSON.stringify(named), column);
    const table = new Table();
    for (let line = 0; line < row - 1; line += 1)
      table.add(sheet.rows[line].map((one, column) => [one, line, column]));
    /** @type {(column: number) => [Cell, number, number]} */
    const named = (column) => {
      const line = [row, row - 1].find((one) => one >= 0 && sheet.cell(one, column).text);
      if (line === undefined) return [EMPTY, row, column];
      const one = sheet.cell(line, column),
        head = headIn(one.text, figures);
      if (line !== row || !row || !head || filled(sheet.rows[row - 1]) < 2) return [one, line, column];
      let over = "";
      for (let at = column; at >= 0 && !over; at -= 1) over = sheet.cell(row - 1, at).text;
      return [cell(plain(countedIn(one.text, over, figures.get(head.key) ?? ""))), line, column];
    };
    const undated = new Set(keys.filter((column) => headIn(named(column)[0].text, figures)?.other === ""));
    const own = ownYear(sheet, row, years);
    const told = [...undated].map((column) => {
      const [{ text: name }, ...at] = named(column),
        values = { name, year: own };
      return `${sheet.place(...at)}：${note("undated_column", values)}`;
    });
    /** @type {(head: string) => [Cell, number, number]} */
    const headOf = (head) => {
      const [first] = [...columns].find(([, [, other]]) => other === head) ?? [0];
      return [cell(plain(head)), row, first];
    };
    table.add([...keys.map(named), [cell(YEAR_HEAD), row, 0], ...heads.map(headOf)]);
    for (let line = row + 1; line < sheet.rows.length; line += 1) {
      /** @type {(column: number) => [Cell, number, number]} */
      const there = (column) => [sheet.cell(line, column), line, column];
      const about = keys.map(there);
      const isFilled = [...columns.keys(), ...undated].some((column) => sheet.cell(line, column).text);
      for (const year of isFilled ? years : years.slice(0, 1)) {
        /** @type {[Cell, number, number][]} */
        const dated = heads.map((head) => {
          const column = places.get(JSON.stringify([year, head]));
          return column === undefined ? [EMPTY, line, 0] : there(column);
        });
        const isBlank = [...about, ...dated].every(([one]) => isEmpty(one));
        /** @type {[Cell, number, number][]} */
        const beside = about.map(([one, at, column]) => [
          undated.has(column) && year !== own ? EMPTY : one,
          at,
          column,
        ]);
        table.add([...beside, [isBlank ? EMPTY : cell(plain(year)), line, 0], ...dated]);
      }
    }
    return table.of(sheet, told);
  };

  // The sheet with a row for each unit and year; as it is where it has that shape already. `figures` are the
  // keys of the headers that are looked for.
  /** @type {(sheet: Sheet, figures: Map<string, string | null>) => Sheet} */
  const upright = (sheet, figures) => {
    const [first, end] = kit.cells.topOf(sheet);
    for (let row = first; row < end; row += 1) {
      const texts = sheet.rows[row].map((one) => one.text);
      const found = vertical(sheet, row, texts);
      if (found) return found;
      const columns = yearsOf(sheet, row, texts, figures);
      if (columns) return sideBySide(fitting(sheet, Math.max(0, row - 1), row), row, columns, figures);
    }
    return sheet;
  };

  return { upright };
})();
