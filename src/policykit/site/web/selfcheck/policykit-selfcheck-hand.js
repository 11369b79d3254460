// A few figures typed by hand: an indicator, its variables, and what every requirement on it says of them.
(() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const hand = /** @type {HTMLDetailsElement | null} */ (document.getElementById("selfcheck-hand"));
  const place = hand?.querySelector(":scope > div");
  if (!kit.page || !hand || !place) return;
  const { asOf } = kit.page;
  const { make } = kit.elements;
  const { findingOf } = kit.findings;
  const { plain, problem, compare } = kit.words;
  const { variable } = kit.header;
  const { FigureError, isBlank } = kit.figures;
  const { read } = kit.rows;
  const { screen } = book.page;

  /**
   * A variable to be typed: its field, its label, the line that says what is wrong, and all but the label.
   * @typedef {{
   *   name: string,
   *   input: HTMLInputElement,
   *   label: HTMLElement,
   *   problem: HTMLElement,
   *   content: HTMLElement,
   * }} Field
   */

  /** @type {(name: string) => Requirement[]} */
  const rulesOf = (name) => book.requirements.filter((rule) => rule.indicator === name);

  // The row of one year that a rule is checked on, of a unit that it binds.
  /** @type {(rule: Requirement, year: number, figures: Map<string, number>) => Row} */
  const rowOf = (rule, year, figures) => ({
    unit: screen.hand_unit,
    division: rule.binds[0] ?? "000000",
    entity: rule.entity,
    year,
    place: "",
    population: rule.population,
    figures: new Map(figures),
    places: new Map(),
    unread: new Map(),
    blanks: new Map(),
    period: "",
    dated: "",
  });

  // The figures in the fields of one year; a field that cannot be read says so.
  /** @type {(fields: Field[]) => Map<string, number>} */
  const figuresOf = (fields) => {
    const figures = new Map();
    for (const { name, input, problem: line } of fields) {
      const cell = kit.cells.cell(plain(input.value));
      let message = "";
      try {
        if (!isBlank(cell)) figures.set(name, read(cell, { meaning: variable(name), factor: 1 }, asOf())[0]);
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        const values = { name: variable(name).label, value: cell.text, ...error.values };
        message = problem(error.code, values).message;
      }
      input.setCustomValidity(message);
      line.textContent = message;
    }
    return figures;
  };

  /** @type {(name: string) => HTMLElement[]} */
  const show = (name) => {
    const rules = rulesOf(name),
      day = asOf(),
      year = Number(kit.numbers.isoDay(day).slice(0, 4));
    const variables = [...new Set(rules.flatMap((rule) => kit.header.variablesOf(rule)))];
    const changes = rules.filter((rule) => rule.target.compares && rule.reference === null);
    // The years with which they compare, none for the year before; of a year that one is, there is one field.
    const bases = [...new Set(changes.map((rule) => rule.target.base ?? year - 1))].sort();
    const verdicts = make("div", { "aria-live": "polite" }, make("p", { class: "quiet" }, screen.hand_none));
    /** @type {(names: string[], past: number | null) => Field[]} */
    const fieldsOf = (names, past) =>
      names.map((own) => {
        const { label, unit, date, grades } = variable(own);
        const isBefore = past === year - 1,
          when = past === null ? "now" : isBefore ? "before" : String(past),
          told =
            past === null
              ? ""
              : isBefore
                ? screen.hand_before
                : kit.words.fill(screen.hand_base, { year: past });
        const id = `selfcheck-hand-${when}-${own}`,
          hint = date ? "2025-12-31" : grades.map(([grade]) => grade).join("、");
        const input = make("input", {
          id,
          type: "text",
          autocomplete: "off",
          placeholder: hint,
          oninput: () => judge(),
        });
        const text = `${told}${label}${date || grades.length ? "" : `（${unit}）`}`;
        const line = make("p", { class: "hand-problem" });
        const content = make("div", {}, input, line);
        return { name: own, input, label: make("label", { for: id }, text), problem: line, content };
      });
    const now = fieldsOf(variables, null);
    /** @type {[number, Field[]][]} */
    const pasts = bases.map((base) => [base, fieldsOf(book.indicators[name].variables, base)]);
    let turn = 0;
    const judge = async () => {
      turn += 1;
      const own = turn;
      const figures = figuresOf(now);
      /** @type {[number, Map<string, number>][]} */
      const before = pasts.map(([base, fields]) => [base, figuresOf(fields)]);
      /** @type {Result[]} */
      const results = [];
      for (const rule of rules) {
        const current = rowOf(rule, year, figures),
          given = before.filter(([, past]) => past.size),
          rows = [current, ...given.map(([base, past]) => rowOf(rule, base, past))];
        await kit.validate.problemsOf(rows, kit.header.needsOf([rule], null)); // stops what cannot be
        const found = await kit.rules.results(rows, [rule], day);
        results.push(...found.filter((one) => one.row === current));
      }
      if (own !== turn) return; // more was typed meanwhile
      verdicts.replaceChildren(
        ...results.map((one) =>
          make(
            "section",
            { class: `verdicts verdicts-${one.state}` },
            make("h2", {}, book.states[one.state]),
            findingOf(one.rule, [one], { results: [one], asOf: day }),
          ),
        ),
      );
    };
    return [
      make(
        "div",
        { class: "selfcheck-fields" },
        ...[now, ...pasts.map(([, fields]) => fields)].flat().flatMap((one) => [one.label, one.content]),
      ),
      verdicts,
    ];
  };

  const choose = make(
    "select",
    { id: "selfcheck-hand-indicator", onchange: () => body.replaceChildren(...show(choose.value)) },
    ...Object.keys(book.indicators)
      .filter((name) => rulesOf(name).length)
      .sort((one, other) => compare(book.indicators[one].label, book.indicators[other].label))
      .map((name) => make("option", { value: name }, book.indicators[name].label)),
  );
  const body = make("div");
  hand.addEventListener("toggle", () => {
    if (hand.open && !place.children.length) {
      place.append(
        make(
          "div",
          { class: "selfcheck-fields" },
          make("label", { for: choose.id }, screen.hand_indicator),
          make("div", {}, choose),
        ),
        body,
      );
      body.replaceChildren(...show(choose.value));
    }
  });
})();
