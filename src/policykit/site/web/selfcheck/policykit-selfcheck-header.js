// What is to be reported, and the header of a sheet: which row it is, and what each of its columns holds.
policykitSelfcheck.header = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { plain, key, keysOf, unitFactor, note } = kit.words;
  const { RANKS, within, entity: entityOfCode } = kit.divisions;

  const UNIT = new RegExp(`[(（\\[【]([^()（）\\[\\]【】]*)[)）\\]】]${kit.words.SPACE}*$`);
  const { deepest: DEEPEST, near: NEAR, enough: ENOUGH, merged: MERGED } = book.words.reading;

  // --- needs: the requirements that concern a division, and their variables by kind of unit --------------

  /** @type {(rule: Requirement, division: string | null) => boolean} */
  const concerns = (rule, division) => {
    if (division === null) return true;
    if (RANKS.includes(rule.entity) && RANKS.indexOf(rule.entity) < RANKS.indexOf(entityOfCode(division)))
      return false;
    const codes = rule.binds.length ? rule.binds : ["000000"];
    return codes.some((code) => within(division, code) || within(code, division));
  };
  /** @type {(rule: Requirement) => string[]} */
  const variablesOf = ({ indicator, reference, when }) => [
    ...new Set([
      ...[indicator, ...(reference === null ? [] : [reference])].flatMap(
        (name) => book.indicators[name].variables,
      ),
      ...when.map(({ variable: asked }) => asked),
    ]),
  ];
  /** @type {(rules: Requirement[], division: string | null) => Needs} */
  const needsOf = (rules, division) => {
    const chosen = rules.filter((rule) => concerns(rule, division));
    const variables = new Map();
    for (const entity of Object.keys(book.entities)) {
      const found = new Set(chosen.filter((rule) => rule.entity === entity).flatMap(variablesOf));
      if (chosen.some((rule) => rule.entity === entity)) variables.set(entity, [...found]);
    }
    return {
      rules: chosen,
      division,
      variables,
      indicators: [...new Set(chosen.map((rule) => rule.indicator))],
    };
  };

  // What is used of each kind of unit: its variables, and the indicators that may be reported as such.
  /** @type {(needs: Needs) => Map<string, Set<string>>} */
  const wantedOf = ({ rules, variables, indicators }) =>
    new Map(
      Object.keys(book.entities).map((entity) => {
        const asked = rules.filter((rule) => rule.entity === entity).map((rule) => rule.indicator);
        const own = indicators.filter((name) => book.indicators[name].entities.includes(entity));
        return [entity, new Set([...(variables.get(entity) ?? []), ...asked, ...own])];
      }),
    );

  // --- names of columns ------------------------------------------------------------------------------------

  // A column's meaning: a variable, or an indicator's own value; null for a key (`unit`, `division` …).
  /** @type {(name: string) => VariableMeaning} */
  const variable = (name) => ({ kind: "variable", name, ...book.variables[name] });
  /** @type {(name: string) => IndicatorMeaning} */
  const indicator = (name) => ({ kind: "indicator", name, ...book.indicators[name] });
  /** @type {(label: string) => string[]} */
  const variants = (label) => {
    const { counted } = book.words.reading;
    const isLong = Array.from(label).length > 2;
    return isLong && label.endsWith(counted) ? [label, label.slice(0, -counted.length)] : [label];
  };

  /**
   * What finds the meaning of a header, and what comes nearest to one that means nothing.
   * @typedef {[string, Meaning | null]} Named
   * @typedef {{ find: (text: string) => Named | null, near: (text: string) => string | null }} Known
   */

  /** @type {(needs: Needs) => Known} */
  const knownOf = (needs) => {
    /** @type {Map<string, Named>} */
    const meanings = new Map();
    for (const name of needs.indicators) {
      const meaning = indicator(name);
      for (const one of [name, ...meaning.names]) meanings.set(key(one), [name, meaning]);
    }
    for (const names of needs.variables.values()) {
      for (const name of names) {
        const meaning = variable(name);
        for (const one of [name, ...meaning.aliases, ...variants(meaning.label)])
          meanings.set(key(one), [name, meaning]);
      }
    }
    for (const [name, headers] of Object.entries(book.words.keys)) {
      for (const one of [name, ...headers]) meanings.set(key(one), [name, null]);
    }
    return {
      find: (text) => meanings.get(keysOf(text).find((one) => meanings.has(one)) ?? "") ?? null,
      near: (text) =>
        nearest(key(text), [
          ...new Set([...meanings.values()].flatMap(([, one]) => (one ? [one.label] : []))),
        ]),
    };
  };

  // The label that has the most characters in common, in order; null when none is alike.
  /** @type {(wanted: string, labels: string[]) => string | null} */
  const nearest = (wanted, labels) => {
    let best = null,
      most = 0;
    for (const label of labels) {
      const score = likeness(Array.from(wanted), Array.from(key(label)));
      if (score >= NEAR && score > most) [best, most] = [label, score];
    }
    return best;
  };
  /** @type {(one: string[], other: string[]) => number} */
  const likeness = (one, other) => {
    const longest = one.length + other.length;
    if (!longest) return 100;
    let before = new Array(other.length + 1).fill(0);
    for (const sign of one) {
      const row = [0];
      for (let at = 0; at < other.length; at += 1) {
        row.push(sign === other[at] ? before[at] + 1 : Math.max(before[at + 1], row[at]));
      }
      before = row;
    }
    return (1 - (longest - 2 * before[other.length]) / longest) * 100;
  };

  // --- the header ------------------------------------------------------------------------------------------

  // The texts of a row; where it is blank those above it, as in a header of two rows with merged cells.
  /** @type {(sheet: Sheet, row: number) => string[]} */
  const headsOf = (sheet, row) => {
    const first = Math.max(0, row - MERGED);
    const width = Math.max(...sheet.rows.slice(first, row + 1).map((cells) => cells.length));
    return Array.from({ length: width }, (_, column) => {
      for (let at = row; at >= first; at -= 1) {
        if (sheet.cell(at, column).text) return sheet.cell(at, column).text;
      }
      return "";
    });
  };

  /** @type {(column: Column) => column is FigureColumn} */
  const isOfFigures = (column) => column.meaning !== null;

  class Header {
    /** @param {number} row */
    constructor(row) {
      this.row = row;
      this.width = 0; // how many columns it has, with those that are not used
      /** @type {Column[]} */
      this.columns = [];
      /** @type {Problem[]} */
      this.problems = [];
      /** @type {string[]} */
      this.notes = [];
      /** @type {Map<number, string>} Columns that are not used, and why. */
      this.passed = new Map();
    }
    // A column that cannot be used.
    /**
     * @param {Problem} broken
     * @param {number} index
     */
    refuse(broken, index) {
      this.problems.push(broken);
      this.passed.set(index, `${broken.code} ${broken.message}`);
    }
    /**
     * @param {string} name
     * @returns {Column | null}
     */
    keyed(name) {
      return this.columns.find((one) => one.meaning === null && one.name === name) ?? null;
    }
    get figures() {
      return this.columns.filter(isOfFigures);
    }
  }

  // The first row that names the most columns; titles above it are passed. null when no row names any.
  /** @type {(sheet: Sheet, needs: Needs) => Header | null} */
  const findHeader = (sheet, needs) => {
    const known = knownOf(needs);
    let best = null,
      most = 0;
    for (let row = 0; row < Math.min(sheet.rows.length, DEEPEST); row += 1) {
      const found = headsOf(sheet, row)
        .filter(Boolean)
        .map((text) => known.find(text));
      const named = found.filter(Boolean).length;
      if (named > most && (named >= ENOUGH || found.length <= ENOUGH)) [best, most] = [row, named];
    }
    if (best === null) return null;
    const header = headerOf(sheet, best, known);
    unitsBelow(sheet, header);
    unitLines(sheet, header);
    return header;
  };

  /** @type {(sheet: Sheet, row: number, known: Known) => Header} */
  const headerOf = (sheet, row, known) => {
    const header = new Header(row),
      seen = new Map();
    header.width = sheet.rows[row].findLastIndex((cell) => !kit.cells.isEmpty(cell)) + 1;
    const passed = new Set(book.words.passed_columns.map(key));
    headsOf(sheet, row).forEach((text, index) => {
      if (!text) return;
      if (passed.has(key(text))) {
        header.passed.set(index, note("beside_column", { name: text }));
        return;
      }
      const found = known.find(text);
      if (!found) {
        unknown(sheet, header, index, text, known);
        return;
      }
      const [name, meaning] = found,
        place = `${meaning === null} ${name}`;
      if (seen.has(place)) {
        header.refuse(sheet.problem("PK310", row, index, { name: text, first: seen.get(place) }), index);
        return;
      }
      seen.set(place, sheet.place(row, index));
      const factor = factorOf(sheet, header, index, text, meaning);
      const unit = meaning === null ? "" : (UNIT.exec(plain(text))?.[1] ?? "");
      const own = meaning !== null && unit && unitFactor(unit, meaning.unit) ? unit : "";
      if (factor !== null) header.columns.push({ index, name, header: text, meaning, factor, unit: own });
    });
    return header;
  };

  /** @type {(sheet: Sheet, header: Header, index: number, text: string, known: Known) => void} */
  const unknown = (sheet, header, index, text, known) => {
    if (!sheet.cell(header.row, index).text) return; // a title above, or a group of columns
    const near = known.near(text);
    if (near === null) {
      header.passed.set(index, note("passed_column", { name: text }));
      header.notes.push(`${sheet.place(header.row, index)}：${note("passed_column", { name: text })}`);
    } else header.refuse(sheet.problem("PK309", header.row, index, { name: text, near }), index);
  };

  // What a column's figures are multiplied with; null when they are in a unit of another kind.
  /**
   * @type {(
   *   sheet: Sheet,
   *   header: Header,
   *   index: number,
   *   text: string,
   *   meaning: Meaning | null,
   * ) => number | null}
   */
  const factorOf = (sheet, header, index, text, meaning) => {
    const match = UNIT.exec(plain(text));
    if (!meaning || !match || meaning.date || meaning.grades.length) return 1;
    const factor = unitFactor(match[1], meaning.unit);
    if (factor === null && isUnit(match[1])) {
      header.refuse(
        sheet.problem("PK314", header.row, index, { unit: meaning.unit, written: match[1] }),
        index,
      );
      return null;
    }
    return factor || 1;
  };

  /** @type {(text: string) => string} */
  const bare = (text) => text.replace(/^[()]+|[()]+$/g, "");

  // A row of units below the header says in what its columns are counted.
  /** @type {(sheet: Sheet, header: Header) => void} */
  const unitsBelow = (sheet, header) => {
    const below = header.row + 1;
    if (below >= sheet.rows.length) return;
    const texts = header.figures.map((column) => sheet.cell(below, column.index).text);
    if (!texts.some(Boolean) || !texts.every((text) => !text || isUnit(bare(text)))) return;
    header.row = below;
    for (const column of header.figures) {
      const text = bare(sheet.cell(below, column.index).text);
      if (!text) continue;
      const factor = unitFactor(text, column.meaning.unit);
      if (factor === null) {
        const values = { unit: column.meaning.unit, written: text };
        header.refuse(sheet.problem("PK314", below, column.index, values), column.index);
        header.columns = header.columns.filter((one) => one !== column);
      } else [column.factor, column.unit] = [factor, text];
    }
  };

  const LINE = /(?:^|[^\p{L}\p{N}_])(?:计量|金额|数据|货币)?单位\s*[:：]\s*([^()（）]+)/u;
  // The units that a line beside a table names: 单位：万元、人次; none when it is no such line.
  /** @type {(text: string) => string[]} */
  const unitLine = (text) => {
    const match = LINE.exec(plain(text));
    const units = match ? match[1].trim().split(/[、，,;；/和及\s]+/) : [];
    return units.every(isUnit) ? units : [];
  };
  // A line above or below the table says in what the columns are counted that do not say so themselves.
  /** @type {(sheet: Sheet, header: Header) => void} */
  const unitLines = (sheet, header) => {
    const lines = sheet.rows.slice(0, header.row).flatMap((row) => row.map((cell) => cell.text));
    for (const row of sheet.rows.slice(header.row + 1)) {
      const filled = row.filter((cell) => !kit.cells.isEmpty(cell));
      if (filled.length === 1) lines.push(filled[0].text);
    }
    const units = [...new Set(lines.flatMap(unitLine))];
    if (!units.length) return;
    for (const column of header.figures) {
      const { meaning } = column;
      if (column.unit || meaning.date || meaning.grades.length) continue;
      /** @type {(unit: string) => boolean} */
      const isBare = (unit) =>
        Object.hasOwn(book.words.magnitudes, unit) && ["%", "‰"].includes(meaning.unit);
      const fitting = units.filter((unit) => unitFactor(unit, meaning.unit) !== null && !isBare(unit));
      if (fitting.length > 1) {
        const values = { unit: meaning.unit, written: fitting.join("、") };
        header.refuse(sheet.problem("PK314", header.row, column.index, values), column.index);
        header.columns = header.columns.filter((one) => one !== column);
      } else if (fitting.length) {
        const factor = unitFactor(fitting[0], meaning.unit) || 1;
        column.factor *= factor;
        [column.unit] = fitting;
        if (factor !== 1) {
          const told = note("unit_line", { name: column.header, unit: fitting[0] });
          header.notes.push(`${sheet.place(header.row, column.index)}：${told}`);
        }
      }
    }
  };

  const MARKS = new Set(Object.keys(book.words.magnitudes).join(""));
  /** @type {(text: string) => boolean} */
  const isUnit = (text) => {
    const signs = Array.from(text);
    while (signs.length && MARKS.has(signs[0])) signs.shift();
    const unit = signs.join("");
    if (!unit) return Boolean(text);
    return book.words.same_units.some((group) => group.includes(unit) || group.includes(text));
  };

  return { Header, unitLine, needsOf, wantedOf, variablesOf, variable, indicator, findHeader };
})();
