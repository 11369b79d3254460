// The workbook to fill in, for any division and year: what `policykit template` writes.
policykitSelfcheck.form = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill } = kit.words;
  const { isoDay } = kit.numbers;
  const { letters } = kit.cells;
  const { nameOf, within, entity: entityOf, codes } = kit.divisions;
  const { needsOf, variablesOf } = kit.header;
  const { harmless } = kit.files;

  const MOST_USES = 6,
    BLANK_ROWS = 30,
    LAST_ROW = 5000,
    LONGEST_LIST = 255; // Excel takes no longer list
  const PERCENT = "%";

  /**
   * What is filled in: for whom, of which year, in which words; what was reported before.
   * @typedef {{
   *   needs: Needs,
   *   entity: string,
   *   division: string,
   *   year: number,
   *   words: FormWords,
   *   known: Row[],
   * }} Form
   */

  /** @type {(value: string, style: string) => SheetCell} */
  const text = (value, style) => ({ value: harmless(value), style });
  /** @type {(name: string) => Grades} */
  const gradesOf = (name) => book.variables[name].grades;

  // The words a variable is asked for and their clause, of several requirements the first few.
  /** @type {(form: Form, name: string) => string[]} */
  const usesOf = ({ needs, entity, words }, name) =>
    needs.rules
      .filter((rule) => rule.entity === entity && variablesOf(rule).includes(name))
      .slice(0, MOST_USES)
      .map(({ quote, clause }) => fill(words.template.use, { quote, clause: kit.report.cited(clause) }));

  // A value as it is filled in: of a share with its sign, since 0.5 alone may be half of all.
  /** @type {(value: number | undefined, name: string) => string | number | null} */
  const reported = (value, name) => {
    if (value === undefined) return null;
    const { date, unit } = book.variables[name];
    if (date) return value === Infinity ? book.page.report.undone : isoDay(Math.trunc(value));
    const grade = gradesOf(name).findLast(([, rank]) => rank === value)?.[0];
    if (grade !== undefined) return grade;
    const rounded = kit.numbers.round(value, 9);
    return unit === PERCENT ? `${kit.numbers.general(rounded, 12)}${unit}` : rounded;
  };

  /** @type {(form: Form, list: string[], strict: boolean) => Choice | null} */
  const listOf = ({ words }, given, strict) => {
    const list = given.map((one) => one.replaceAll(",", "，"));
    const { bad_title: title, bad_value: bad, ranges } = words.template;
    if (list.join(",").length > LONGEST_LIST || given.some((one) => /^[=+\-@]/.test(one))) return null;
    return { list, strict, title, text: fill(bad, { range: ranges.grades }) };
  };
  /** @type {(form: Form, name: string) => Choice | null} */
  const choiceOf = (form, name) => {
    const { minimum: low, maximum: high, date } = book.variables[name];
    const grades = gradesOf(name).map(([grade]) => grade);
    if (grades.length) return listOf(form, grades, true);
    if (date || (low === null && high === null)) return null;
    const { bad_title: title, bad_value: bad } = form.words.template;
    return { low, high, title, text: fill(bad, { range: form.words.about[name][1] }) };
  };

  // 指标 | 单位 | 口径 | 来源条款 | 上年 | 本年 | 责任科室: a row for each variable of the one unit.
  /** @type {(form: Form, title: string) => SheetRows} */
  const vertical = (form, title) => {
    const { needs, entity, division, year, words } = form;
    const { headers, vertical: columns, range, widths } = words.template;
    const years = { before: year - 1, this: year };
    const before = form.known.find((row) => row.division === division)?.figures ?? new Map();
    const names = needs.variables.get(entity) ?? [];
    /** @type {[string, Choice][]} */
    const choices = [];
    const rows = names.map((name, at) => {
      const [definition, allowed] = words.about[name];
      const { label, unit } = book.variables[name];
      const choice = choiceOf(form, name);
      if (choice) choices.push([`E${at + 4}:F${at + 4}`, choice]);
      return [
        text(label, "boxed"),
        text(unit, "boxed"),
        text(fill(range, { definition, range: allowed }), "small"),
        text(usesOf(form, name).join("\n"), "small"),
        { value: reported(before.get(name), name), style: "input" },
        { value: null, style: "input" },
        { value: null, style: "input" },
      ];
    });
    const heads = Object.entries(columns).map(([name, label]) => {
      const own = /** @type {Record<string, number>} */ (years)[name];
      return text(own === undefined ? label : fill(label, { year: own }), "head");
    });
    const whose = [
      text(`${headers.unit}：${nameOf(division)}`, "bold"),
      null,
      text(`${headers.division}：${division}`, "bold"),
    ];
    const merged = [`A1:${letters(heads.length - 1)}1`];
    return [
      book.entities[entity],
      [[text(title, "title")], whose, heads, ...rows],
      { widths, frozen: [3, 1], heads: 3, merged, choices },
    ];
  };

  // Names and codes of the units; of institutions nobody knows them that did not report before.
  /** @type {(form: Form) => [string, string][]} */
  const unitsOf = ({ entity, division, known }) => {
    const divisions = codes.filter((code) => entityOf(code) === entity && within(code, division));
    if (divisions.length) return divisions.map((code) => [nameOf(code), code]);
    const named = new Map(
      known.map(({ unit, division: code }) => [
        `${unit} ${code}`,
        /** @type {[string, string]} */ ([unit, code]),
      ]),
    );
    if (named.size) return [...named.values()];
    const code = entityOf(division) === book.levels.at(-1) ? division : "";
    return Array.from({ length: BLANK_ROWS }, () => ["", code]);
  };

  // A row for each unit and year, a column for each variable.
  /** @type {(form: Form, title: string) => SheetRows} */
  const rowsOf = (form, title) => {
    const { needs, entity, year, words, known } = form;
    const { headers, key_notes: notes, rows: labels } = words.template;
    const rules = needs.rules.filter((rule) => rule.entity === entity);
    const isDivision = book.levels.includes(entity);
    const groups = isDivision ? [] : [...new Set(rules.map((rule) => rule.population).filter(Boolean))];
    const keys = ["unit", "division", "year", ...(groups.length ? ["population"] : [])];
    const names = needs.variables.get(entity) ?? [];
    const changes = rules.filter((rule) => rule.target.compares && rule.reference === null);
    const bases = changes.map((rule) => rule.target.base ?? year - 1).filter((base) => base < year);
    const years = [...new Set([...bases, year])].sort();
    /** @type {[string, Choice][]} */
    const choices = [];
    /** @type {(column: number, choice: Choice | null) => void} */
    const below = (column, choice) => {
      if (choice) choices.push([`${letters(column)}5:${letters(column)}${LAST_ROW}`, choice]);
    };
    if (groups.length) below(3, listOf(form, groups, false));
    names.forEach((name, at) => below(keys.length + at, choiceOf(form, name)));
    const heads = names.map((name) => {
      const { label, unit, date } = book.variables[name];
      return date || gradesOf(name).length ? label : fill(words.template.header, { label, unit });
    });
    const units = unitsOf(form).flatMap(([unit, code]) =>
      years.map((own) => {
        const before = known.find(
          (row) => row.unit === unit && row.division === code && row.year === own && own < year,
        );
        return [
          text(unit, "boxed"),
          text(code, "boxed"),
          { value: own, style: "boxed" },
          ...(groups.length ? [{ value: before?.population ?? null, style: "input" }] : []),
          ...names.map((name) => ({ value: reported(before?.figures.get(name), name), style: "input" })),
        ];
      }),
    );
    const width = keys.length + names.length;
    return [
      book.entities[entity],
      [
        [text(title, "title")],
        [...keys.map((key) => text(headers[key], "head")), ...heads.map((head) => text(head, "head"))],
        [
          labels.definition,
          ...keys.slice(1).map((key) => notes[key]),
          ...names.map((name) => words.about[name][0]),
        ].map((one) => text(one, "small")),
        [labels.range, ...keys.slice(1).map(() => ""), ...names.map((name) => words.about[name][1])].map(
          (one) => text(one, "small"),
        ),
        ...units,
      ],
      {
        widths: Array.from({ length: width }, () => 18),
        frozen: [4, keys.length],
        heads: 2,
        merged: [`A1:${letters(width - 1)}1`],
        choices,
      },
    ];
  };

  // The sheets of a division's workbook; none when nothing binds it.
  /** @type {(words: FormWords, division: string, year: number, reportedRows?: Row[]) => SheetRows[]} */
  const sheetsOf = (words, division, year, reportedRows = []) => {
    const needs = needsOf(book.requirements, division);
    if (!needs.rules.length) return [];
    const { template } = words;
    const about = { name: nameOf(division), code: division };
    const parts = [...needs.variables].map(([entity, names]) =>
      fill(template.sheet_line, {
        name: book.entities[entity],
        count: names.length,
        requirements: needs.rules.filter((rule) => rule.entity === entity).length,
      }),
    );
    const lines = [...template.lines.map((line) => fill(line, about)), ...parts];
    /** @type {SheetRows} */
    const cover = [
      template.cover,
      [[text(fill(template.title, about), "title")], [], ...lines.map((line) => [text(line, "text")])],
      { widths: [100] },
    ];
    const forms = [...needs.variables.keys()].map((entity) => {
      const known = reportedRows.filter(
        (row) => row.entity === entity && row.year === year - 1 && !row.period,
      );
      const form = { needs, entity, division, year, words, known };
      const title = fill(template.sheet_title, { ...about, entity: book.entities[entity] });
      return entity === entityOf(division) ? vertical(form, title) : rowsOf(form, title);
    });
    return [cover, ...forms];
  };

  return { sheetsOf };
})();
