// The page that collects: files come in, one table goes out, each unit's faults by their cells.
policykitCollect.page = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill, Refused } = kit.words;
  const { known, find } = kit.divisions;
  const { general, isoDay, ordinal } = kit.numbers;
  const { make, worded } = kit.elements;
  const { rules, files, marks, pool } = policykitCollect;
  const { button, listOf } = policykitCollect.list;

  const root = document.getElementById("collect");
  if (!root) return null;
  /** @type {CollectWords} */
  const words = JSON.parse(root.dataset.words ?? "{}");
  const { screen } = words;
  /** @type {(name: string) => HTMLElement} */
  const element = (name) => /** @type {HTMLElement} */ (document.getElementById(`collect-${name}`));
  /** @type {(name: string) => HTMLInputElement} */
  const input = (name) => /** @type {HTMLInputElement} */ (element(name));
  const [file, division, year, units, due] = ["file", "division", "year", "units", "due"].map(input);
  const [status, place] = ["status", "result"].map(element);
  const bar = /** @type {HTMLProgressElement} */ (element("progress"));

  const today = () => {
    const now = new Date();
    return isoDay(ordinal(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? 0);
  };
  /** @type {(data: Uint8Array<ArrayBuffer> | string, name: string) => void} */
  const save = (data, name) => {
    const uri = URL.createObjectURL(new Blob([data]));
    make("a", { href: uri, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(uri), 1000);
  };
  // --- what came in ----------------------------------------------------------------------------------------

  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const came = new Map();
  /** @type {Map<string, Sent>} what was read, for the division that was named then */
  const read = new Map();
  /** @type {Figure[]} */
  let last = [];
  let turn = 0; // what was begun last is shown
  let readFor = ""; // the division that was named then

  /** @type {() => string | null} */
  const divisionOf = () => {
    const text = division.value.trim();
    if (!text) return null;
    const code = /\d{6}/.exec(text)?.[0] ?? find(text);
    if (code === null || !known(code))
      throw new Refused([
        { code: "", place: "", message: fill(screen.no_division, { written: text }), remedy: "" },
      ]);
    return code;
  };
  /** @type {(text: string, done: number, all: number) => void} */
  const tell = (text, done, all) => {
    status.textContent = text;
    bar.hidden = done >= all;
    bar.max = all;
    bar.value = done;
  };

  const collect = async () => {
    turn += 1;
    const mine = turn;
    if (!came.size) return;
    readFor = division.value;
    try {
      const about = { division: divisionOf(), asOf: ordinalToday() };
      kit.pace.tell(() => {});
      const left = [...came].filter(([name]) => !read.has(name));
      let done = came.size - left.length;
      /** @type {(sent: Sent) => boolean} whether the rest is still wanted */
      const keep = (sent) => {
        if (mine !== turn) return false;
        done += 1;
        read.set(sent.file, sent);
        tell(fill(screen.reading, { done, all: came.size, file: sent.file }), done, came.size + 1);
        return true;
      };
      const [first] = left;
      if (first) tell(fill(screen.reading, { done, all: came.size, file: first[0] }), done, came.size + 1);
      const jobs = left.map(([name, bytes]) => ({ file: name, bytes, about }));
      await pool.read(root.dataset.worker ?? "", jobs, keep);
      if (mine !== turn) return;
      tell(screen.working, 1, 1);
      const listed = units.value
        .split("\n")
        .map((line) => line.split(/[,，\t]/)[0].trim())
        .filter(Boolean);
      const collection = await rules.collect([...read.values()], words, {
        year: Number(year.value) || null,
        units: [...new Set(listed)],
        due: due.value,
        asOf: today(),
        last,
      });
      if (mine === turn) await show(collection, () => mine === turn);
    } catch (error) {
      if (mine !== turn) return;
      bar.hidden = true;
      const reason = error instanceof Error ? error.message : error;
      status.textContent =
        error instanceof Refused ? error.problems[0].message : fill(screen.failed, { reason });
    }
  };
  const ordinalToday = () => kit.numbers.dayOfIso(today()) ?? 0;
  // What was read is read anew, as of another division; not because a field has lost the focus.
  const again = () => {
    if (division.value === readFor) return;
    read.clear();
    collect();
  };

  // Those with figures, and those that were sent in their stead: of these reading says what they are.
  const endings = new Set(Object.values(words.endings).flat());
  /** @type {(given: [string, File][]) => Promise<void>} */
  const take = async (given) => {
    const told = [];
    for (const [name, one] of given) {
      if (/\.json$/i.test(name)) {
        const figures = files.figuresIn(await one.text());
        last = figures ?? last;
        told.push(
          figures ? fill(screen.last, { count: last.length }) : fill(screen.bad_last, { file: name }),
        );
      } else if (endings.has(name.toLowerCase().split(".").at(-1) ?? "")) {
        came.set(name, new Uint8Array(await one.arrayBuffer()));
        read.delete(name);
      }
    }
    status.textContent = told.join("") || (came.size ? "" : screen.none);
    await collect();
  };

  policykitFiles.listen(file, root, element("drop"), take);
  element("form").addEventListener("submit", (event) => event.preventDefault());
  for (const one of [year, units, due]) one.addEventListener("change", collect);
  division.addEventListener("change", again);
  policykitCounty.field.attach(division);
  const county = policykitCounty.current();
  if (county) division.value = `${county.code} ${county.name}`;
  element("clear").addEventListener("click", () => {
    turn += 1;
    came.clear();
    read.clear();
    last = [];
    bar.hidden = true;
    status.textContent = "";
    place.replaceChildren();
    file.focus();
  });

  // --- what is shown ---------------------------------------------------------------------------------------

  /** @type {(value: number | undefined, measure: string, name: string) => string} */
  const valueOf = (value, measure, name) => {
    if (value === undefined) return "";
    const meaning = book.variables[name] ?? book.indicators[name];
    if (meaning?.date) return value === Infinity ? book.page.report.undone : isoDay(Math.trunc(value));
    const grade = meaning?.grades.findLast(([, rank]) => rank === value)?.[0];
    return grade ?? general(value, 12) + measure.replace(/^1\//, "/");
  };
  /** @type {(figure: Figure) => string} */
  const when = ({ year: of, period }) => period || (of === null ? "" : fill(screen.year, { year: of }));

  /** @type {(collection: Collection, isMine: () => boolean) => Promise<void>} */
  const show = async (collection, isMine) => {
    const counts = files.counts(collection);
    const kinds = Object.entries(words.kinds).filter(([kind]) => counts.has(kind));
    const said = kinds.map(([kind, label]) => fill(screen.counted, { label, count: counts.get(kind) }));
    const whole = {
      files: collection.files.length,
      units: files.unitsOf(collection).length,
      figures: collection.figures.length,
    };
    tell(fill(screen.done, { ...whole, counts: said.join("、") || screen.nothing }), 1, 1);
    if (last.length) status.append(fill(screen.last, { count: last.length }));
    const summary = make(
      "dl",
      { class: "glance verdict-counts" },
      ...kinds.map(([kind, label]) =>
        make(
          "div",
          { class: `verdict fault-${kind}` },
          make("dt", {}, label),
          make("dd", {}, String(counts.get(kind))),
        ),
      ),
    );
    const { faults, figures, changes } = collection;
    const parts = [
      () => (kinds.length ? summary : null),
      () => downloadsOf(collection),
      () => copiesOf(collection),
      () =>
        listOf(
          screen,
          fill(screen.faults, { count: faults.length }),
          inUnits(faults),
          {
            heads: screen.fault_columns,
            name: "faults",
            cells: (one) => [
              one.unit,
              make("span", { class: `fault fault-${one.kind}` }, words.kinds[one.kind]),
              make("span", {}, ...worded(one.text)),
              one.place || one.file,
            ],
          },
          [
            [screen.of_unit, ({ unit }) => unit],
            [screen.of_kind, ({ kind }) => words.kinds[kind]],
          ],
        ),
      () =>
        listOf(
          screen,
          fill(screen.changes, { count: changes.length }),
          changes,
          {
            heads: screen.change_columns,
            name: "changes",
            cells: ({ before, now }) => {
              const one = /** @type {Figure} */ (now ?? before);
              const kind = words.changes[before ? (now ? "changed" : "removed") : "added"];
              const values = [before, now].map((each) => valueOf(each?.value, one.measure, one.name));
              return [one.unit, when(one), one.label, kind, ...values, one.place];
            },
          },
          [[screen.of_unit, ({ before, now }) => (now ?? before)?.unit ?? ""]],
        ),
      () =>
        listOf(
          screen,
          fill(screen.figures, { count: figures.length }),
          figures,
          {
            heads: screen.figure_columns,
            name: "figures",
            cells: (one) => [
              one.unit,
              when(one),
              one.label,
              valueOf(one.value, one.measure, one.name),
              one.place,
            ],
          },
          [
            [screen.of_unit, ({ unit }) => unit],
            [screen.of_name, ({ label }) => label],
          ],
        ),
    ];
    place.replaceChildren();
    for (const part of parts) {
      if (kit.pace.due()) await kit.pace.rest("showing");
      if (!isMine()) return;
      place.append(part() ?? "");
    }
    place.focus({ preventScroll: true });
  };
  // Faults unit by unit, in the order in which the units first have one.
  /** @type {(faults: Fault[]) => Fault[]} */
  const inUnits = (faults) => [...Map.groupBy(faults, ({ unit }) => unit).values()].flat();

  /** @type {(collection: Collection) => HTMLElement} */
  const downloadsOf = (collection) => {
    const name = fill(screen.name, { day: today() });
    /** @typedef {Uint8Array<ArrayBuffer> | string} Written */
    /** @type {Record<string, (collection: Collection, words: CollectWords) => Written>} */
    const writers = { xlsx: files.asWorkbook, csv: files.asCsv, json: files.asJson };
    const buttons = Object.entries(screen.files).flatMap(([ending, label], at) => [
      at ? " · " : "",
      button(label, () => save(writers[ending](collection, words), `${name}.${ending}`)),
    ]);
    return make("p", { class: "table-files" }, screen.download, ...buttons);
  };

  // The workbooks that go back, one by one or all in one archive; marked when they are asked for.
  /** @type {(collection: Collection) => HTMLElement | null} */
  const copiesOf = ({ faults }) => {
    const marked = [...Map.groupBy(faults, (one) => one.file)]
      .map(([name, own]) => ({ name, own: own.filter(({ place: at, kind }) => at && kind !== "refused") }))
      .filter(({ name, own }) => own.length && /\.xls[xm]$/i.test(name));
    if (!marked.length) return null;
    /** @type {(wanted: typeof marked) => Promise<[string, Uint8Array<ArrayBuffer>][]>} */
    const made = async (wanted) => {
      /** @type {[string, Uint8Array<ArrayBuffer>][]} */
      const copies = [];
      for (const [at, { name, own }] of wanted.entries()) {
        tell(fill(screen.copying, { done: at + 1, all: wanted.length }), at, wanted.length);
        const bytes = came.get(name);
        const copy = bytes && (await marks.marked(bytes, own, words));
        if (copy) copies.push([name, copy]);
        if (kit.pace.due()) await kit.pace.rest("copying");
      }
      tell(copies.length ? fill(screen.copied, { count: copies.length }) : screen.uncopied, 1, 1);
      return copies;
    };
    const all = button(fill(screen.copies, { count: marked.length }), async () => {
      const copies = await made(marked);
      if (copies.length) save(kit.archive.pack(copies), fill(screen.copies_name, { day: today() }));
    });
    const each = marked.map((one) =>
      make(
        "li",
        {},
        button(one.name, async () => {
          const [copy] = await made([one]);
          if (copy) save(copy[1], copy[0].split("/").at(-1) ?? copy[0]);
        }),
        ` ${fill(screen.counted, { label: "", count: one.own.length })}`,
      ),
    );
    return make(
      "div",
      { class: "collect-copies" },
      make("p", {}, screen.copies_about),
      make("p", {}, all),
      make("details", {}, make("summary", {}, screen.copy), make("ul", {}, ...each)),
    );
  };

  return { take };
})();
