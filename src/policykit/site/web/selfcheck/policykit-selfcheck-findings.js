// How results look: by verdict, each requirement with its words and the units that it was checked on.
policykitSelfcheck.findings = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill } = kit.words;
  const { report } = kit;
  const { nameOf } = kit.divisions;
  const { make, link, tableOf, restOf, worded, MOST_SHOWN } = kit.elements;
  const { screen } = book.page;

  /** @type {(rule: Requirement) => [title: string, level: string, label: string]} */
  const policyOf = (rule) => book.policies[rule.clause.split("/")[0]] ?? [rule.clause, "", ""];
  /** @type {(result: Result) => string} */
  const unitOf = (one) => {
    const { year, period } = one.row;
    const { year_in_brackets: whole, period_in_brackets: part } = book.words;
    if (year === null && !period) return report.unitOf(one);
    return report.unitOf(one) + fill(period ? part : whole, { year: year ?? "", period });
  };
  /** @type {(rule: Requirement) => HTMLElement} */
  const sourceOf = (rule) => {
    const [title, level, label] = policyOf(rule);
    return make(
      "p",
      { class: "check-place" },
      level ? make("span", { class: `level level-${level}` }, label) : null,
      " ",
      link(rule.links.clause, fill(screen.place, { title, place: rule.links.place })),
    );
  };
  /** @type {(rule: Requirement) => HTMLElement} */
  const modality = (rule) =>
    make("span", { class: `modality modality-${rule.modality[0]}` }, rule.modality[1]);

  // One requirement: what it asks, the units of this state, the words that ask it.
  /**
   * @type {(
   *   rule: Requirement,
   *   group: Result[],
   *   checked: Pick<Checked, "results" | "asOf" | "byRule">,
   * ) => HTMLElement}
   */
  const findingOf = (rule, group, checked) => {
    const all = (checked.byRule ??= Map.groupBy(checked.results, (one) => one.rule)).get(rule) ?? [];
    const met = all.filter((one) => one.state === "met").length;
    const units = group.slice(0, MOST_SHOWN).map((one) => {
      const facts = [
        report.foundOf(one) && fill(screen.found, { found: report.foundOf(one) }),
        report.gap(one),
        one.reason,
        one.missing.length ? book.page.report.missing + one.missing.join("、") : "",
      ];
      return make(
        "li",
        {},
        make("bdi", { class: "unit" }, unitOf(one)),
        ...facts.filter(Boolean).map((text) => make("span", {}, ...worded(text))),
      );
    });
    const facts = [
      fill(screen.asked, { asked: report.asked(group[0]) }),
      rule.due === null ? "" : fill(screen.due, { due: report.due(group[0], checked.asOf) }),
      all.length > 1 ? fill(screen.units, { total: all.length, met }) : "",
      rule.definition,
      rule.remark,
    ];
    return make(
      "article",
      { class: "finding" },
      make("h3", {}, link(rule.links.check, rule.plain, { title: screen.check })),
      make(
        "p",
        { class: "finding-facts" },
        modality(rule),
        ...facts.filter(Boolean).map((text) => make("span", {}, text)),
      ),
      make("ul", { class: "finding-units" }, ...units, ...restOf(group, "li")),
      make(
        "blockquote",
        { class: "check-quote" },
        make("p", {}, make("bdi", {}, fill(screen.quote, { quote: rule.quote }))),
        sourceOf(rule),
      ),
    );
  };
  /** @type {(results: Result[]) => [Requirement, Result[]][]} */
  const grouped = (results) => [...Map.groupBy(results, (one) => one.rule)];

  /**
   * The results in a state, by requirement unless `content` says otherwise; made in turns.
   * @typedef {() => Child | null} Making
   */
  /** @type {(state: string, checked: Checked, content?: Making[]) => Promise<HTMLElement | null>} */
  const sectionOf = async (state, checked, content) => {
    const results = report.inState(checked, state);
    if (!results.length) return null;
    const heading = make(
      "h2",
      {},
      fill(screen.heading, { label: book.states[state], count: results.length }),
    );
    const about = { class: `verdicts verdicts-${state}`, id: `selfcheck-${state}` };
    // What falls short is open, what needs nothing done is folded away; what a person decides is said why.
    const isOpen = state === "not_due" || state === "judgement";
    const section =
      state === "not_met" || state === "could_not_run"
        ? make("section", about, heading)
        : make("details", { ...about, open: isOpen }, make("summary", {}, heading));
    const why = screen.explained[state];
    if (why) section.append(make("p", { class: "quiet" }, why));
    for (const making of content ?? findingsOf(results, checked)) {
      if (kit.pace.due()) await kit.pace.rest("showing");
      section.append(making() ?? "");
    }
    return section;
  };
  /** @type {(results: Result[], checked: Checked) => Making[]} */
  const findingsOf = (results, checked) =>
    grouped(results).map(
      ([rule, group]) =>
        () =>
          findingOf(rule, group, checked),
    );

  /** @type {(state: string, checked: Checked) => HTMLElement} */
  const tableOfMet = (state, checked) => {
    const results = report.inState(checked, state);
    const table = tableOf(
      screen.met_columns,
      results
        .slice(0, MOST_SHOWN)
        .map((one) =>
          make(
            "tr",
            {},
            make("td", {}, make("bdi", {}, unitOf(one))),
            make("td", {}, link(one.rule.links.check, one.rule.plain)),
            make("td", {}, report.foundOf(one)),
            make("td", {}, report.gap(one)),
            make("td", {}, link(one.rule.links.clause, one.rule.links.place)),
          ),
        ),
      "met",
    );
    table.append(...restOf(results, "p"));
    return table;
  };

  /** @type {(checked: Checked) => HTMLElement | null} */
  const missingOf = (checked) => {
    /** @type {Map<string, string[]>} */
    const alike = new Map();
    for (const [unit, labels] of report.missing(checked)) {
      const key = labels.join("、");
      if (!alike.has(key)) alike.set(key, []);
      alike.get(key)?.push(unit);
    }
    const lines = [...alike].slice(0, MOST_SHOWN).map(([labels, units]) => {
      const rest = units.length > MOST_SHOWN ? fill(screen.rest, { count: units.length - MOST_SHOWN }) : "";
      return fill(screen.unit_missing, { unit: units.slice(0, MOST_SHOWN).join("、") + rest, labels });
    });
    if (alike.size > MOST_SHOWN) lines.push(fill(screen.rest, { count: alike.size - MOST_SHOWN }));
    for (const entity of new Set(checked.unreported.map((rule) => rule.entity))) {
      const names = [
        ...new Set(
          checked.unreported
            .filter((rule) => rule.entity === entity)
            .map((rule) => book.indicators[rule.indicator].label),
        ),
      ];
      lines.push(
        fill(screen.entity_missing, {
          entity: book.entities[entity],
          count: names.length,
          names: names.join("、"),
        }),
      );
    }
    return lines.length
      ? make(
          "div",
          { class: "selfcheck-missing" },
          make("h3", {}, screen.missing),
          make("ul", {}, ...lines.map((line) => make("li", {}, line))),
        )
      : null;
  };

  /** @type {(checked: Checked) => HTMLElement} */
  const summaryOf = (checked) =>
    make(
      "dl",
      { class: "glance verdict-counts" },
      ...Object.entries(report.counts(checked))
        .filter(([state, count]) => count || state !== "could_not_run")
        .map(([state, count]) =>
          make(
            "div",
            { class: `verdict verdict-${state}` },
            make("dt", {}, book.states[state]),
            make(
              "dd",
              {},
              count ? make("a", { href: `#selfcheck-${state}`, onclick: unfold }, String(count)) : "0",
            ),
          ),
        ),
    );
  /** @type {(event: { currentTarget: HTMLAnchorElement }) => void} */
  const unfold = ({ currentTarget }) => {
    const target = document.getElementById(currentTarget.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };

  // The clauses as a whole, where one asks several things, by policy.
  /** @type {(checked: Checked) => HTMLElement | null} */
  const clausesOf = (checked) => {
    const several = report
      .clauses(checked)
      .filter(({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0) > 1);
    if (!several.length) return null;
    const rules = new Map(book.requirements.map((rule) => [rule.clause, rule]));
    const policies = Map.groupBy(several.slice(0, MOST_SHOWN), ({ clause }) => clause.split("/")[0]);
    return make(
      "details",
      { class: "selfcheck-aside" },
      make("summary", {}, fill(screen.clauses, { count: several.length })),
      ...[...policies].flatMap(([policy, group]) => {
        const rows = group.map((one) => {
          const rule = rules.get(one.clause);
          return make(
            "tr",
            {},
            make("td", {}, rule ? link(rule.links.clause, rule.links.place) : one.clause),
            make("td", {}, nameOf(one.division)),
            make("td", { class: `verdict-word verdict-${one.verdict}` }, one.label),
            make("td", {}, one.text),
          );
        });
        const [title] = book.policies[policy] ?? [policy];
        return [
          // No heading: what it stands in has none either, and a level would be passed over.
          make("p", {}, make("strong", {}, fill(screen.policy, { title }))),
          tableOf(book.page.report.clause_headers, rows, "clauses"),
        ];
      }),
      ...restOf(several, "p"),
    );
  };

  return { findingOf, findingsOf, sectionOf, tableOfMet, missingOf, summaryOf, clausesOf };
})();
