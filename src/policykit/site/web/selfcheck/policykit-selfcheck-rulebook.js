// The rulebook as the site holds it (policykit.site.packing) → as policykit.figures.rulebook gives it.
window.policykitRulebook = ((packed) => {
  "use strict";

  /** @type {(column: PackedColumn, rows: number) => unknown[]} */
  const valuesOf = (column, rows) => {
    if ("all" in column) return column.all;
    if ("of" in column) return column.which.map((at) => column.of[at]);
    const values = new Array(rows).fill(column.usual);
    let row = 0;
    column.steps.forEach((step, number) => {
      row += step;
      values[row] = column.others[number];
    });
    return values;
  };
  /** @type {(table: PackedTable) => any[]} */
  const rowsOf = ({ rows, columns }) => {
    const named = Object.entries(columns).map(([name, column]) => ({ name, values: valuesOf(column, rows) }));
    return Array.from({ length: rows }, (_, at) =>
      Object.fromEntries(named.map(({ name, values }) => [name, values[at]])),
    );
  };
  /** @type {(text: string, values: Values) => string} */
  const filled = (text, values) =>
    text.replace(/\{([a-z_]+)\}/g, (whole, name) => String(values[name] ?? whole));

  /** @type {(tree: Tree) => string[]} */
  const namesIn = (tree) =>
    typeof tree === "string" ? [tree] : typeof tree === "number" ? [] : tree.slice(1).flatMap(namesIn);

  const variables = Object.fromEntries(rowsOf(packed.variables).map(({ name, ...one }) => [name, one]));
  const indicators = Object.fromEntries(
    rowsOf(packed.indicators).map(({ name, ...given }) => {
      const value = given.value ?? name;
      const used = [...new Set(namesIn(value))];
      // What an indicator does not say for itself is as the variable of its name has it.
      const one = Object.fromEntries(
        Object.entries(given).map(([key, own]) => [key, own ?? variables[name]?.[key] ?? null]),
      );
      const names = [one.label, ...(given.names ?? variables[name].aliases)];
      const entities = given.entities ?? [...new Set(used.map((each) => variables[each].entity))];
      return [name, { ...one, value, names, entities, variables: used, parts: given.parts ? used : [] }];
    }),
  );

  const clauses = new Map(rowsOf(packed.clauses).map((one) => [one.clause, one]));
  const order = Object.keys(indicators);
  const { day, around, header } = packed.wording;
  const requirements = rowsOf(packed.requirements).map((given) => {
    const { own, link, condition_told: condition, ...rule } = given;
    const indicator = order[rule.indicator];
    const { label, names } = indicators[indicator];
    const [year, month, date] = (rule.begins ?? "").split("-").map(Number);
    const at = clauses.get(rule.clause);
    return {
      ...rule,
      id: `${rule.clause}/${own}`,
      indicator,
      plain: filled(rule.plain, { name: label, asked: rule.asked }),
      words: {
        start: rule.begins ? filled(day, { year, month, day: date }) : "",
        word: names.find((/** @type {string} */ name) => rule.quote.includes(name)) ?? rule.quote,
        condition,
        softly: rule.softly || around,
      },
      ...(at ? { links: { check: link ?? at.check + own, clause: at.uri, place: at.place } } : {}),
    };
  });

  /** @type {(text: string) => string[]} */
  const listed = (text) => text.split(";").filter(Boolean);
  const divisions = Object.fromEntries(
    listed(packed.divisions).flatMap((group) => {
      const [start, ...rest] = group.split(/[:,]/);
      return rest.map((text) => {
        const [name, ...others] = text.slice(2).split("/");
        const whole = name.replace(/\*$/, "");
        return [start + text.slice(0, 2), name === whole ? [whole, ...others] : [whole, whole.slice(0, -1)]];
      });
    }),
  );
  /** @type {Change[]} */
  const changes = listed(packed.changes).map((text) => {
    const [, code, name, year, now] = /^(\d{6})(\D+)(\d{4})(.*)$/.exec(text) ?? [];
    // A code of now that begins as the former one does has no beginning of its own.
    const codes = now.split(",").filter(Boolean);
    return [code, name, codes.map((one) => one.padStart(code.length, code)), Number(year)];
  });

  /** @type {Record<string, string>} Patterns, each put together from those before it. */
  const patterns = {};
  for (const [name, pattern] of Object.entries(packed.words.numerals.patterns))
    patterns[name] = pattern.replace(/\{([a-z_]+)\}/g, (_, part) => `(?:${patterns[part]})`);
  const words = { ...packed.words, numerals: { ...packed.words.numerals, patterns } };

  const numbered = Object.values(variables);
  /** @type {(at: string | number | null) => string | null} */
  const headOf = (at) => {
    if (typeof at !== "number") return at;
    const one = numbered[at];
    return one.date || one.grades.length ? one.label : filled(header, one);
  };
  /** @type {(sheet: Example["sheets"][number]) => Example["sheets"][number]} */
  const withHeads = ([name, [title, heads, ...rows]]) => [name, [title, heads.map(headOf), ...rows]];
  const example = packed.example && { ...packed.example, sheets: packed.example.sheets.map(withHeads) };

  return { ...packed, requirements, indicators, variables, divisions, changes, words, example };
})(window.policykitPacked);
