// Whether figures are possible: ranges, whole numbers, parts within their wholes; all problems at once.
// The rules are those of the rule book: a code and what must hold, asked where all that it names is known.
(() => {
  "use strict";

  const kit = window.policykitSelfcheck;
  const book = window.policykitRulebook;
  const { general } = kit.numbers;
  const { problem, fill } = kit.words;
  const { RANKS } = kit.divisions;

  const WHOLE = 100;
  const RULES = book.words.validation;

  const validate = (rows, needs) => {
    const problems = [];
    for (const [entity, variables] of needs.variables) {
      const chosen = rows.filter((row) => row.entity === entity);
      if (chosen.length) for (const one of ofEntity(chosen, entity, variables, needs)) problems.push(one);
    }
    return [...problems, ...repeated(rows)];
  };

  // Row by row, in each what its columns say alone and then what shares say of their parts; one of a kind a cell.
  const ofEntity = (rows, entity, variables, needs) => {
    const found = new Map();
    const collect = (one) => {
      const place = `${one.code} ${one.place}`;
      if (!found.has(place)) found.set(place, one);
    };
    const own = needs.indicators.filter((name) => book.indicators[name].entities.includes(entity));
    const shares = needs.indicators.filter(
      (name) => book.indicators[name].part && book.indicators[name].variables.every((one) => variables.includes(one)),
    );
    for (const row of rows) {
      for (const name of new Set([...own, ...variables])) {
        const isVariable = variables.includes(name);
        const bounds = isVariable ? boundsOf(book.variables[name]) : {};
        const kind = isVariable ? "figure" : book.indicators[name].part ? "share" : "";
        const facts = { x: row.figures.get(name), ...bounds };
        for (const code of broken(kind, facts)) collect(ofValue(code, row, name, variables));
      }
      for (const name of shares) {
        const [part, whole] = book.indicators[name].variables;
        const facts = { part: row.figures.get(part), whole: row.figures.get(whole) };
        if (name !== part && name !== whole) facts.x = row.figures.get(name);
        for (const code of broken("parts", facts)) collect(ofShare(code, row, name));
      }
    }
    return [...found.values()];
  };

  // The codes of the rules of a kind that do not hold.
  const broken = (kind, facts) => {
    const known = new Map(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));
    const { compute } = kit.rules;
    const isAsked = (tree) => (Array.isArray(tree) ? tree.slice(1).every(isAsked) : typeof tree !== "string" || known.has(tree));
    return (RULES[kind] ?? []).filter(([, tree]) => isAsked(tree) && !compute(tree, known)).map(([code]) => code);
  };

  // What a figure is held against; nothing for a date and a grade.
  const boundsOf = ({ minimum, maximum, date, grades, whole }) =>
    date || grades.length ? {} : { low: minimum, high: maximum, counted: Number(whole) };

  const ofValue = (code, row, name, variables) => {
    const own = variables.includes(name) ? book.variables[name] : null;
    const [low, high] = own ? [own.minimum, own.maximum] : [0, WHOLE];
    const allowed = [low, high].map((bound) => (bound === null ? "" : general(bound, 6))).join("—");
    const { label } = own ?? book.indicators[name];
    return problem(code, { name: label, value: general(row.figures.get(name), 12), allowed }, row.places.get(name));
  };

  const ofShare = (code, row, name) => {
    const { label, unit, variables: [part, whole] } = book.indicators[name];
    const [one, other] = [row.figures.get(part), row.figures.get(whole)];
    const values = {
      part: book.variables[part].label, whole: book.variables[whole].label,
      value: general(one, 12), most: general(other, 12), name: label,
    };
    if (code === "PK319") return problem(code, values, row.places.get(part));
    const reported = `${general(row.figures.get(name), 6)}${unit}`;
    const computed = `${general((one / other) * WHOLE, 6)}${unit}`;
    return problem(code, { ...values, reported, computed }, row.places.get(name));
  };

  const repeated = (rows) => {
    const seen = new Map(), problems = [];
    for (const row of rows) {
      const key = JSON.stringify([row.entity, row.division, RANKS.includes(row.entity) ? "" : row.unit, row.year]);
      if (!seen.has(key)) seen.set(key, row);
      else {
        const year = row.year === null ? "" : fill(book.words.year_in_brackets, { year: row.year });
        problems.push(problem("PK322", { unit: row.unit + year, first: seen.get(key).place }, row.place));
      }
    }
    return problems;
  };

  kit.validate = validate;
})();
