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

  /** @type {Map<string, string>} by a unit's name as it is written, the name that it is known by */
  const names = new Map();
  /** @type {(unit: string) => string} */
  const nameOf = (unit) => {
    const found = names.get(unit) ?? key(unit);
    names.set(unit, found);
    return found;
  };
  // What makes it the figure it is, whoever reports it.
  /** @type {(figure: Figure, when?: [number | null, string]) => string} */
  const keyOf = ({ entity, division, unit, year, period, name }, when = [year, period]) =>
    [entity, division, nameOf(unit), ...when, name].join("\n");
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
  /** @type {(read: { rows: Row[], every: Problem[], doubts: Doubt[] }, file: string) => Fault[]} */
  const problemsOf = ({ rows, every, doubts }, file) => {
    /** @type {Set<string>} */
    const told = new Set();
    const cells = rows.flatMap((row) =>
      [...row.unread].map(([name, text]) => {
        const year = row.dated || row.place;
        const place = name === OF_YEAR ? year : (row.places.get(name) ?? row.place);
        told.add(place);
        return fault("problem", row.unit, text, file, place);
      }),
    );
    const others = every.filter(({ place }) => !told.has(place));
    return [
      ...cells,
      ...others.map(({ code, message, place }) => fault("problem", "", `${code} ${message}`, file, place)),
      ...doubts.map(({ text, place }) => fault("total", "", text, file, place)),
    ];
  };
  // Units of which something is reported, each with the cells that say whose and when.
  /** @type {(rows: Row[], file: string) => Reported[]} */
  const unitsOf = (rows, file) =>
    rows
      .filter(({ figures }) => figures.size)
      .map(({ unit, division, entity, year, period, place, dated, blanks }) => {
        /** @type {[string, string][]} */
        const empty = [...blanks].map(([name, at]) => [
          (book.variables[name] ?? book.indicators[name]).label,
          at,
        ]);
        return { unit, division, entity, year, period, file, place, dated, blanks: empty };
      });

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
      const read = await kit.reading.observe(await kit.table.sheetsOf(bytes, name), name, rules, {
        ...about,
        every: true,
      });
      const figures = read.rows.flatMap((row) => figuresOf(row, file, sha256));
      return { file, sha256, units: unitsOf(read.rows, file), figures, faults: problemsOf(read, file) };
    } catch (error) {
      if (!(error instanceof kit.words.Refused)) throw error;
      const unit = name.replace(/(?<=.)\.[^.]*$/, "");
      // Of a file of which nothing can be used: what is wrong with a cell, or with the whole.
      const faults = error.problems.map(({ code, message, place }) =>
        place.startsWith(`${name} `)
          ? fault("problem", unit, `${code} ${message}`, file, place)
          : fault("refused", unit, `${code} ${message}`, file),
      );
      return { file, sha256, units: [], figures: [], faults };
    }
  };

  // --- all of them ---------------------------------------------------------------------------------------

  /** @type {(files: Sent[], of: Map<string, When>, says: CollectWords["says"]) => Fault[]} */
  const missing = (files, of, says) =>
    files.flatMap(({ file, units }) =>
      units
        .filter(({ entity, year, period }) => {
          const [wanted, part] = of.get(entity) ?? [null, ""];
          return year === wanted && period === part;
        })
        .flatMap(({ unit, blanks }) =>
          blanks.map(([label, place]) => fault("missing", unit, fill(says.missing, { label }), file, place)),
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

  // Those who sent nothing: of what is there and cannot be used another fault says why. A file of which
  // nothing can be used is of the unit that its name or folder names, of several the longest.
  /** @type {(files: Sent[], about: CollectAbout, says: CollectWords["says"]) => Fault[]} */
  const late = (files, { units = [], due = "", asOf = "" }, says) => {
    const told = files.flatMap(({ figures, faults }) => [...figures, ...faults]);
    const there = new Set(told.map(({ unit }) => nameOf(unit)));
    const wanted = units.map(nameOf).sort((one, other) => other.length - one.length);
    for (const { figures, file } of files) {
      const name = figures.length ? "" : nameOf(file);
      there.add(wanted.find((one) => name.includes(one)) ?? "");
    }
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

  // The year and period of most that was reported.
  /** @type {(files: Sent[], of: Map<string, When>) => When | undefined} */
  const usual = (files, of) => {
    const whens = files
      .flatMap(({ units }) => units.map(({ entity }) => of.get(entity)))
      .filter((when) => when !== undefined);
    const groups = [...Map.groupBy(whens, (when) => when.join(" ")).values()];
    return groups.reduce((most, one) => (one.length > most.length ? one : most), whens.slice(0, 1))[0];
  };

  /** @type {(files: Sent[], words: CollectWords, about?: CollectAbout) => Promise<Collection>} */
  const collect = async (files, words, about = {}) => {
    const all = inOrder(files),
      { last = [] } = about,
      { says } = words,
      asking = policykitCollect.questions;
    const figures = all.flatMap((one) => one.figures);
    const of = asking.reported(all, about.year || null);
    /** @type {Fault[]} */
    const faults = all.flatMap((one) => one.faults);
    const steps = [
      () => missing(all, of, says),
      () => doubled(figures, says),
      () => asking.implausible(figures, last, of, words),
      () => asking.scaled(figures, of, new Set(faults.map(({ place }) => place)), words),
      () => asking.elsewhen(all, of, words),
      () => asking.aliases(all, figures, words),
      () => late(all, about, says),
    ];
    for (const step of steps) {
      faults.push(...step());
      await pace.rest("accounting", 0, 0);
    }
    const [year, period] = usual(all, of) ?? [about.year || null, ""];
    return { files: all, figures, faults, changes: changesOf(last, figures), year, period };
  };

  return { sent, collect, nameOf, keyOf, written, fault };
})();
