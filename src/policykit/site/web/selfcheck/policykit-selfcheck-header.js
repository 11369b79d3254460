// What is to be reported, and the header of a sheet: which row it is, and what each of its columns holds.
policykitSelfcheck.header = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { plain, key, note, unitFactor } = kit.words;
  const { headIn, unitBehind, qualified, isOther, isUnit, unitOf, countedIn } = kit.heads;
  const { factorOf, unitsBelow, unitLines, numbersBelow } = kit.units;
  const { topOf } = kit.cells;
  const { RANKS, within, entity: entityOfCode } = kit.divisions;

  const { near: NEAR, enough: ENOUGH, merged: MERGED } = book.words.reading;

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
  // What many files ask for is worked out once.
  /** @type {WeakMap<Requirement[], Map<string | null, Needs>>} */
  const worked = new WeakMap();
  /** @type {(rules: Requirement[], division: string | null) => Needs} */
  const needsOf = (rules, division) => {
    const before = worked.get(rules) ?? new Map();
    worked.set(rules, before);
    const found = before.get(division) ?? concerning(rules, division);
    before.set(division, found);
    return found;
  };
  /** @type {(rules: Requirement[], division: string | null) => Needs} */
  const concerning = (rules, division) => {
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
   * @typedef {{
   *   meanings: Map<string, Named>,
   *   units: Map<string, string | null>,
   *   head: (text: string) => Head | null,
   *   find: (text: string) => Named | null,
   *   near: (text: string) => string | null,
   * }} Known
   */

  /** @type {WeakMap<Needs, Known>} */
  const knownBy = new WeakMap();
  /** @type {(needs: Needs) => Known} */
  const knownOf = (needs) => {
    const found = knownBy.get(needs) ?? namesIn(needs);
    knownBy.set(needs, found);
    return found;
  };
  /** @type {(needs: Needs) => Known} */
  const namesIn = (needs) => {
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
      for (const one of [name, ...headers]) if (!meanings.has(key(one))) meanings.set(key(one), [name, null]);
    }
    const units = new Map([...meanings].map(([one, [, meaning]]) => [one, meaning?.unit ?? null]));
    // Which head it is, be it of the figure itself or of another (计划数).
    /** @type {(text: string) => Head | null} */
    const head = (text) => headIn(text, units) ?? headIn(unitBehind(text), units);
    return {
      meanings,
      units,
      head,
      find: (text) => {
        const found = head(text);
        return found && !found.other ? (meanings.get(found.key) ?? null) : null;
      },
      near: (text) =>
        nearest(key(text), [
          ...new Set([...meanings.values()].flatMap(([, one]) => (one ? [one.label] : []))),
        ]),
    };
  };

  // The keys of all headers of figures that are looked for, with their units.
  /** @type {(needs: Needs) => Map<string, string | null>} */
  const headersOf = (needs) => new Map([...knownOf(needs).units].filter(([, unit]) => unit !== null));

  const PER = /(每)(十万|百万|千万|[百千万亿])(人|常住|户籍|服务|居民|名)/u;
  const MAGNITUDES = Object.entries(book.words.magnitudes);
  /** @type {(text: string) => string} */
  const baseOf = (text) => PER.exec(plain(text))?.[2] ?? "";
  // The header that asks the same of another number of people, and by what its figures are multiplied.
  /** @type {(known: Known, text: string) => [string, number] | null} */
  const perHead = (known, text) => {
    const match = PER.exec(plain(text));
    if (!match) return null;
    for (const [wanted, own] of MAGNITUDES) {
      const asked = plain(text).replace(match[0], () => `${match[1]}${wanted}${match[3]}`);
      if (wanted !== match[2] && known.find(asked)?.[1])
        return [asked, own / book.words.magnitudes[match[2]]];
    }
    return null;
  };
  // The header that was probably meant, but for the number of people.
  /** @type {(known: Known, text: string) => string | null} */
  const nearPerHead = (known, text) => {
    if (!baseOf(text)) return null;
    const every = new RegExp(PER, "gu");
    const asked = MAGNITUDES.map(([wanted]) => plain(text).replace(every, `$1${wanted}$3`));
    return asked.map(known.near).find(Boolean) ?? null;
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

  // Whether the head of a figure goes on in the row below: 医药费用 above 计划 and 实际.
  /** @type {(sheet: Sheet, row: number, known: Known) => boolean} */
  const isSplit = (sheet, row, known) => {
    if (row + 1 >= sheet.rows.length) return false;
    const told = headsOf(sheet, row);
    let found = false;
    for (const [column, one] of sheet.rows[row + 1].entries()) {
      const head = told[column] ?? "";
      if (kit.figures.isBlank(one) || one.text === head) continue;
      const meant = known.head(told.slice(0, column + 1).findLast(Boolean) ?? "");
      const meaning = meant && known.meanings.get(meant.key)?.[1];
      if (!meaning || isFigure(one, meaning)) return false;
      const parted = headIn(qualified("x", one.text), new Map([["x", ""]]));
      const isAlone = isUnit(one.text.replace(/^[()]+|[()]+$/g, ""));
      // A word below one head may be a figure; below a head of two columns it tells which is which.
      found ||= !isAlone && (!head || isOther(one.text) || (parted !== null && !parted.other));
    }
    return found;
  };
  // Whether a cell below a head is a figure, and so no part of the head.
  /** @type {(one: Cell, meaning: Meaning) => boolean} */
  const isFigure = (one, { grades, unit }) => {
    if (one.number !== null || one.day !== null || one.flag) return true;
    try {
      if (grades.length) kit.figures.gradeOf(one, grades);
      else kit.figures.figure(one, unit);
      return true;
    } catch (error) {
      if (!(error instanceof kit.figures.FigureError)) throw error;
      return false;
    }
  };

  // The heads of a row with what stands above them, where that is part of what they say, or counts them.
  /** @type {(sheet: Sheet, row: number, known: Known) => string[]} */
  const composed = (sheet, row, known) => {
    let group = "";
    const isGroup = row > 0 && kit.cells.filled(sheet.rows[row - 1]) > 1; // one alone is a title
    return headsOf(sheet, row).map((text, column) => {
      const above = row ? sheet.cell(row - 1, column).text : "";
      group = above || group;
      const own = sheet.cell(row, column).text;
      if (!own || !group || own === above) return text;
      /** @type {(head: Head | null) => boolean} */
      const isNamed = (head) => head !== null && known.units.get(head.key) !== null;
      const meant = known.head(own);
      if (!meant && isNamed(known.head(group))) return qualified(group, own);
      if (!meant || !isNamed(meant)) return text;
      if (isOther(group)) return qualified(own, group);
      return isGroup ? countedIn(own, group, known.units.get(meant.key) ?? "") : text;
    });
  };

  /** @type {(column: Column) => column is FigureColumn} */
  const isOfFigures = (column) => column.meaning !== null;

  class Header {
    /** @param {number} row */
    constructor(row) {
      this.row = row;
      this.width = 0; // how many columns it has, with those that are not used
      this.fields = 0; // and of delimited text with blank ones behind
      /** @type {Column[]} */
      this.columns = [];
      /** @type {Problem[]} */
      this.problems = [];
      /** @type {string[]} */
      this.notes = [];
      /** @type {Map<string, FigureColumn[]>} Further columns of a figure, which may say something else. */
      this.again = new Map();
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

  const PASSED = book.words.passed_columns.map(key);
  const LOOSE = book.words.loose_periods.map(key);
  const MOMENT = new RegExp(`^(?:${book.words.reading.moment})$`, "u");
  // Heads that are those of a time only where no other of a row says the year or the part of one.
  /** @type {(heads: string[], known: Known) => string[]} */
  const besideTime = (heads, known) => {
    const others = heads.filter((text) => text && !LOOSE.includes(key(text))).map((text) => known.find(text));
    const isTimed = others.some((one) => one && one[1] === null && ["year", "period"].includes(one[0]));
    return isTimed ? LOOSE : [];
  };
  // Whether what stands below the head of a time is days or hours, and no period: when it was filled in.
  /** @type {(sheet: Sheet, row: number, index: number) => boolean} */
  const isMoment = (sheet, row, index) => {
    const texts = sheet.rows.slice(row + 1).map((cells) => cells[index]?.text ?? "");
    const found = texts.map((text) => MOMENT.exec(text));
    // A spreadsheet keeps a month as its first day.
    return (
      found.some((match) => match && match[1] === undefined) && !texts.some((text) => kit.period.read(text))
    );
  };
  // The first row that names the most columns; titles above it are passed. null when no row names any.
  /** @type {(sheet: Sheet, needs: Needs) => Header | null} */
  const findHeader = (sheet, needs) => {
    const known = knownOf(needs);
    let best = null,
      most = 0;
    const [first, end] = topOf(sheet);
    for (let row = first; row < end; row += 1) {
      const found = headsOf(sheet, row)
        .filter(Boolean)
        .map((text) => known.find(text));
      const named = found.filter(Boolean).length;
      if (named > most && (named >= ENOUGH || found.length <= ENOUGH)) [best, most] = [row, named];
    }
    if (best === null) return null;
    const header = headerOf(sheet, best + Number(isSplit(sheet, best, known)), known);
    numbersBelow(sheet, header);
    unitsBelow(sheet, header);
    numbersBelow(sheet, header);
    unitLines(sheet, header);
    return header;
  };

  /** @type {(sheet: Sheet, row: number, known: Known) => Header} */
  const headerOf = (sheet, row, known) => {
    const header = new Header(row),
      seen = new Map();
    header.width = kit.cells.filled(sheet.rows[row]);
    header.fields = sheet.rows[row].length;
    const heads = composed(sheet, row, known);
    const passed = new Set([...PASSED, ...besideTime(heads, known)]);
    let beside = "";
    heads.forEach((text, index) => {
      if (!text) return;
      if (passed.has(key(text))) {
        header.passed.set(index, note("beside_column", { name: text }));
        return;
      }
      if (LOOSE.includes(key(text)) && isMoment(sheet, row, index)) {
        header.passed.set(index, note("moments", { name: text }));
        header.notes.push(`${sheet.place(row, index)}：${note("moments", { name: text })}`);
        return;
      }
      const other = known.find(text) ? null : perHead(known, text);
      const found = known.find(other ? other[0] : text);
      if (other) {
        const told = note("per_head", { name: text, label: other[0] });
        header.notes.push(`${sheet.place(row, index)}：${told}`);
      }
      if (!found) {
        unknown(sheet, header, index, text, known);
        return;
      }
      const [name, meaning] = found,
        place = `${meaning === null} ${name}`;
      // 乡镇 and 村 may stand beside each other
      if (seen.has(place) && name !== "below") {
        const first = seen.get(place);
        const told = { name: text, first: sheet.place(row, first) };
        header.refuse(sheet.problem("PK310", row, index, told), index);
        if (meaning !== null) {
          const unit = unitOf(text, meaning.unit);
          const factor = (unitFactor(unit, meaning.unit) ?? 1) * (other ? other[1] : 1);
          const again = { index, name, header: text, meaning, factor, unit, period: null };
          header.again.set(name, [...(header.again.get(name) ?? []), again]);
        } else if (differ(sheet, row, first, index)) beside = text;
        return;
      }
      if (beside && meaning !== null) {
        const told = note("beside_table", { name: text, key: beside });
        header.passed.set(index, told);
        header.notes.push(`${sheet.place(row, index)}：${told}`);
        return;
      }
      seen.set(place, index);
      const factor = factorOf(sheet, header, index, text, meaning);
      if (factor === null) return;
      const unit = meaning === null ? "" : unitOf(text, meaning.unit);
      const times = factor * (other ? other[1] : 1);
      const period = known.head(text)?.period ?? null;
      header.columns.push({ index, name, header: text, meaning, factor: times, unit, period });
    });
    // The last may stand in the row above, where the heads are of two rows.
    const ends = [...seen.values(), ...header.passed.keys()].map((at) => at + 1);
    header.width = Math.max(header.width, ...ends);
    return header;
  };

  // Whether what stands below two heads is not the same: the second begins a table beside the first.
  /** @type {(sheet: Sheet, row: number, one: number, other: number) => boolean} */
  const differ = (sheet, row, one, other) =>
    sheet.rows.slice(row + 1).some((_, down) => {
      const at = row + 1 + down;
      const told = sheet.cell(at, other).text;
      return told !== "" && told !== sheet.cell(at, one).text;
    });

  /** @type {(sheet: Sheet, header: Header, index: number, text: string, known: Known) => void} */
  const unknown = (sheet, header, index, text, known) => {
    if (!sheet.cell(header.row, index).text) return; // a title above, or a group of columns
    const head = known.head(text);
    const meaning = head && known.meanings.get(head.key)?.[1];
    if (head && meaning) {
      const told = note("qualified_column", { name: text, written: head.other, label: meaning.label });
      header.passed.set(index, told);
      header.notes.push(`${sheet.place(header.row, index)}：${told}`);
      return;
    }
    const near = known.near(text) ?? nearPerHead(known, text);
    if (near === null) {
      header.passed.set(index, note("passed_column", { name: text }));
      header.notes.push(`${sheet.place(header.row, index)}：${note("passed_column", { name: text })}`);
    } else {
      const code = baseOf(text) === baseOf(near) ? "PK309" : "PK341";
      header.refuse(sheet.problem(code, header.row, index, { name: text, near }), index);
    }
  };

  return {
    Header,
    headersOf,
    needsOf,
    wantedOf,
    variablesOf,
    variable,
    indicator,
    findHeader,
    knownOf,
  };
})();
