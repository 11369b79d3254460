// The workbook to fill in, for any division and period: what `policykit template` writes.
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
  const periods = kit.period;

  const MOST_USES = 6,
    BLANK_ROWS = 30,
    LAST_ROW = 5000,
    LONGEST_LIST = 255; // Excel takes no longer list
  const PERCENT = "%";

  /**
   * What is filled in: for whom, of which period, in which words; what was reported before.
   * @typedef {{
   *   needs: Needs,
   *   entity: string,
   *   division: string,
   *   period: Period,
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

  // --- periods ---------------------------------------------------------------------------------------------

  // How they follow each other: by their last months, of those that end together the shorter first.
  /** @type {(one: Period, other: Period) => number} */
  const order = (one, other) =>
    (one.year ?? 0) - (other.year ?? 0) ||
    one.last - other.last ||
    periods.monthsOf(one) - periods.monthsOf(other);
  /** @type {(period: Period) => [number | null, string]} as a row has them */
  const whenOf = (period) => [period.year, periods.isPart(period) ? periods.labelOf(period) : ""];
  // Of which periods figures are needed: the same months of the year before and of base years, itself.
  /** @type {(form: Form) => Period[]} */
  const needed = ({ needs, entity, period }) => {
    const year = Number(period.year);
    const bases = needs.rules
      .filter((rule) => rule.entity === entity && rule.target.compares && rule.reference === null)
      .map((rule) => rule.target.base ?? year - 1);
    const years = [...new Set(bases)].filter((base) => base < year).sort((one, other) => one - other);
    return [...years.map((of) => ({ ...period, year: of })), period];
  };
  // Beside what is needed the same months of the year before, and the period before.
  /** @type {(form: Form) => Period[]} */
  const columnsOf = (form) => {
    const { period } = form;
    const all = [...needed(form), periods.yearBefore(period), periods.before(period) ?? period];
    return [...new Map(all.map((one) => [periods.labelOf(one), one])).values()].sort(order);
  };
  // What was reported before of a period; nothing of the one that is asked for.
  /** @type {(form: Form, period: Period) => Row[]} */
  const reportedOf = ({ known, period: asked }, period) => {
    const [year, label] = whenOf(period);
    if (periods.labelOf(period) === periods.labelOf(asked)) return [];
    return known.filter((row) => row.year === year && row.period === label);
  };

  // 指标 | 单位 | 口径 | 来源条款 | 上年 | 本年 | 责任科室: a row for each variable of the one unit.
  /** @type {(form: Form, title: string) => SheetRows} */
  const vertical = (form, title) => {
    const { needs, entity, division, words } = form;
    const { headers, vertical: columns, range, widths } = words.template;
    const own = columnsOf(form);
    const figures = own.map(
      (period) => reportedOf(form, period).find((row) => row.division === division)?.figures ?? new Map(),
    );
    const about = Object.keys(columns).slice(0, -1),
      [last] = Object.keys(columns).slice(-1);
    const cells = [about.length, about.length + own.length - 1].map(letters);
    const names = needs.variables.get(entity) ?? [];
    /** @type {[string, Choice][]} */
    const choices = [];
    const rows = names.map((name, at) => {
      const [definition, allowed] = words.about[name];
      const { label, unit } = book.variables[name];
      const choice = choiceOf(form, name);
      if (choice) choices.push([cells.map((letter) => `${letter}${at + 4}`).join(":"), choice]);
      return [
        text(label, "boxed"),
        text(unit, "boxed"),
        text(fill(range, { definition, range: allowed }), "small"),
        text(usesOf(form, name).join("\n"), "small"),
        ...figures.map((known) => ({ value: reported(known.get(name), name), style: "input" })),
        { value: null, style: "input" },
      ];
    });
    const heads = [...about.map((name) => columns[name]), ...own.map(periods.labelOf), columns[last]];
    const whose = [
      text(`${headers.unit}：${nameOf(division)}`, "bold"),
      null,
      text(`${headers.division}：${division}`, "bold"),
    ];
    const merged = [`A1:${letters(heads.length - 1)}1`];
    const wide = [...about.map((name) => widths[name]), ...own.map(() => widths.figure), widths[last]];
    return [
      book.entities[entity],
      [[text(title, "title")], whose, heads.map((head) => text(head, "head")), ...rows],
      { widths: wide, frozen: [3, 1], heads: 3, merged, choices },
    ];
  };

  // Names and codes of the units; of institutions nobody knows them that did not report before.
  /** @type {(form: Form, known: Row[]) => [string, string][]} */
  const unitsOf = ({ entity, division }, known) => {
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
    const { needs, entity, period, words } = form;
    const { headers, key_notes: notes, rows: labels } = words.template;
    const rules = needs.rules.filter((rule) => rule.entity === entity);
    const isDivision = book.levels.includes(entity);
    const groups = isDivision ? [] : [...new Set(rules.map((rule) => rule.population).filter(Boolean))];
    const when = periods.isPart(period) ? "period" : "year";
    const keys = ["unit", "division", when, ...(groups.length ? ["population"] : [])];
    const names = needs.variables.get(entity) ?? [];
    const known = columnsOf(form).flatMap((one) => reportedOf(form, one));
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
    const units = unitsOf(form, known).flatMap(([unit, code]) =>
      needed(form).map((own) => {
        const before = reportedOf(form, own).find((row) => row.unit === unit && row.division === code);
        return [
          text(unit, "boxed"),
          text(code, "boxed"),
          { value: periods.isPart(own) ? periods.labelOf(own) : own.year, style: "boxed" },
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

  // What a division is asked for of a period; of a year everything.
  /** @type {(division: string, period: Period) => Needs} */
  const askedOf = (division, period) => {
    const asked = book.requirements.filter((rule) => kit.situation.isAsked(rule, period));
    return needsOf(asked, division);
  };
  // Labels of the figures that are asked for the year and not for a part of it.
  /** @type {(every: Needs, needs: Needs) => string[]} */
  const leftOf = (every, needs) =>
    [...every.variables].flatMap(([entity, names]) => {
      const there = new Set(needs.variables.get(entity) ?? []);
      return names.filter((name) => !there.has(name)).map((name) => book.variables[name].label);
    });

  // The sheets of a division's workbook; none when nothing binds it.
  /** @type {(words: FormWords, division: string, period: Period, reportedRows?: Row[]) => SheetRows[]} */
  const sheetsOf = (words, division, period, reportedRows = []) => {
    const every = needsOf(book.requirements, division),
      needs = askedOf(division, period);
    if (!every.rules.length) return [];
    const { template } = words;
    const about = { name: nameOf(division), code: division };
    const parts = [...needs.variables].map(([entity, names]) =>
      fill(template.sheet_line, {
        name: book.entities[entity],
        count: names.length,
        requirements: needs.rules.filter((rule) => rule.entity === entity).length,
      }),
    );
    const left = leftOf(every, needs);
    const told = { period: periods.labelOf(period), count: left.length, label: left[0] };
    const lines = [
      ...template.lines.map((line) => fill(line, about)),
      ...(left.length ? [fill(template.left, told)] : []),
      ...parts,
    ];
    /** @type {SheetRows} */
    const cover = [
      template.cover,
      [[text(fill(template.title, about), "title")], [], ...lines.map((line) => [text(line, "text")])],
      { widths: [100] },
    ];
    const forms = [...needs.variables.keys()].map((entity) => {
      const known = reportedRows.filter((row) => row.entity === entity);
      const form = { needs, entity, division, period, words, known };
      const title = fill(template.sheet_title, { ...about, entity: book.entities[entity] });
      return entity === entityOf(division) ? vertical(form, title) : rowsOf(form, title);
    });
    return [cover, ...forms];
  };

  // Whether figures that were reported stand in it: of the year before, or the period before.
  /** @type {(period: Period, rows: Row[]) => boolean} */
  const isPrefilled = (period, rows) =>
    [periods.yearBefore(period), periods.before(period)].some((one) => {
      const [year, label] = one ? whenOf(one) : [null, ""];
      return rows.some((row) => row.year === year && row.period === label && row.figures.size);
    });

  // How many figures of a division are left to the form of the year.
  /** @type {(division: string, period: Period) => number} */
  const leftTo = (division, period) =>
    leftOf(needsOf(book.requirements, division), askedOf(division, period)).length;

  return { sheetsOf, isPrefilled, askedOf, leftTo };
})();
