// The result on paper: a cover block, the findings in sentences, and who must mend what by when.
policykitSelfcheck.paper = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill } = kit.words;
  const { isoDay } = kit.numbers;
  const { report } = kit;
  const { make, tableOf } = kit.elements;
  const said = book.page.paper;
  const YEAR = 365;

  /** @type {(checked: Checked) => string} */
  const countsOf = (checked) =>
    Object.entries(report.counts(checked))
      .filter(([, count]) => count)
      .map(([state, count]) => fill(said.count, { label: book.states[state], count }))
      .join("，");
  /** @type {(rule: Requirement) => string} */
  const clauseOf = (rule) => {
    const [title] = book.policies[rule.clause.split("/")[0]] ?? [rule.clause];
    return fill(book.page.screen.place, { title, place: rule.links.place });
  };
  /** @type {(checked: Checked) => string[]} */
  const titlesOf = (checked) => [
    ...new Set(
      checked.results.map(({ rule }) => (book.policies[rule.clause.split("/")[0]] ?? [rule.clause])[0]),
    ),
  ];

  /** @type {(checked: Checked, results: Result[]) => HTMLElement[]} */
  const unmetOf = (checked, results) => {
    /** @type {Map<string, Result[]>} */
    const byBody = new Map();
    for (const one of results)
      for (const body of one.rule.bodies.split("、")) byBody.set(body, [...(byBody.get(body) ?? []), one]);
    return [...byBody].flatMap(([body, listed]) => [
      make("h3", {}, fill(said.body, { body, count: listed.length })),
      tableOf(
        said.heads,
        listed.map((one, at) =>
          make(
            "tr",
            {},
            ...[
              String(at + 1),
              book.indicators[one.rule.indicator].label,
              report.unitOf(one),
              report.foundOf(one),
              report.asked(one),
              report.gap(one),
              report.due(one, checked.asOf),
              `${clauseOf(one.rule)}：${fill(book.page.screen.quote, { quote: one.rule.quote })}`,
            ].map((text) => make("td", {}, text)),
          ),
        ),
        "mend",
      ),
    ]);
  };

  // What is due within a year of the day of the check.
  /** @type {(checked: Checked) => HTMLElement[]} */
  const dueOf = (checked) => {
    const days = Map.groupBy(
      checked.results.filter(
        ({ rule }) =>
          rule.due !== null && rule.due >= isoDay(checked.asOf) && rule.due <= isoDay(checked.asOf + YEAR),
      ),
      ({ rule }) => rule.due ?? "",
    );
    const lines = [...days]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([day, group]) => {
        const open = group.filter(({ state }) => state !== "met" && state !== "adopted").length;
        return make("p", {}, fill(said.due, { day, count: group.length, open }));
      });
    return lines.length ? lines : [make("p", {}, said.due_none)];
  };

  /** @type {(checked: Checked, where: string, fictional: boolean) => HTMLElement} */
  const paperOf = (checked, where, fictional) => {
    const unmet = report.inState(checked, "not_met");
    const decided = ["met", "not_due", "adopted", "not_adopted"].some(
      (state) => report.inState(checked, state).length,
    );
    const open = ["judgement", "no_data", "could_not_run"].map((state) =>
      fill(said.count, { label: book.states[state], count: report.inState(checked, state).length }),
    );
    const values = { where, file: checked.file, day: isoDay(checked.asOf), titles: titlesOf(checked).length };
    return make(
      "section",
      { class: "selfcheck-paper" },
      make("p", { class: "paper-title" }, said.title),
      fictional ? make("p", { class: "paper-notice" }, book.page.screen.fictional) : null,
      make(
        "ul",
        { class: "paper-cover" },
        ...said.cover.map((line) => make("li", {}, fill(line, { ...values, address: location.href }))),
      ),
      make("h2", {}, said.titles[0]),
      make("p", {}, fill(said.lead, { ...values, counts: countsOf(checked) })),
      ...titlesOf(checked).map((title) => make("p", {}, fill(book.page.screen.policy, { title }))),
      ...checked.outOfForce.map((line) => make("p", {}, line)),
      make("h2", {}, said.titles[1]),
      ...(unmet.length ? unmetOf(checked, unmet) : [make("p", {}, decided ? said.met_all : said.unjudged)]),
      make("h2", {}, said.titles[2]),
      make("p", {}, open.join("，"), said.open),
      make("h2", {}, said.titles[3]),
      ...dueOf(checked),
    );
  };

  // Prints the result; on the screen nothing changes.
  /** @type {(place: HTMLElement, made: HTMLElement) => void} */
  const print = (place, made) => {
    place.querySelector(".selfcheck-paper")?.remove();
    place.append(made);
    window.print();
  };

  return { paperOf, print };
})();
