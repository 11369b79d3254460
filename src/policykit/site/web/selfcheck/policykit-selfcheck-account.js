// 数据核算: every row and cell of a file ends as judged, not reported, not concerned or unused.
policykitSelfcheck.account = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill } = kit.words;
  const { RANKS } = kit.divisions;
  const { variablesOf } = kit.header;
  const words = book.page.account;

  const USES = /** @type {const} */ (["judged", "no_data", "not_applicable", "unused"]);
  // Why a figure serves no verdict though a requirement asks for it, by what became of that.
  /** @type {Record<string, string>} */
  const STATES = { no_data: "waiting", could_not_run: "stuck" };

  /** @typedef {[use: string, what: Passed]} Ended */
  /** @type {(place: string, reason: string, rows: number, cells: number) => Passed} */
  const what = (place, reason, rows, cells) => ({ place, reason, rows, cells, noted: false });
  /** @type {(row: Row) => string} */
  const whose = ({ entity, division, unit }) =>
    JSON.stringify([entity, division, RANKS.includes(entity) ? "" : unit]);

  // By which names figures for a requirement are reported.
  /** @type {(rule: Requirement) => string[]} */
  const namesOf = (rule) => [...variablesOf(rule), rule.indicator, rule.reference ?? rule.indicator];

  // The year that a result compares its own with.
  /** @type {(result: Result) => number | null} */
  const pastOf = ({ rule, row: { year } }) => {
    const { compares, base } = rule.target;
    return rule.reference === null && compares && year !== null ? (base ?? year - 1) : null;
  };

  // A row's own end, and those of its cells; `apart` is why requirements are not about the row. `others` are
  // results of its unit on figures of other years: they compare with this one, or leave it aside.
  /** @type {(row: Row, results: Result[], others: Result[], apart: string) => Ended[]} */
  const endsOf = (row, results, others, apart) => {
    const comparing = row.year === null ? [] : others.filter((one) => pastOf(one) === row.year);
    const concerned = concernedOf([...results, ...comparing]);
    const elsewhere = new Set(concernedOf(others).flatMap(({ rule }) => namesOf(rule)));
    /** @type {Map<string, Set<string>>} */
    const names = new Map();
    const missing = new Set();
    for (const { rule, state, missing: labels } of concerned) {
      const serves = STATES[state] ?? "judged";
      const listed = names.get(serves) ?? new Set();
      for (const name of namesOf(rule)) listed.add(name);
      names.set(serves, listed);
      for (const name of variablesOf(rule))
        if (labels.includes(book.variables[name].label)) missing.add(name);
    }
    const waits = [...row.places.keys()].some(
      (name) => names.get("waiting")?.has(name) && !names.get("judged")?.has(name) && !row.unread.has(name),
    );
    const [use, reason] = endOf(row, concerned, apart, waits);
    /** @type {Ended[]} */
    const ended = [[use, what(row.place, reason, 1, 0)]];
    const blank = [...row.blanks.keys()].filter((name) => missing.has(name)).length;
    if (blank) ended.push(["no_data", what(row.place, "", 0, blank)]);
    for (const [name, place] of row.places) {
      const unread = row.unread.get(name);
      const why = Object.values(STATES).find((one) => names.get(one)?.has(name));
      if (unread !== undefined) ended.push(["unused", what(place, unread, 0, 1)]);
      else if (names.get("judged")?.has(name)) ended.push(["judged", what(place, "", 0, 1)]);
      else if (why) ended.push(["unused", what(place, words[why], 0, 1)]);
      else {
        const aside = elsewhere.has(name) ? words.other_year : apart;
        ended.push(["not_applicable", what(place, aside, 0, 1)]);
      }
    }
    return ended;
  };

  // The results that are about the row; what is named without a figure hides no check that did not run.
  /** @type {(results: Result[]) => Result[]} */
  const concernedOf = (results) => {
    const concerned = results.filter(({ state }) => state !== "not_applicable");
    const decided = concerned.filter(({ rule, value }) => !rule.named || value !== null);
    const isStuck = decided.some(({ state }) => state === "could_not_run");
    return isStuck && decided.every(({ state }) => state in STATES) ? decided : concerned;
  };

  // What became of a row; `waits` says whether a figure of it is only not enough.
  /** @type {(row: Row, concerned: Result[], apart: string, waits: boolean) => [string, string]} */
  const endOf = (row, concerned, apart, waits) => {
    const states = new Set(concerned.map(({ state }) => state));
    if (!concerned.length) return ["not_applicable", apart];
    if (!row.places.size) return ["no_data", words.blank];
    if (![...states].every((state) => state in STATES)) return ["judged", ""];
    if (!states.has("could_not_run") || waits) return ["no_data", words.missing];
    return ["unused", [...row.unread.values()][0] ?? words.stuck];
  };

  // Why requirements are not about the row.
  /** @type {(row: Row, results: Result[], rules: Requirement[]) => string} */
  const apartOf = (row, results, rules) => {
    if (results.some(({ state }) => state !== "not_applicable")) return words.not_needed;
    const [most] = mostCommon(results.map(({ reason }) => [reason, 1]));
    if (most) return most[0];
    const own = rules.filter((rule) => rule.entity === row.entity && kit.rules.appliesTo(rule, row.division));
    if (!own.length) return fill(words.no_entity, { entity: book.entities[row.entity] });
    const groups = [...new Set(own.map(({ population }) => population).filter(Boolean))].join("、");
    return groups ? fill(words.other_group, { groups }) : words.not_needed;
  };

  /** @type {(counted: [string, number][]) => [string, number][]} */
  const mostCommon = (counted) => {
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const [name, count] of counted) sums.set(name, (sums.get(name) ?? 0) + count);
    return [...sums].sort(([, one], [, other]) => other - one);
  };

  // What became of the rows that were read and of those that were passed over; `results` with those that do
  // not apply.
  /** @type {(rows: Row[], passed: Passed[], rules: Requirement[], results: Result[]) => Promise<Account>} */
  const account = async (rows, passed, rules, results) => {
    /** @type {Map<string, Map<number | null, Result[]>>} */
    const found = new Map();
    const keys = new Map(rows.map((row) => [row, whose(row)]));
    for (const [number, result] of results.entries()) {
      if (kit.pace.due()) await kit.pace.rest("accounting", number, results.length);
      const { year } = result.row;
      const key = keys.get(result.row) ?? whose(result.row);
      const years = found.get(key) ?? new Map();
      found.set(key, years);
      if (!years.has(year)) years.set(year, []);
      years.get(year).push(result);
    }
    const gathering = new Map(USES.map((use) => [/** @type {string} */ (use), new kit.validate.Gathered()]));
    for (const one of passed) gathering.get("unused")?.add(one);
    for (const [number, row] of rows.entries()) {
      if (kit.pace.due()) await kit.pace.rest("accounting", number, rows.length);
      const years = found.get(keys.get(row) ?? "") ?? new Map();
      /** @type {Result[]} */
      const own = years.get(row.year) ?? [];
      const others = [...years].flatMap(([year, told]) => (year === row.year ? [] : told));
      const isApart = years.size > 0 && !years.has(row.year);
      const apart = isApart ? words.other_year : apartOf(row, own, rules);
      for (const [use, one] of endsOf(row, own, others, apart)) gathering.get(use)?.add(one);
    }
    /** @type {Account["entries"]} */
    const entries = [];
    for (const [use, gathered] of gathering)
      for (const { place, reason, rows: own, cells } of gathered.passed)
        entries.push({ use, label: words.rows[use], reason, place, rows: own, cells });
    /** @type {(name: "rows" | "cells") => Record<string, number>} */
    const sums = (name) =>
      Object.fromEntries(
        USES.map((use) => [
          use,
          entries.filter((entry) => entry.use === use).reduce((sum, entry) => sum + entry[name], 0),
        ]),
      );
    return { rows: sums("rows"), cells: sums("cells"), entries };
  };

  // One line of the rows and one of the cells, with the most frequent reasons.
  /** @type {(told: Account) => string[]} */
  const lines = (told) =>
    /** @type {const} */ (["rows", "cells"]).map((name) => {
      /** @type {(count: number) => string} */
      const shown = (count) => count.toLocaleString("en-US");
      const counts = Object.entries(told[name]).filter(([, count]) => count);
      const parts = counts.map(([use, count]) => {
        const because = told.entries.filter((one) => one.use === use && one.reason && one[name]);
        const reasons = mostCommon(because.map((one) => [one.reason, one[name]]));
        const named = reasons
          .slice(0, words.most)
          .map(([reason, number]) =>
            reasons.length > 1
              ? fill(words.reason, { reason: reason.replace(/。+$/, ""), count: shown(number) })
              : reason,
          );
        if (reasons.length > named.length)
          named.push(fill(words.more, { count: reasons.length - named.length }));
        const why = named.length ? fill(words.reasons, { reasons: named.join("；") }) : "";
        return fill(words.part, { name: words[name][use], count: shown(count) }) + why;
      });
      const all = counts.reduce((sum, [, count]) => sum + count, 0);
      return fill(words.line[name], { count: shown(all), parts: parts.join("，") });
    });

  return { account, lines };
})();
