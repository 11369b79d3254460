// A few figures typed by hand: an indicator, its variables, and what every requirement on it says of them.
(() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  if (!kit.page) return;
  const { make, findingOf, asOf } = kit.page;
  const { plain, problem, compare } = kit.words;
  const { variable } = kit.header;
  const { FigureError, isBlank } = kit.figures;
  const { screen } = book.page;

  const place = document.querySelector("#selfcheck-hand > div");
  const rulesOf = (name) => book.requirements.filter((rule) => rule.indicator === name);

  // The row of one year that a rule is checked on, of a unit that it binds.
  const rowOf = (rule, year, figures) => ({
    unit: screen.hand_unit,
    division: rule.binds[0] ?? "000000",
    entity: rule.entity,
    year,
    place: "",
    population: rule.population,
    figures,
    places: new Map(),
  });

  // The figures in the fields of one year; a field that cannot be read says so.
  const figuresOf = (fields) => {
    const figures = new Map();
    for (const [name, input] of fields) {
      const cell = kit.workbook.cell(plain(input.value));
      let said = "";
      try {
        if (!isBlank(cell))
          figures.set(
            name,
            kit.rows.Reader.prototype.read.call(
              { asOf: asOf() },
              { meaning: variable(name), factor: 1 },
              cell,
            )[0],
          );
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        said = problem(
          error.code,
          { name: variable(name).label, value: cell.text, ...error.values },
          "",
        ).message;
      }
      input.setCustomValidity(said);
      input.nextElementSibling.textContent = said;
    }
    return figures;
  };

  const show = (name) => {
    const rules = rulesOf(name),
      day = asOf(),
      year = Number(kit.numbers.isoDay(day).slice(0, 4));
    const variables = [...new Set(rules.flatMap((rule) => kit.header.variablesOf(rule)))];
    const earlier = rules.some((rule) => rule.target.compares && rule.reference === null)
      ? book.indicators[name].variables
      : [];
    const shown = make("div", { "aria-live": "polite" }, make("p", { class: "quiet" }, screen.hand_none));
    const fieldsOf = (names, before) =>
      names.map((one) => {
        const { label, unit, date, grades } = variable(one);
        const id = `selfcheck-hand-${before ? "before" : "now"}-${one}`,
          hint = date ? "2025-12-31" : grades.map(([grade]) => grade).join("、");
        const input = make("input", {
          id,
          type: "text",
          autocomplete: "off",
          placeholder: hint,
          oninput: () => judge(),
        });
        const text = `${before ? screen.hand_before : ""}${label}${date || grades.length ? "" : `（${unit}）`}`;
        return [
          one,
          input,
          make("label", { for: id }, text),
          make("div", {}, input, make("p", { class: "hand-problem" })),
        ];
      });
    const now = fieldsOf(variables, false),
      past = fieldsOf(earlier, true);
    const judge = () => {
      const figures = figuresOf(now),
        before = figuresOf(past);
      const results = rules.flatMap((rule) => {
        const rows = [rowOf(rule, year, figures), ...(before.size ? [rowOf(rule, year - 1, before)] : [])];
        return kit.rules.results(rows, [rule], day).filter((one) => one.row.figures === figures);
      });
      shown.replaceChildren(
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
        ...[...now, ...past].flatMap(([, , label, field]) => [label, field]),
      ),
      shown,
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
  const open = document.getElementById("selfcheck-hand");
  open.addEventListener("toggle", () => {
    if (open.open && !place.children.length) {
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
