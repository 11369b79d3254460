// Whether figures are possible: ranges, whole numbers, parts within their wholes; all problems at once.
// The rules are those of the rule book: a code and what must hold, asked where all that it names is known.
policykitSelfcheck.validate = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { general } = kit.numbers;
  const { problem, fill } = kit.words;
  const { RANKS } = kit.divisions;

  const WHOLE = 100;
  const RULES = book.words.validation;

  /** @type {(rows: Row[], needs: Needs) => Problem[]} */
  const problemsOf = (rows, needs) => {
    /** @type {Problem[]} */
    const problems = [];
    for (const [entity, variables] of needs.variables) {
      const chosen = rows.filter((row) => row.entity === entity);
      if (chosen.length) problems.push(...ofEntity(chosen, entity, variables, needs));
    }
    return [...problems, ...repeated(rows)];
  };

  // Row by row, in each what its columns say alone and then what shares say of their parts; one of a kind
  // a cell.
  /** @type {(rows: Row[], entity: string, variables: string[], needs: Needs) => Problem[]} */
  const ofEntity = (rows, entity, variables, needs) => {
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
    for (const row of rows) {
      for (const name of new Set([...own, ...variables])) {
        const isVariable = variables.includes(name);
        const bounds = isVariable ? boundsOf(book.variables[name]) : {};
        const kind = isVariable ? "figure" : book.indicators[name].part ? "share" : "";
        const facts = { x: row.figures.get(name), ...bounds };
        for (const code of brokenRules(kind, facts)) collect(ofValue(code, row, name, variables));
      }
      for (const name of shares) {
        const [part, whole] = book.indicators[name].variables;
        const x = name === part || name === whole ? undefined : row.figures.get(name);
        const facts = { part: row.figures.get(part), whole: row.figures.get(whole), x };
        for (const code of brokenRules("parts", facts)) collect(ofShare(code, row, name));
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
    const { compute } = kit.rules;
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

  /** @type {(rows: Row[]) => Problem[]} */
  const repeated = (rows) => {
    /** @type {Map<string, Row>} */
    const seen = new Map();
    const problems = [];
    for (const row of rows) {
      const key = JSON.stringify([
        row.entity,
        row.division,
        RANKS.includes(row.entity) ? "" : row.unit,
        row.year,
      ]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, row);
      else {
        const year = row.year === null ? "" : fill(book.words.year_in_brackets, { year: row.year });
        problems.push(problem("PK322", { unit: row.unit + year, first: first.place }, row.place));
      }
    }
    return problems;
  };

  return { problemsOf };
})();
