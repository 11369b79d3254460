// The page: opens a file, shows what was found, gives the result to take away. Everything is set as text.
policykitSelfcheck.page = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { isoDay, dayOfIso, ordinal } = kit.numbers;
  const { fill, Refused } = kit.words;
  const { known, nameOf, find, hint, common, codes } = kit.divisions;
  const report = kit.report;
  const { screen } = book.page;

  const root = document.getElementById("selfcheck");
  if (!root) return null;
  /** @type {(name: string) => HTMLElement} */
  const element = (name) => /** @type {HTMLElement} */ (document.getElementById(`selfcheck-${name}`));
  /** @type {(name: string) => HTMLInputElement} */
  const input = (name) => /** @type {HTMLInputElement} */ (element(name));
  const [file, division, day] = ["file", "division", "day"].map(input);
  const [status, place] = ["status", "result"].map(element);

  /** @type {MakeFilled} */
  const make = (tag, attributes = {}, ...content) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined)
        made.setAttribute(name, String(value));
    }
    made.append(...content.filter((child) => child !== null));
    return made;
  };
  /** @type {(uri: string, text: string, attributes?: Attributes) => HTMLElement} */
  const link = (uri, text, attributes = {}) =>
    make("a", { href: root.dataset.root + uri, ...attributes }, text);
  const ordinalToday = () => {
    const now = new Date();
    return ordinal(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? 0;
  };

  // --- what is checked -----------------------------------------------------------------------------------

  /** @type {OpenedFile | null} */
  let opened = null;
  let isChosen = false; // whether the reader named the division
  /** @type {string | null} */
  let own = null; // the reader's day, while the example shows another

  /** @type {() => string | null} */
  const divisionOf = () => {
    const written = division.value.trim();
    if (!written) return null;
    const code = /\d{6}/.exec(written)?.[0] ?? find(written);
    if (code === null || !known(code))
      throw new Refused([
        { code: "", place: "", message: fill(screen.no_division, { written }), remedy: hint(written) },
      ]);
    return code;
  };
  /** @type {(code: string | null) => string} */
  const divisionLabel = (code) => (code === null ? "" : `${code} ${nameOf(code)}`);

  // The division that a file is about: as its titles say, else the smallest that holds all of its codes.
  /** @type {(sheets: Sheet[]) => Promise<string | null>} */
  const guessedOf = async (sheets) => {
    const titles = sheets
      .flatMap((sheet) => sheet.rows.slice(0, 1).flat())
      .map((cell) => /\((\d{6})\)/.exec(cell.text)?.[1]);
    const named = titles.find((code) => code && known(code));
    if (named) return named;
    const needs = kit.header.needsOf(book.requirements, null);
    const found = new Set();
    for (const sheet of sheets) {
      const header = kit.header.findHeader(sheet, needs);
      if (header === null) continue;
      for (const key of ["division", "unit"]) {
        const column = header.keyed(key);
        if (!column) continue;
        const written = sheet.rows.slice(header.row + 1).map((cells) => cells[column.index]?.text ?? "");
        for (const text of new Set(written)) {
          if (kit.pace.due()) await kit.pace.rest("reading");
          const code = find(text);
          if (code) found.add(code);
        }
        if (found.size) break;
      }
    }
    return common([...found]);
  };

  /** @type {() => number} */
  const asOf = () => dayOfIso(day.value) ?? ordinalToday();
  // Says how far the work is: reading, judging.
  /** @type {(step: string, done: number, all: number) => void} */
  const progress = (step, done, all) => {
    const percent = all ? fill(screen.percent, { percent: Math.floor((done / all) * 100) }) : "";
    status.textContent = screen.steps[step] + percent;
  };
  let turn = 0; // what was begun last is shown, and nothing that it overtook
  const show = async () => {
    if (!opened) return;
    const source = opened;
    turn += 1;
    const mine = turn;
    place.replaceChildren();
    kit.pace.tell((...step) => {
      if (mine === turn) progress(...step);
    });
    try {
      const checked = await report.check(source.read, source.file, { division: divisionOf(), asOf: asOf() });
      if (mine !== turn) return;
      if (checked.problems.length) place.append(tableOfProblems(checked.problems, source.file));
      for (const part of partsOf(checked, source)) {
        if (kit.pace.due()) await kit.pace.rest("showing");
        if (mine !== turn) return;
        const made = await part();
        if (made) place.append(made);
      }
      const counted = Object.entries(report.counts(checked)).filter(([, count]) => count);
      const counts = counted
        .map(([state, count]) => fill(screen.counted, { label: book.states[state], count }))
        .join("，");
      status.textContent = fill(screen.done, { file: source.file, counts });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (mine === turn) refuse(error.problems, source.file);
    }
  };
  /** @type {(problems: Problem[], name: string) => void} */
  const refuse = (problems, name) => {
    status.textContent = fill(screen.problems, { file: name, count: problems.length });
    place.replaceChildren(tableOfProblems(problems, name));
  };
  /** @type {(problems: Problem[], name: string) => HTMLElement} */
  const tableOfProblems = (problems, name) => {
    const rows = problems.map((problem) =>
      make(
        "tr",
        {},
        make("td", { class: "problem-place" }, problem.place.replace(`${name} `, "")),
        make("td", {}, problem.message, " ", make("span", { class: "quiet" }, problem.code)),
        make("td", {}, problem.remedy),
      ),
    );
    return tableOf(screen.problem_columns, rows, "problems");
  };

  /** @type {(bytes: Uint8Array<ArrayBuffer>, name: string, about?: FileAbout) => Promise<void>} */
  const open = async (bytes, name, about = {}) => {
    status.textContent = fill(screen.reading, { file: name });
    opened = null;
    turn += 1;
    const mine = turn;
    place.replaceChildren();
    kit.pace.tell(progress);
    try {
      const read = await kit.table.sheetsOf(bytes, name);
      if (mine !== turn) return;
      opened = { read, file: name, bytes, ...about };
      if (about.division) division.value = divisionLabel(about.division);
      else if (!isChosen) division.value = divisionLabel(await guessedOf(read[0]));
      if (about.as_of) [own, day.value] = [own ?? day.value, about.as_of];
      else if (own) [own, day.value] = [null, own];
      await show();
    } catch (error) {
      if (error instanceof Refused) refuse(error.problems, name);
      else
        status.textContent = fill(screen.failed, { reason: error instanceof Error ? error.message : error });
    }
    place.focus({ preventScroll: true });
  };

  // --- how results look ------------------------------------------------------------------------------------

  /** @type {(headers: string[], rows: HTMLElement[], name: string) => HTMLElement} */
  const tableOf = (headers, rows, name) =>
    make(
      "div",
      { class: "table-frame" },
      make(
        "table",
        { class: `checks-table stacked selfcheck-${name}` },
        make("thead", {}, make("tr", {}, ...headers.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...rows),
      ),
    );

  /** @type {(rule: Requirement) => [title: string, level: string, label: string]} */
  const policyOf = (rule) => book.policies[rule.clause.split("/")[0]] ?? [rule.clause, "", ""];
  /** @type {(result: Result) => string} */
  const unitOf = (one) =>
    one.row.year === null
      ? report.unitOf(one)
      : fill(screen.year, { unit: report.unitOf(one), year: one.row.year });
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

  const MOST_SHOWN = 100; // units of one list; the files to take away hold all
  /** @type {(listed: unknown[], tag: keyof HTMLElementTagNameMap) => HTMLElement[]} */
  const restOf = ({ length }, tag) =>
    length > MOST_SHOWN
      ? [make(tag, { class: "quiet" }, fill(screen.rest, { count: length - MOST_SHOWN }))]
      : [];

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
        ...facts.filter(Boolean).map((text) => make("span", {}, text)),
      );
    });
    const facts = [
      fill(screen.asked, { asked: report.asked(group[0]) }),
      rule.due === null ? "" : fill(screen.due, { due: report.due(group[0], checked.asOf) }),
      all.length > 1 ? fill(screen.units, { total: all.length, met }) : "",
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

  // The parts of the page, each to be made in its turn.
  /**
   * @type {(
   *   checked: Checked,
   *   source: OpenedFile,
   * ) => (() => Promise<HTMLElement | null> | HTMLElement | null)[]}
   */
  const partsOf = (checked, source) => {
    const where =
      checked.division === null
        ? screen.everywhere
        : fill(screen.where, { name: nameOf(checked.division), code: checked.division });
    const about = fill(screen.about, { file: checked.file, where, day: isoDay(checked.asOf) });
    const noData = report.inState(checked, "no_data");
    return [
      () =>
        source.fictional
          ? make(
              "p",
              { class: "fictional", role: "note" },
              screen.fictional,
              " ",
              saved(screen.example_file, () => [source.bytes, source.file]),
            )
          : null,
      () => make("p", { class: "selfcheck-about" }, about),
      () => make("p", { class: "selfcheck-about" }, report.ledger(checked)),
      () => summaryOf(checked),
      () => downloadsOf(checked),
      () => sectionOf("could_not_run", checked),
      () => sectionOf("not_met", checked),
      () => sectionOf("judgement", checked),
      () => sectionOf("not_due", checked),
      () => sectionOf("no_data", checked, [() => missingOf(checked), ...findingsOf(noData, checked)]),
      () => (noData.length ? null : missingOf(checked)),
      () => sectionOf("not_adopted", checked),
      () => sectionOf("adopted", checked, [() => tableOfMet("adopted", checked)]),
      () => sectionOf("met", checked, [() => tableOfMet("met", checked)]),
      () =>
        checked.notes.length
          ? make(
              "details",
              { class: "selfcheck-notes" },
              make("summary", {}, screen.notes),
              make("ul", {}, ...checked.notes.map((note) => make("li", {}, note))),
            )
          : null,
    ];
  };

  // --- files -----------------------------------------------------------------------------------------------

  // A button that makes its file when it is asked for.
  /** @type {(text: string, content: () => [Uint8Array<ArrayBuffer> | string, string]) => HTMLElement} */
  const saved = (text, content) =>
    make(
      "button",
      {
        type: "button",
        class: "link-button",
        onclick: () => {
          const [data, name] = content();
          const uri = URL.createObjectURL(new Blob([data]));
          make("a", { href: uri, download: name }).click();
          setTimeout(() => URL.revokeObjectURL(uri), 1000);
        },
      },
      text,
    );

  /** @type {(checked: Checked) => HTMLElement} */
  const downloadsOf = (checked) => {
    const name = fill(screen.result_name, {
      file: checked.file.replace(/\.[^.]*$/, ""),
      day: isoDay(checked.asOf),
    });
    /** @type {Record<string, (checked: Checked) => Uint8Array<ArrayBuffer> | string>} */
    const writers = { xlsx: report.asWorkbook, csv: report.asCsv, json: report.asJson };
    const buttons = Object.entries(screen.files).flatMap(([ending, label], at) => [
      at ? " · " : "",
      saved(label, () => [writers[ending](checked), `${name}.${ending}`]),
    ]);
    return make("p", { class: "table-files" }, screen.download, ...buttons);
  };

  // --- the form --------------------------------------------------------------------------------------------

  /** @type {(chosen: File | null | undefined) => Promise<void>} */
  const take = async (chosen) => {
    if (chosen) await open(new Uint8Array(await chosen.arrayBuffer()), chosen.name);
  };
  file.addEventListener("change", async () => {
    await take(file.files?.[0]);
    file.value = ""; // the same file, mended, may be chosen again
  });
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files[0]);
  });
  element("form").addEventListener("submit", (event) => event.preventDefault());
  division.addEventListener("change", () => {
    isChosen = division.value.trim() !== "";
    show();
  });
  division.addEventListener("focus", () => {
    const list = element("divisions");
    if (!list.children.length)
      list.append(...codes.map((code) => make("option", { value: divisionLabel(code) })));
  });
  day.value = isoDay(ordinalToday());
  day.addEventListener("change", () => {
    own = null;
    show();
  });

  const { example } = book;
  const attempt = element("try");
  attempt.hidden = !example;
  attempt.addEventListener("click", () => {
    if (!example) return;
    const { file: name, sheets, ...about } = example;
    open(kit.writer.write(sheets), name, { ...about, fictional: true });
  });

  return { make, findingOf, asOf };
})();
