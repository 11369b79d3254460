// Files of one's own, chosen or dropped: read as 收表 reads them, and shown as what a build collected.
policykitYears.files = (() => {
  "use strict";

  const { root, words, tableOf } = policykitYears.elements;
  const { make } = policykitElements;
  const { fill } = policykitYears.model;
  const NAMELESS = "PK325"; // nothing says whose a row is
  const MOST = 20; // problems that are shown; 收表 shows all

  if (!root) return null;
  /** @type {(name: string) => HTMLElement} */
  const element = (name) => /** @type {HTMLElement} */ (document.getElementById(`years-${name}`));
  const status = element("status");
  const bar = /** @type {HTMLProgressElement} */ (element("progress"));
  const clear = element("clear");

  /** @type {Promise<void> | null} */
  let reading = null;
  // What reads files comes when there are some, in its order.
  const scripts = () => {
    /** @type {string[]} */
    const files = JSON.parse(root.dataset.reading ?? "[]");
    reading ??= Promise.all(
      files.map(
        (src) =>
          new Promise((resolve, reject) => {
            const script = Object.assign(document.createElement("script"), { src, async: false });
            script.onload = resolve;
            script.onerror = () => reject(new Error(fill(words.failed, { file: src })));
            document.head.append(script);
          }),
      ),
    ).then(() => {});
    return reading;
  };

  /** @type {Map<string, Sent>} */
  const read = new Map();
  /** @type {Map<string, Figure[]>} figures of earlier collections */
  const earlier = new Map();
  /** @type {Map<string, string>} files that name no unit, and the county as whose they were read */
  const proposed = new Map();
  let turn = 0; // what was begun last is shown

  /** @type {(text: string, done: number, all: number) => void} */
  const tell = (text, done, all) => {
    status.textContent = text;
    bar.hidden = done >= all;
    bar.max = all;
    bar.value = done;
  };
  // A row of which no cell says whose it is, in a file of which nothing else could be used.
  /** @type {(sent: Sent | undefined) => boolean} */
  const isNameless = (sent) =>
    !!sent && !sent.units.length && sent.faults.some(({ text }) => text.startsWith(NAMELESS));
  // Whether nothing in it goes by the name of another division, as one that several share.
  /** @type {(sent: Sent, county: County) => boolean} */
  const isOf = ({ units }, { name }) =>
    units.length > 0 &&
    units.every(({ entity, unit }) => !window.policykitRulebook.levels.includes(entity) || unit === name);
  const today = () => {
    const now = new Date();
    return policykitSelfcheck.numbers.ordinal(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? 0;
  };
  /** @type {(given: [string, File][]) => Promise<void>} */
  const take = async (given) => {
    turn += 1;
    const mine = turn;
    const endings = new Set(Object.values(words.endings).flat());
    const sheets = given.filter(([name]) => endings.has(name.toLowerCase().split(".").at(-1) ?? ""));
    const kept = given.filter(([name]) => /\.json$/i.test(name));
    if (!sheets.length && !kept.length) {
      status.textContent = words.files_none;
      return;
    }
    try {
      tell(words.files_begin, 0, given.length);
      await scripts();
      const { pool, rules, files } = policykitCollect;
      policykitSelfcheck.pace.tell(() => {});
      const wrong = [];
      for (const [name, file] of kept) {
        const figures = files.figuresIn(await file.text());
        if (figures) earlier.set(name, figures);
        else wrong.push(fill(words.files_bad, { file: name }));
      }
      const about = { division: null, asOf: today() };
      const jobs = await Promise.all(
        sheets.map(async ([file, one]) => ({ file, bytes: new Uint8Array(await one.arrayBuffer()), about })),
      );
      let done = 0;
      await pool.read(root.dataset.worker ?? "", jobs, (sent) => {
        if (mine !== turn) return false;
        done += 1;
        read.set(sent.file, sent);
        proposed.delete(sent.file);
        tell(fill(words.files_reading, { done, all: jobs.length, file: sent.file }), done, jobs.length + 1);
        return true;
      });
      // A file that names no unit is proposed as the chosen county's, which is said.
      const county = policykitCounty.current();
      const nameless = county ? jobs.filter(({ file }) => isNameless(read.get(file))) : [];
      if (county && nameless.length) {
        const again = nameless.map((job) => ({ ...job, about: { ...about, division: county.code } }));
        await pool.read(root.dataset.worker ?? "", again, (sent) => {
          if (mine !== turn) return false;
          if (isOf(sent, county)) {
            read.set(sent.file, sent);
            proposed.set(sent.file, county.name);
          }
          return true;
        });
      }
      if (mine !== turn) return;
      const { figures, faults } = await rules.collect([...read.values()], window.policykitYearsRules.collect);
      const old = [...earlier].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, all]) => all);
      const all = [...old, ...figures];
      const source = policykitYears.series.of(all);
      if (mine !== turn) return;
      bar.hidden = true;
      const units = new Set(all.map(({ unit }) => unit)).size;
      const counts = { files: read.size + earlier.size, units, figures: all.length };
      const problems = faults.filter(({ kind }) => kind === "refused" || kind === "problem");
      const said = make(
        "div",
        { class: "years-own-files", role: "note" },
        make("p", {}, fill(words.files_done, counts), ...wrong),
        ...[...Map.groupBy(proposed.keys(), (file) => proposed.get(file) ?? "")].map(([name, listed]) =>
          make("p", {}, fill(words.files_proposed, { name, files: listed.join("、") })),
        ),
        problems.length ? problemsOf(problems) : null,
      );
      clear.hidden = false;
      if (source.index?.indicators.length) policykitYears.page.use(source, said);
      else {
        status.textContent = words.files_nothing;
        element("result").replaceChildren(said);
      }
    } catch (error) {
      if (mine !== turn) return;
      reading = null;
      bar.hidden = true;
      status.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  /** @type {(problems: Fault[]) => HTMLElement} */
  const problemsOf = (problems) =>
    make(
      "details",
      {},
      make("summary", {}, fill(words.files_problems, { count: problems.length })),
      tableOf(
        words.problem_columns,
        problems.slice(0, MOST).map(({ unit, text, place, file }) => {
          // What reads files, and words what is wrong with them, is there by now.
          const said = policykitSelfcheck.elements.worded(text);
          return [unit, make("span", {}, ...said), place || file];
        }),
        "problems",
      ),
      make("p", { class: "quiet" }, words.files_more),
    );

  policykitFiles.listen(/** @type {HTMLInputElement} */ (element("file")), root, element("drop"), take);
  clear.addEventListener("click", () => {
    turn += 1;
    read.clear();
    proposed.clear();
    earlier.clear();
    clear.hidden = true;
    bar.hidden = true;
    policykitYears.page.back();
    element("file").focus();
  });
  return { take };
})();
