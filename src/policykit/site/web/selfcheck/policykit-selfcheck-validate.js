// Whether figures are possible: ranges, whole numbers, parts within their wholes; all problems at once.
// The rules are those of the rule book: a code and what must hold, asked where all that it names is known.
policykitSelfcheck.validate = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { general } = kit.numbers;
  const { problem, fill, note } = kit.words;
  const { RANKS, nameOf } = kit.divisions;

  const WHOLE = 100;
  const BLANKS = new RegExp(kit.words.SPACE, "gu");
  const RULES = book.words.validation;
  const { pace } = kit;

  /** @type {(rows: Row[], needs: Needs) => Promise<Problem[]>} */
  const problemsOf = async (rows, needs) => {
    /** @type {Problem[]} */
    const problems = [];
    for (const [entity, variables] of needs.variables) {
      const chosen = rows.filter((row) => row.entity === entity);
      if (chosen.length) problems.push(...(await ofEntity(chosen, entity, variables, needs)));
    }
    return problems;
  };

  // Row by row, in each what its columns say alone and then what shares say of their parts; one of a kind
  // a cell.
  /** @type {(rows: Row[], entity: string, variables: string[], needs: Needs) => Promise<Problem[]>} */
  const ofEntity = async (rows, entity, variables, needs) => {
    /** @type {Map<string, Problem>} */
    const found = new Map();
    /** @type {(problem: Problem) => void} */
    const collect = (broken) => {
      const place = `${broken.code} ${broken.place}`;
      if (!found.has(place)) found.set(place, broken);
    };
    const own = needs.indicators.filter((name) => book.indicators[name].entities.includes(entity));
    const shares = needs.indicators.filter(
      (name) =>
        book.indicators[name].part &&
        book.indicators[name].variables.every((part) => variables.includes(part)),
    );
    for (const [number, row] of rows.entries()) {
      if (pace.due()) await pace.rest("validating", number, rows.length);
      /** @type {[Problem, string[]][]} */
      const stopped = [];
      for (const name of new Set([...own, ...variables])) {
        const isVariable = variables.includes(name);
        const bounds = isVariable ? boundsOf(book.variables[name]) : {};
        const kind = isVariable ? "figure" : book.indicators[name].part ? "share" : "";
        const facts = { x: row.figures.get(name), ...bounds };
        for (const code of brokenRules(kind, facts))
          stopped.push([ofValue(code, row, name, variables), [name]]);
      }
      for (const name of shares) {
        const [part, whole] = book.indicators[name].variables;
        const x = name === part || name === whole ? undefined : row.figures.get(name);
        const facts = { part: row.figures.get(part), whole: row.figures.get(whole), x };
        const names = [part, whole, ...(row.figures.has(name) ? [name] : [])];
        for (const code of brokenRules("parts", facts)) stopped.push([ofShare(code, row, name), names]);
      }
      for (const [broken, names] of stopped) {
        collect(broken);
        stop(
          row,
          broken,
          names.filter((name) => !row.unread.has(name)),
        );
      }
    }
    return [...found.values()];
  };

  // The codes of the rules of a kind that do not hold.
  /** @type {(kind: string, facts: Record<string, number | null | undefined>) => string[]} */
  const brokenRules = (kind, facts) => {
    /** @type {Map<string, number>} */
    const known = new Map();
    for (const [name, value] of Object.entries(facts)) {
      if (value !== undefined && value !== null) known.set(name, value);
    }
    const { compute } = kit.expressions;
    /** @type {(tree: Tree) => boolean} */
    const isAsked = (tree) => {
      if (typeof tree === "number") return true;
      if (typeof tree === "string") return known.has(tree);
      const [, ...operands] = tree;
      return operands.every(isAsked);
    };
    return (RULES[kind] ?? [])
      .filter(([, tree]) => isAsked(tree) && !compute(tree, known))
      .map(([code]) => code);
  };

  // What a figure is held against; nothing for a date and a grade.
  /** @type {(variable: RulebookVariable) => Record<string, number | null>} */
  const boundsOf = ({ minimum, maximum, date, grades, whole }) =>
    date || grades.length ? {} : { low: minimum, high: maximum, counted: Number(whole) };

  /** @type {(code: string, row: Row, name: string, variables: string[]) => Problem} */
  const ofValue = (code, row, name, variables) => {
    const own = variables.includes(name) ? book.variables[name] : null;
    const [low, high] = own ? [own.minimum, own.maximum] : [0, WHOLE];
    const allowed = [low, high].map((bound) => (bound === null ? "" : general(bound, 6))).join("—");
    const { label } = own ?? book.indicators[name];
    return problem(
      code,
      { name: label, value: general(row.figures.get(name) ?? NaN, 12), allowed },
      row.places.get(name),
    );
  };

  /** @type {(code: string, row: Row, name: string) => Problem} */
  const ofShare = (code, row, name) => {
    const {
      label,
      unit,
      variables: [part, whole],
    } = book.indicators[name];
    const [figure, most] = [part, whole].map((variable) => row.figures.get(variable) ?? NaN);
    const values = {
      part: book.variables[part].label,
      whole: book.variables[whole].label,
      value: general(figure, 12),
      most: general(most, 12),
      name: label,
    };
    if (code === "PK319") return problem(code, values, row.places.get(part));
    const reported = `${general(row.figures.get(name) ?? NaN, 6)}${unit}`;
    const computed = `${general((figure / most) * WHOLE, 6)}${unit}`;
    return problem(code, { ...values, reported, computed }, row.places.get(name));
  };

  // Takes back what is reported under these names: it is not to be trusted.
  /** @type {(row: Row, broken: Problem | undefined, names: string[]) => void} */
  const stop = (row, broken, names) => {
    for (const name of names) {
      row.figures.delete(name);
      row.unread.set(name, `${broken?.code} ${broken?.message}`);
    }
  };
  // A row that is not used, and why.
  /** @type {(row: Row, broken: Problem | undefined) => Passed} */
  const leftOut = ({ place, places }, broken) => ({
    place,
    reason: `${broken?.code} ${broken?.message}`,
    rows: 1,
    cells: places.size,
    noted: false,
  });

  // --- several rows of one unit ----------------------------------------------------------------------------

  // What is reported of a unit and year in several rows is put together, or stopped where they differ; of a
  // division under two names the rows under the name that is not its own are left out.
  /** @type {(rows: Row[]) => { rows: Row[], problems: Problem[], passed: Passed[] }} */
  const joined = (rows) => {
    /** @type {Map<string, Row>} */
    const kept = new Map();
    /** @type {Map<string, Row>} */
    const names = new Map();
    /** @type {Problem[]} */
    const problems = [];
    /** @type {Passed[]} */
    const passed = [];
    /** @type {(row: Row) => boolean} */
    const isOwn = ({ unit, division }) => unit === nameOf(division);
    for (const row of [...rows.filter(isOwn), ...rows.filter((one) => !isOwn(one))]) {
      const whose = `${row.entity} ${row.division}`;
      if (RANKS.includes(row.entity) && !names.has(whose)) names.set(whose, row);
    }
    rows.forEach((row, number) => {
      const named = names.get(`${row.entity} ${row.division}`) ?? row;
      if (named.unit !== row.unit) {
        const values = { code: row.division, first: named.unit, unit: row.unit, place: named.place };
        problems.push(problem("PK336", values, row.place));
        passed.push(leftOut(row, problems.at(-1)));
        return;
      }
      const unit = RANKS.includes(row.entity) ? "" : row.unit.replace(BLANKS, ""); // 甲 医院 is 甲医院
      const whose = JSON.stringify([row.period, row.entity, row.division, unit, row.year]);
      const same = row.unread.has("") ? String(number) : whose;
      const first = kept.get(same);
      if (!first) kept.set(same, row);
      else passed.push(put(first, row, problems));
    });
    return { rows: [...kept.values()], problems, passed };
  };

  // Puts a row to the first of its unit and year.
  /** @type {(first: Row, row: Row, problems: Problem[]) => Passed} */
  const put = (first, row, problems) => {
    const names = [...row.places.keys()],
      both = names.filter((name) => first.places.has(name));
    const year = row.year === null ? "" : fill(book.words.year_in_brackets, { year: row.year });
    const broken = problem("PK322", { unit: row.unit + year, first: first.place }, row.place);
    stop(
      first,
      broken,
      both.filter((name) => first.figures.get(name) !== row.figures.get(name)),
    );
    for (const name of names.filter((one) => !both.includes(one))) {
      for (const part of /** @type {const} */ (["figures", "places", "unread"])) {
        const given = row[part].get(name);
        if (given !== undefined) /** @type {Map<string, unknown>} */ (first[part]).set(name, given);
      }
    }
    first.blanks = new Map([...row.blanks, ...first.blanks]);
    for (const name of first.places.keys()) first.blanks.delete(name);
    if (both.length) problems.push(broken);
    const reason = note(both.length ? "repeated_row" : "joined_row");
    return { place: row.place, reason, rows: 1, cells: both.length, noted: false };
  };

  // --- one line for one cause ------------------------------------------------------------------------------

  /** @type {(place: string) => string} */
  const sheetOf = (place) => place.slice(0, Math.max(0, place.lastIndexOf(place.includes("!") ? "!" : " ")));
  /** @type {(place: string, count: number) => string} */
  const places = (place, count) => (count === 1 ? place : fill(book.words.several, { place, count }));

  // What is said of many cells of a sheet, and of all units that stand twice in it, in one line.
  /** @type {(problems: Problem[]) => Problem[]} */
  const gathered = (problems) => {
    const groups = Map.groupBy(problems, ({ code, message, place }) =>
      JSON.stringify([code, code === "PK322" ? "" : message, sheetOf(place)]),
    );
    return [...groups.values()].map((group) => {
      const [first] = group;
      return { ...first, place: places(first.place, group.length) };
    });
  };
  // What is passed over for one reason in a sheet, in one entry.
  class Gathered {
    constructor() {
      /** @type {Map<string, { first: Passed, count: number, rows: number, cells: number }>} */
      this.groups = new Map();
    }
    /** @param {Passed} one */
    add(one) {
      const key = `${one.noted} ${sheetOf(one.place)}\n${one.reason}`;
      const group = this.groups.get(key) ?? { first: one, count: 0, rows: 0, cells: 0 };
      this.groups.set(key, group);
      group.count += 1;
      group.rows += one.rows;
      group.cells += one.cells;
    }
    /** @returns {Passed[]} */
    get passed() {
      return [...this.groups.values()].map(({ first, count, rows, cells }) => ({
        ...first,
        place: places(first.place, count),
        rows,
        cells,
      }));
    }
  }
  /** @type {(passed: Passed[]) => Passed[]} */
  const gatheredRows = (passed) => {
    const gathering = new Gathered();
    for (const one of passed) gathering.add(one);
    return gathering.passed;
  };

  return { problemsOf, joined, stop, leftOut, gathered, gatheredRows, Gathered };
})();
