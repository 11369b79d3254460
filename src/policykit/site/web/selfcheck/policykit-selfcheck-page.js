// The page: opens a file, shows what was found, gives the result to take away. Everything is set as text.
policykitSelfcheck.page = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { isoDay, dayOfIso, ordinal } = kit.numbers;
  const { fill, Refused } = kit.words;
  const { known, nameOf, find, hint } = kit.divisions;
  const { report, files } = kit;
  const { root, make } = kit.elements;
  const { findingsOf, sectionOf, tableOfMet, missingOf, summaryOf, clausesOf } = kit.findings;
  const { tableOfProblems, problemsOf, accountOf, notesOf } = kit.ledger;
  const { screen } = book.page;

  if (!root) return null;
  /** @type {(name: string) => HTMLElement} */
  const element = (name) => /** @type {HTMLElement} */ (document.getElementById(`selfcheck-${name}`));
  /** @type {(name: string) => HTMLInputElement} */
  const input = (name) => /** @type {HTMLInputElement} */ (element(name));
  const [file, division, day] = ["file", "division", "day"].map(input);
  const [status, place, working] = ["status", "result", "working"].map(element);
  const ofYear = /** @type {HTMLSelectElement} */ (element("of"));
  const bar = /** @type {HTMLProgressElement} */ (element("progress"));
  const workerUri = root.dataset.worker ?? "";
  const ordinalToday = () => {
    const now = new Date();
    return ordinal(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? 0;
  };

  // --- what is checked -----------------------------------------------------------------------------------

  /** @type {OpenedFile | null} */
  let opened = null;
  /** @type {{ checked: Checked, fictional: boolean } | null} */
  let current = null; // what is on the page
  let isChosen = false; // whether the reader named the division
  /** @type {string | null} */
  let own = null; // the reader's day, while the file or a chosen year shows another

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

  // The division that the reader has chosen as the own one.
  const chosenDivision = () => {
    const code = policykitCounty.current()?.code ?? null;
    return known(code) ? code : null;
  };
  /** @type {() => number} */
  const asOf = () => dayOfIso(day.value) ?? ordinalToday();
  let turn = 0; // what was begun last is shown, and nothing that it overtook
  let isWaited = false; // whether a desk is at work for what was begun last
  // Says how far the work is: reading, judging.
  /** @type {Progress} */
  const progress = (step, done, all) => {
    if (!isWaited) return;
    const percent = all ? fill(screen.percent, { percent: Math.floor((done / all) * 100) }) : "";
    status.textContent = (opened?.isHere ? working.dataset.without : "") + screen.steps[step] + percent;
    bar.value = all ? done / all : 0;
  };
  // What takes its time: a bar and a button that ends it.
  /** @type {(is: boolean) => void} */
  const wait = (is) => {
    isWaited = is;
    working.hidden = !is;
    bar.value = 0;
  };
  const show = async () => {
    if (!opened) return;
    const source = opened;
    turn += 1;
    const mine = turn;
    place.replaceChildren();
    wait(true);
    try {
      const year = Number(ofYear.value) || null;
      const checked = await source.desk.check({ division: divisionOf(), asOf: asOf(), year });
      if (mine !== turn) return;
      offer(checked.years);
      kit.pace.tell(progress);
      current = { checked, fictional: Boolean(source.fictional) };
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
      const { length: count } = checked.problems;
      const line = count ? screen.done_partly : screen.done;
      wait(false);
      status.textContent = fill(line, { file: source.file, counts, count });
    } catch (error) {
      if (mine !== turn) return;
      wait(false);
      fail(error, source.file);
    }
  };
  // The years of a file, where there are several, to choose by whose figures all is judged.
  /** @type {(years: number[]) => void} */
  const offer = (years) => {
    const chosen = ofYear.value;
    ofYear.length = 1;
    for (const year of years)
      ofYear.append(make("option", { value: String(year) }, fill(screen.of_year, { year })));
    ofYear.value = years.includes(Number(chosen)) ? chosen : "";
    for (const part of [ofYear.labels[0], ofYear.parentElement]) if (part) part.hidden = years.length < 2;
  };
  // Why there is no verdict: what is wrong with the file, or what stopped the program.
  /** @type {(error: unknown, name: string) => void} */
  const fail = (error, name) => {
    if (!(error instanceof Refused)) {
      status.textContent = fill(screen.failed, { reason: error instanceof Error ? error.message : error });
      return;
    }
    status.textContent = fill(screen.problems, { file: name, count: error.problems.length });
    place.replaceChildren(tableOfProblems(error.problems, name));
  };
  /** @type {(bytes: Uint8Array<ArrayBuffer>, name: string, about?: FileAbout) => Promise<void>} */
  const open = async (bytes, name, about = {}) => {
    close();
    status.textContent = fill(screen.reading, { file: name });
    const mine = turn;
    wait(true);
    try {
      const [desk, isHere] = await kit.desk.begin(workerUri, bytes.length, progress);
      if (mine !== turn) return desk.end();
      opened = { desk, isHere, file: name, bytes, ...about };
      offer([]);
      const found = await desk.open(bytes, name);
      if (mine !== turn) return;
      if (about.division) division.value = divisionLabel(about.division);
      else if (!isChosen) division.value = divisionLabel(found ?? chosenDivision());
      if (about.as_of) [own, day.value] = [own ?? day.value, about.as_of];
      else if (own) [own, day.value] = [null, own];
      await show();
    } catch (error) {
      if (mine !== turn) return;
      close();
      fail(error, name);
    }
    place.focus({ preventScroll: true });
  };
  // Nothing is open then, and nothing that was begun is shown; a worker is ended, turns end unseen.
  const close = () => {
    opened?.desk.end();
    kit.pace.tell(() => {}); // what still runs in turns tells nobody
    opened = null;
    turn += 1;
    wait(false);
    place.replaceChildren();
  };
  element("stop").addEventListener("click", () => {
    close();
    status.textContent = working.dataset.stopped ?? "";
    element("file").focus();
  });

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
      () => summaryOf(checked),
      () => {
        const count = report.overruled(checked);
        return count ? make("p", { class: "selfcheck-about" }, fill(screen.overruled, { count })) : null;
      },
      ...checked.outOfForce.map((line) => () => make("p", { class: "selfcheck-about" }, line)),
      () => downloadsOf(checked),
      () => problemsOf(checked),
      () => accountOf(checked),
      () => notesOf(checked),
      () => clausesOf(checked),
      () => sectionOf("could_not_run", checked),
      () => sectionOf("not_met", checked),
      () => sectionOf("judgement", checked),
      () => sectionOf("not_due", checked),
      () => sectionOf("no_data", checked, [() => missingOf(checked), ...findingsOf(noData, checked)]),
      () => (noData.length ? null : missingOf(checked)),
      () => sectionOf("not_adopted", checked),
      () => sectionOf("adopted", checked, [() => tableOfMet("adopted", checked)]),
      () => sectionOf("met", checked, [() => tableOfMet("met", checked)]),
    ];
  };

  // --- files -----------------------------------------------------------------------------------------------

  /** @type {(data: Uint8Array<ArrayBuffer> | string, name: string) => void} */
  const save = (data, name) => {
    const uri = URL.createObjectURL(new Blob([data]));
    make("a", { href: uri, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(uri), 1000);
  };
  // A button that makes its file when it is asked for.
  /** @type {(text: string, content: () => [Uint8Array<ArrayBuffer> | string, string]) => HTMLElement} */
  const saved = (text, content) =>
    make("button", { type: "button", class: "link-button", onclick: () => save(...content()) }, text);

  /** @type {(checked: Checked) => HTMLElement} */
  const downloadsOf = (checked) => {
    const name = fill(screen.result_name, {
      file: checked.file.replace(/\.[^.]*$/, ""),
      day: isoDay(checked.asOf),
    });
    /** @type {Record<string, (checked: Checked) => Uint8Array<ArrayBuffer> | string>} */
    const writers = { xlsx: files.asWorkbook, csv: files.asCsv, json: files.asJson };
    const buttons = Object.entries(screen.files).flatMap(([ending, label], at) => [
      at ? " · " : "",
      saved(label, () => [writers[ending](checked), `${name}.${ending}`]),
    ]);
    const where = checked.division === null ? screen.everywhere : nameOf(checked.division);
    const paper = () => kit.paper.paperOf(checked, where, Boolean(current?.fictional));
    const printing = make(
      "button",
      { type: "button", class: "link-button", onclick: () => kit.paper.print(place, paper()) },
      screen.print,
    );
    return make("p", { class: "table-files" }, screen.download, ...buttons, " · ", printing);
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
  policykitCounty.field.attach(division);
  policykitCounty.onChoice(() => {
    if (isChosen || opened) return;
    division.value = divisionLabel(chosenDivision());
  });
  day.value = isoDay(ordinalToday());
  day.addEventListener("change", () => {
    own = null;
    show();
  });

  ofYear.addEventListener("change", () => {
    // A year is judged as on its last day, unless it is not over on the day of the file, or of the reader.
    const without = opened?.as_of ?? own ?? isoDay(asOf());
    const last = `${ofYear.value}-12-31`;
    if (ofYear.value && last < without) [own, day.value] = [own ?? day.value, last];
    else [own, day.value] = [opened?.as_of ? own : null, without];
    show();
  });

  // --- the form to fill in ---------------------------------------------------------------------------------

  /** @type {Promise<FormWords> | null} */
  let wording = null;
  // What only a form says, when one is asked for. A page from the disk may load a script, and nothing else.
  const formWords = () => {
    wording ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = (root.dataset.root ?? "") + root.dataset.form;
      script.onload = () => resolve(/** @type {any} */ (window).policykitForm);
      script.onerror = () => {
        wording = null;
        reject(new Error(script.src));
      };
      document.head.append(script);
    });
    return wording;
  };
  const year = input("year");
  const part = /** @type {HTMLSelectElement} */ (element("part"));
  year.value = String(new Date().getFullYear());
  const months = Array.from({ length: 12 }, (_, at) => [at + 1, at + 1]);
  for (const [first, last] of [...Object.values(book.words.periods.names), ...months]) {
    const label = kit.period.partOf({ year: null, first, last });
    part.append(make("option", { value: `${first}-${last}` }, label));
  }
  element("make").addEventListener("click", async () => {
    try {
      const code = divisionOf();
      if (code === null) {
        status.textContent = screen.form_nowhere;
        division.focus();
        return;
      }
      const of = Number(year.value) || new Date().getFullYear();
      const [begin, end] = part.value.split("-").map(Number);
      const period = { year: of, first: begin, last: end };
      const last = current && !current.fictional ? current.checked.rows : [];
      const sheets = kit.form.sheetsOf(await formWords(), code, period, last);
      if (!sheets.length) {
        status.textContent = fill(screen.form_unbound, { name: nameOf(code) });
        return;
      }
      const name = `${fill(screen.form_name, { name: nameOf(code), period: kit.period.labelOf(period) })}.xlsx`;
      save(kit.writer.write(sheets), name);
      const left = kit.form.leftTo(code, period);
      const counted = [...kit.form.askedOf(code, period).variables].map(([entity, names]) =>
        fill(screen.form_sheet, { name: book.entities[entity], count: names.length }),
      );
      const isKnown = kit.form.isPrefilled(period, last);
      status.textContent = [
        fill(screen.form_made, { file: name, sheets: counted.join("，") }),
        ...(left ? [fill(screen.form_left, { count: left })] : []),
        ...(isKnown && current ? [fill(screen.form_last, { file: current.checked.file })] : []),
      ].join("");
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      status.textContent =
        error instanceof Refused ? error.problems[0].message : fill(screen.failed, { reason });
    }
  });

  const { example } = book;
  const attempt = element("try");
  attempt.hidden = !example;
  attempt.addEventListener("click", () => {
    if (!example) return;
    const { file: name, sheets, ...about } = example;
    open(kit.writer.write(sheets), name, { ...about, fictional: true });
  });

  return { asOf };
})();
