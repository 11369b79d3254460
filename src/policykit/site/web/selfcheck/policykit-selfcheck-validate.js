// Whether figures are possible: ranges, whole numbers, parts within their wholes; all problems at once.
(() => {
  "use strict";

  const kit = window.policykitSelfcheck;
  const book = window.policykitRulebook;
  const { general } = kit.numbers;
  const { problem } = kit.words;
  const { RANKS } = kit.divisions;

  const WHOLE = 100, SMALL = 1e-6, CLOSE = 0.01;

  const validate = (rows, needs) => {
    const problems = [];
    for (const [entity, variables] of needs.variables) {
      const chosen = rows.filter((row) => row.entity === entity);
      if (chosen.length) for (const one of ofEntity(chosen, entity, variables, needs)) problems.push(one);
    }
    return [...problems, ...repeated(rows)];
  };

  const ofEntity = (rows, entity, variables, needs) => {
    const found = new Map();
    const collect = (one) => {
      const place = `${one.code} ${one.place}`;
      if (!found.has(place)) found.set(place, one);
    };
    const own = needs.indicators.filter((name) => book.indicators[name].entities.includes(entity));
    const columns = [...new Set([...own, ...variables])].map((name) => [
      name, variables.includes(name) ? checksOf(book.variables[name]) : checksOfShare(book.indicators[name]),
    ]);
    const shares = needs.indicators.filter((name) =>
      book.indicators[name].part && book.indicators[name].variables.every((one) => variables.includes(one)));
    for (const row of rows) {
      for (const [name, checks] of columns) {
        for (const [code, holds] of checks) {
          if (row.figures.has(name) && !holds(row.figures.get(name))) collect(ofValue(code, row, name, variables));
        }
      }
      for (const name of shares) {
        const [part, whole] = book.indicators[name].variables;
        if (row.figures.get(part) > row.figures.get(whole)) collect(ofShare("PK319", row, name));
        if (name !== part && name !== whole && disagrees(row.figures, name, part, whole)) collect(ofShare("PK326", row, name));
      }
    }
    return [...found.values()];
  };

  const checksOf = ({ minimum, maximum, date, grades, whole }) => {
    if (date || grades.length) return [];
    const least = minimum ?? -Infinity, most = maximum ?? Infinity;
    const checks = [];
    if (minimum !== null && minimum >= 0) checks.push(["PK316", (value) => value >= 0]);
    if (minimum !== null || maximum !== null) {
      checks.push(["PK317", (value) => (value >= least && value <= most) || (value < 0 && least >= 0)]);
    }
    if (whole) checks.push(["PK318", (value) => value % 1 === 0]);
    return checks;
  };
  const checksOfShare = (indicator) => (indicator.part ? [["PK317", (value) => value >= 0 && value <= WHOLE]] : []);

  const disagrees = (figures, name, part, whole) => {
    if (!figures.has(name) || figures.get(whole) === 0) return false;
    const computed = (figures.get(part) / figures.get(whole)) * WHOLE;
    return Math.abs(figures.get(name) - computed) > CLOSE + SMALL;
  };

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
        const year = row.year === null ? "" : `（${row.year}年）`;
        problems.push(problem("PK322", { unit: row.unit + year, first: seen.get(key).place }, row.place));
      }
    }
    return problems;
  };

  kit.validate = validate;
})();
