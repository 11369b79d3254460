// Figures × requirements → verdicts. An indicator's value is a tree, its expression as Python exports it.
(() => {
  "use strict";

  const kit = window.policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, dayOfIso } = kit.numbers;
  const { compare } = kit.words;
  const { RANKS, within, nameOf } = kit.divisions;

  const { epsilon: EPSILON, decimals: DECIMALS } = book.margins;
  const WORDS = book.judging;

  // --- values ------------------------------------------------------------------------------------------

  const SIGNS = {
    "+": (one, other) => one + other,
    "-": (one, other) => one - other,
    "*": (one, other) => one * other,
    "/": (one, other) => one / other,
    "%": (one, other) => one % other,
    abs: Math.abs,
    "<": (one, other) => Number(one < other),
    "<=": (one, other) => Number(one <= other),
    ">=": (one, other) => Number(one >= other),
    "==": (one, other) => Number(one === other),
    and: (one, other) => Number(isTrue(one) && isTrue(other)),
    or: (one, other) => Number(isTrue(one) || isTrue(other)),
    not: (one) => Number(!isTrue(one)),
  };

  const isTrue = (number) => number !== 0;

  // The value of a tree: a number, the name of a variable, or an operation before its operands.
  const compute = (tree, figures) => {
    if (typeof tree === "number") return tree;
    if (typeof tree === "string") return figures.get(tree) ?? NaN;
    const [sign, ...operands] = tree;
    return SIGNS[sign](...operands.map((one) => compute(one, figures)));
  };

  // An indicator's value by a row; what is not finite (a zero denominator) is null, except 未完成.
  const valueOf = (name, { figures }) => {
    const { value: tree, date } = book.indicators[name];
    const value = compute(tree, figures);
    if (date ? !Number.isNaN(value) : Number.isFinite(value)) return value;
    return Object.hasOwn(variablesInUse, name) ? null : (figures.get(name) ?? null);
  };
  let variablesInUse = {}; // a column of such a name holds the variable, not the indicator

  // --- verdicts ----------------------------------------------------------------------------------------

  const appliesTo = (rule, division) => !rule.binds.length || rule.binds.some((code) => within(division, code));

  const binds = (rule, row) =>
    row.entity === rule.entity && appliesTo(rule, row.division) &&
    (!rule.population || RANKS.includes(rule.entity) ||
      `；${row.population}；`.includes(`；${rule.population}；`) || row.unit.endsWith(rule.population));

  const distance = (one, other) => Math.abs(one - other);
  const goalOf = (target, other) => (target.compares ? other + target.change : target.value);

  // How much better than the target a value is; negative when it falls short.
  const marginOf = (target, value, other) => {
    const { way, value: low, value2: high } = target;
    if (way === "between") return (high - low) / 2 - distance(value, (high + low) / 2);
    const against = goalOf(target, other);
    if (way === "==" || way === "approx") return target.tolerance - distance(value, against);
    return way === "<=" || way === "<" ? against - value : value - against;
  };
  const isReached = ({ way }, margin) => (way === ">" || way === "<" ? margin > EPSILON : margin >= -EPSILON);

  // What holds of a requirement and a row, by the names of the decision table.
  const holds = {
    not_bound: () => false, // rows that are not bound are left out before
    unread: () => false, // a file with a cell that cannot be read is refused as a whole
    unknown: ({ value, other, compares }) => value === null || (compares && other === null),
    open: ({ rule }) => !rule.target.decidable,
    reached: ({ rule, margin }) => isReached(rule.target, margin),
    condition: ({ rule }) => rule.condition,
    before_due: ({ rule, asOf }) => rule.due !== null && asOf <= dayOfIso(rule.due),
    outdated: ({ rule, row }) => rule.due !== null && row.year !== null && row.year < yearOf(rule.due),
    otherwise: () => true,
  };
  const yearOf = (day) => Number(day.slice(0, 4));

  // One requirement by one row of figures: the first line of the table that holds.
  const judge = (rule, row, values, asOf) => {
    const { target } = rule;
    const value = values(row, rule.indicator);
    const compares = rule.reference !== null || target.compares;
    const other = !compares ? null : rule.reference !== null ? values(row, rule.reference) : values.before(row, rule.indicator);
    const isKnown = value !== null && (!compares || other !== null);
    const exact = isKnown && target.decidable ? marginOf(target, value, other) : null;
    const facts = { rule, row, value, other, compares, asOf, margin: exact };
    const { when, verdict: state, reason = "" } = WORDS.decision.find((line) => holds[line.when](facts));
    const missing = when === "unknown" ? missingOf(facts) : [];
    const goal = compares ? (isKnown ? other + target.change : null) : target.value;
    const margin = exact !== null && Number.isFinite(exact) ? round(exact, DECIMALS) : null;
    const filled = rule.due === null ? {} : { year: row.year, due: yearOf(rule.due) };
    return { rule, row, value, target: goal, margin, missing, state, reason: missing.length ? "" : kit.words.fill(reason, filled) };
  };

  // Labels of what was not reported and is needed.
  const missingOf = ({ rule, row, value, other, compares }) => {
    const gaps = (name) => book.indicators[name].variables.filter((one) => !row.figures.has(one)).map((one) => book.variables[one].label);
    const labels = value === null ? gaps(rule.indicator) : [];
    if (rule.reference !== null) labels.push(...(other === null ? gaps(rule.reference) : []));
    else if (compares && other === null && value !== null) {
      labels.push(kit.words.fill(WORDS.missing.year_before, { name: book.indicators[rule.indicator].label }));
    }
    return [...new Set(labels)];
  };

  // --- all rows by all requirements -----------------------------------------------------------------------

  const shownUnit = ({ unit, division }) => (unit === division ? nameOf(division) : unit);
  const unitOf = ({ unit, division, entity }) => JSON.stringify([unit, division, entity]);

  // Values of a row, each computed once, and those of the same unit in the year before.
  const valuesOf = (rows) => {
    const held = new Map(rows.map((row) => [row, new Map()]));
    const values = (row, name) => {
      const own = held.get(row);
      if (!own.has(name)) own.set(name, valueOf(name, row));
      return own.get(name);
    };
    const years = new Map();
    for (const row of rows) {
      const key = `${unitOf(row)} ${row.year}`;
      years.set(key, [...(years.get(key) ?? []), row]);
    }
    values.before = (row, name) => {
      const past = row.year === null ? [] : (years.get(`${unitOf(row)} ${row.year - 1}`) ?? []);
      return past.length === 1 ? values(past[0], name) : null; // two reports of one year say nothing
    };
    return values;
  };

  // The newest year of each unit for which anything is reported, else its newest at all.
  const newestOf = (rows, isReported) => {
    const reported = new Set(rows.filter(isReported).map(unitOf)), newest = new Map();
    for (const row of rows) {
      const unit = unitOf(row);
      if (reported.has(unit) && !isReported(row)) continue;
      const years = [newest.get(unit) ?? null, row.year].filter((year) => year !== null);
      newest.set(unit, years.length ? Math.max(...years) : null);
    }
    return newest;
  };

  // Every unit's newest figures judged by every requirement that concerns it, in the order of the requirements.
  const results = (rows, rules, asOf) => {
    const indicators = [...new Set(rules.flatMap((rule) => [rule.indicator, rule.reference]).filter(Boolean))];
    const variables = [...new Set(indicators.flatMap((name) => book.indicators[name].variables))];
    variablesInUse = Object.fromEntries(variables.map((name) => [name, true]));
    const values = valuesOf(rows);
    const isReported = (row) => variables.some((name) => row.figures.has(name)) || indicators.some((name) => values(row, name) !== null);
    const newest = newestOf(rows, isReported);
    const ordered = [...rows].sort((one, other) =>
      compare(one.division, other.division) || compare(shownUnit(one), shownUnit(other)) || (one.year ?? 0) - (other.year ?? 0));
    const judged = ordered.filter((row) => newest.get(unitOf(row)) === row.year);
    return rules.flatMap((rule) =>
      judged.filter((row) => binds(rule, row)).map((row) => judge(rule, row, values, asOf)).filter((one) => one.state !== "not_applicable"));
  };

  // The requirements that bind a division of these rows and were judged on none: their unit was not reported.
  const unreported = (rows, rules, found) => {
    const judged = new Set(found.map((one) => one.rule.id)), bound = new Set();
    for (const division of new Set(rows.map((row) => row.division))) {
      for (const rule of kit.header.needsOf(rules, division).rules) if (appliesTo(rule, division)) bound.add(rule.id);
    }
    return rules.filter((rule) => bound.has(rule.id) && !judged.has(rule.id));
  };

  kit.rules = { compute, results, unreported, appliesTo, shownUnit };
})();
