// What many units sent back, held against each other: as policykit.figures.collect, by the same words.
const policykitCollect = {};
policykitCollect.rules = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill, key } = kit.words;
  const { general } = kit.numbers;
  const { pace } = kit;

  const OF_YEAR = ""; // under which a row says what is wrong with its year
  const SHARE = "%";

  /** @type {Map<string, string>} by a unit's name as it is written, the name that it is known by */
  const names = new Map();
  /** @type {(unit: string) => string} */
  const nameOf = (unit) => {
    const found = names.get(unit) ?? key(unit);
    names.set(unit, found);
    return found;
  };
  // What makes it the figure it is, whoever reports it.
  /** @type {(figure: Figure, year?: number | null) => string} */
  const keyOf = ({ entity, division, unit, year: own, period, name }, year = own) =>
    [entity, division, nameOf(unit), year, period, name].join("\n");
  /** @type {(figure: Figure) => string} */
  const written = ({ value, measure }) => general(value, 12) + measure;
  /** @type {(kind: string, unit: string, text: string, file?: string, place?: string) => Fault} */
  const fault = (kind, unit, text, file = "", place = "") => ({ kind, unit, text, file, place });

  // --- one file ------------------------------------------------------------------------------------------

  /** @type {(row: Row, file: string, sha256: string) => Figure[]} */
  const figuresOf = (row, file, sha256) =>
    [...row.figures].map(([name, value]) => {
      const { label, unit, date, grades } = book.variables[name] ?? book.indicators[name];
      const { division, entity, population, year, period, places } = row;
      return {
        ...{ unit: row.unit, division, entity, population, year, period, name, label, value },
        ...{ measure: date || grades.length ? "" : unit, file, place: places.get(name) ?? "", sha256 },
      };
    });

  // Cell by cell what cannot be used, then what is said of rows, columns and sheets.
  /** @type {(read: Pick<Checked, "rows" | "problems">, file: string) => Fault[]} */
  const problemsOf = ({ rows, problems }, file) => {
    /** @type {Set<string>} */
    const told = new Set();
    const cells = rows.flatMap((row) =>
      [...row.unread].map(([name, text]) => {
        const place = name === OF_YEAR ? row.place : (row.places.get(name) ?? row.place);
        told.add(place);
        return fault("problem", row.unit, text, file, place);
      }),
    );
    const others = problems.filter(
      ({ place }) => !told.has(place) && ![...told].some((one) => place.startsWith(`${one}等`)),
    );
    return [
      ...cells,
      ...others.map(({ code, message, place }) => fault("problem", "", `${code} ${message}`, file, place)),
    ];
  };

  // Reads one file; a file that cannot be read is a fault, and no error.
  /**
   * @type {(
   *   bytes: Uint8Array<ArrayBuffer>,
   *   file: string,
   *   about: { division: string | null, asOf: number },
   * ) => Promise<Sent>}
   */
  const sent = async (bytes, file, about) => {
    const name = file.split("/").at(-1) ?? file;
    const sha256 = kit.archive.sha256(bytes);
    try {
      const { rules } = kit.header.needsOf(book.requirements, about.division);
      const read = await kit.reading.observe(await kit.table.sheetsOf(bytes, name), name, rules, about);
      const figures = read.rows.flatMap((row) => figuresOf(row, file, sha256));
      return { file, sha256, rows: read.rows, figures, faults: problemsOf(read, file) };
    } catch (error) {
      if (!(error instanceof kit.words.Refused)) throw error;
      const unit = name.replace(/(?<=.)\.[^.]*$/, "");
      const faults = error.problems.map((one) => fault("refused", unit, `${one.code} ${one.message}`, file));
      return { file, sha256, rows: [], figures: [], faults };
    }
  };

  // --- all of them ---------------------------------------------------------------------------------------

  /** @type {(files: Sent[], year: number | null, says: CollectWords["says"]) => Fault[]} */
  const missing = (files, year, says) =>
    files.flatMap(({ file, rows }) =>
      rows
        .filter((row) => row.year === year && row.figures.size)
        .flatMap((row) =>
          [...row.blanks].map(([name, place]) => {
            const { label } = book.variables[name] ?? book.indicators[name];
            return fault("missing", row.unit, fill(says.missing, { label }), file, place);
          }),
        ),
    );

  // Of a figure in several files every cell is named, with another in which it stands.
  /** @type {(figures: Figure[], says: CollectWords["says"]) => Fault[]} */
  const doubled = (figures, says) =>
    [...Map.groupBy(figures, (figure) => keyOf(figure)).values()].flatMap((group) => {
      if (group.every(({ file }) => file === group[0].file)) return [];
      const kind = group.every(({ value }) => value === group[0].value) ? "doubled" : "contradicting";
      return group.map((figure) => {
        const others = group.filter(({ file }) => file !== figure.file);
        const other = others.find(({ value }) => value !== figure.value) ?? others[0];
        const told = { label: figure.label, value: written(figure), other: other.place };
        const text = fill(says[kind], { ...told, there: written(other) });
        return fault(kind, figure.unit, text, figure.file, figure.place);
      });
    });

  // What there is to ask about a figure beside that of the year before; empty where there is nothing.
  /** @type {(old: Figure, figure: Figure, words: CollectWords) => string} */
  const question = (old, figure, { implausible: bounds, says }) => {
    const told = { label: figure.label, before: written(old), value: written(figure) };
    const [small, large] = [Math.abs(old.value), Math.abs(figure.value)].sort((one, other) => one - other);
    if (figure.measure === SHARE) {
      const points = Math.abs(figure.value - old.value);
      return points >= bounds.points ? fill(says.points, { ...told, points: general(points, 4) }) : "";
    }
    if (large < bounds.least || small * bounds.times > large) return "";
    if (!small) return figure.value ? "" : fill(says.nothing, told);
    return fill(says.times, { ...told, times: general(large / small, 4) });
  };
  /** @type {(figures: Figure[], last: Figure[], year: number | null, words: CollectWords) => Fault[]} */
  const implausible = (figures, last, year, words) => {
    const before = new Map([...last, ...figures].map((figure) => [keyOf(figure), figure]));
    return figures.flatMap((figure) => {
      if (figure.year === null || figure.year !== year || !figure.measure) return [];
      const old = before.get(keyOf(figure, figure.year - 1));
      const text = old ? question(old, figure, words) : "";
      return text ? [fault("implausible", figure.unit, text, figure.file, figure.place)] : [];
    });
  };
  /** @type {(figures: Figure[], about: CollectAbout, says: CollectWords["says"]) => Fault[]} */
  const late = (figures, { units = [], due = "", asOf = "" }, says) => {
    const there = new Set(figures.map(({ unit }) => nameOf(unit)));
    const text = due && asOf > due ? fill(says.overdue, { due }) : says.late;
    return units.filter((unit) => !there.has(nameOf(unit))).map((unit) => fault("late", unit, text));
  };

  // Against the last collection, if there was one; of a figure that stands twice the last counts.
  /** @type {(last: Figure[], figures: Figure[]) => FigureChange[]} */
  const changesOf = (last, figures) => {
    if (!last.length) return [];
    const [before, now] = [last, figures].map((all) => new Map(all.map((figure) => [keyOf(figure), figure])));
    /** @type {FigureChange[]} */
    const changes = [];
    for (const [which, figure] of now) {
      const old = before.get(which) ?? null;
      if (old?.value !== figure.value) changes.push({ before: old, now: figure });
    }
    for (const [which, figure] of before) if (!now.has(which)) changes.push({ before: figure, now: null });
    return changes;
  };

  // Files as a folder lists them.
  /** @type {(files: Sent[]) => Sent[]} */
  const inOrder = (files) => {
    /** @type {(one: string, other: string) => number} */
    const compare = (one, other) => (one < other ? -1 : Number(one > other));
    /** @type {(one: string[], other: string[]) => number} */
    const along = ([one = "", ...rest], [other = "", ...more]) =>
      compare(one, other) || (rest.length || more.length ? along(rest, more) : 0);
    return [...files].sort((one, other) => along(one.file.split("/"), other.file.split("/")));
  };

  /** @type {(files: Sent[], words: CollectWords, about?: CollectAbout) => Promise<Collection>} */
  const collect = async (files, words, about = {}) => {
    const all = inOrder(files),
      { last = [] } = about,
      { says } = words;
    const figures = all.flatMap((one) => one.figures);
    const latest = figures.reduce((most, { year }) => Math.max(most, year ?? 0), 0);
    const year = about.year || latest || null;
    const steps = [
      () => all.flatMap((one) => one.faults),
      () => missing(all, year, says),
      () => doubled(figures, says),
      () => implausible(figures, last, year, words),
      () => late(figures, about, says),
    ];
    /** @type {Fault[]} */
    const faults = [];
    for (const step of steps) {
      faults.push(...step());
      await pace.rest("accounting", 0, 0);
    }
    return { files: all, figures, faults, changes: changesOf(last, figures), year };
  };

  return { sent, collect };
})();
