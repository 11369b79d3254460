// What became of the file: what of it cannot be used, every row and cell accounted for, what was noted.
policykitSelfcheck.ledger = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill } = kit.words;
  const { make, tableOf, restOf, worded, MOST_SHOWN } = kit.elements;
  const { screen } = book.page;

  /** @type {(problems: Problem[], name: string) => HTMLElement} */
  const tableOfProblems = (problems, name) => {
    const rows = problems.map((problem) =>
      make(
        "tr",
        {},
        make("td", { class: "problem-place" }, problem.place.replace(`${name} `, "")),
        make("td", {}, problem.message, " ", make("span", { class: "quiet problem-code" }, problem.code)),
        make("td", {}, problem.remedy),
      ),
    );
    return tableOf(screen.problem_columns, rows, "problems");
  };

  // What of the file is not used, beside the verdicts.
  /** @type {(checked: Checked) => HTMLElement | null} */
  const problemsOf = ({ problems, file }) =>
    problems.length
      ? make(
          "section",
          { class: "verdicts verdicts-could_not_run" },
          make("h2", {}, fill(screen.some_problems, { count: problems.length })),
          make("p", { class: "quiet" }, screen.some_explained),
          tableOfProblems(problems, file),
        )
      : null;

  // What became of every row and cell: two lines, and the entries folded away.
  /** @type {(checked: Checked) => HTMLElement} */
  const accountOf = ({ account, file }) => {
    const { headers: heads } = book.page.account;
    const rows = account.entries
      .slice(0, MOST_SHOWN)
      .map((one) =>
        make(
          "tr",
          {},
          make("td", { class: "end" }, one.label),
          make("td", {}, one.reason && make("bdi", {}, ...worded(one.reason))),
          make("td", {}, make("bdi", {}, one.place.replace(`${file} `, ""))),
          make("td", { class: "number", "data-label": heads[3] }, String(one.rows)),
          make("td", { class: "number", "data-label": heads[4] }, String(one.cells)),
        ),
      );
    const [line, ...more] = kit.account.lines(account);
    return make(
      "details",
      { class: "selfcheck-aside selfcheck-account" },
      make("summary", {}, ...worded(fill(screen.account, { line }))),
      ...more.map((text) => make("p", {}, ...worded(text))),
      tableOf(heads, rows, "ends"),
      ...restOf(account.entries, "p"),
    );
  };

  /** @type {(checked: Checked) => HTMLElement | null} */
  const notesOf = ({ notes }) =>
    notes.length
      ? make(
          "details",
          { class: "selfcheck-aside selfcheck-notes" },
          make("summary", {}, fill(screen.notes, { count: notes.length })),
          make(
            "ul",
            {},
            ...notes.slice(0, MOST_SHOWN).map((note) => make("li", {}, make("bdi", {}, ...worded(note)))),
          ),
          ...restOf(notes, "p"),
        )
      : null;

  return { tableOfProblems, problemsOf, accountOf, notesOf };
})();
