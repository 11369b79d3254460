// A collection as files to take away, and such a file read again: as policykit.figures.returns writes them.
policykitCollect.files = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { harmless } = kit.files;
  const { letters } = kit.cells;

  /** @type {(value: number | null | undefined) => number | string} */
  const finite = (value) => (Number.isFinite(value) ? Number(value) : "");
  /** @type {(change: FigureChange) => string} */
  const kindOf = ({ before, now }) => (before ? (now ? "changed" : "removed") : "added");

  /** @type {(collection: Collection) => Map<string, number>} how many faults there are of each kind */
  const counts = ({ faults }) => {
    const found = new Map();
    for (const { kind } of faults) found.set(kind, (found.get(kind) ?? 0) + 1);
    return found;
  };
  /** @type {(collection: Collection) => string[]} */
  const unitsOf = ({ figures }) => [...new Set(figures.map(({ unit }) => unit))];

  // Rows of faults, figures and changes.
  /** @type {(collection: Collection, words: CollectWords) => (string | number)[][][]} */
  const tablesOf = ({ faults, figures, changes }, words) => [
    faults.map((one) => [one.unit, words.kinds[one.kind], one.text, one.file, one.place]),
    figures.map((one) => [
      ...[one.unit, one.division, book.entities[one.entity], one.year ?? "", one.period, one.label],
      ...[finite(one.value), one.measure, one.file, one.place, one.sha256],
    ]),
    changes.flatMap((change) => {
      const one = change.now ?? change.before;
      if (!one) return [];
      const values = [finite(change.before?.value), finite(change.now?.value)];
      const about = [one.unit, one.year ?? "", one.label, words.changes[kindOf(change)]];
      return [[...about, ...values, one.file, one.place]];
    }),
  ];

  /** @type {(collection: Collection, words: CollectWords) => Uint8Array<ArrayBuffer>} */
  const asWorkbook = (collection, words) => {
    const { summary, kinds, sheets, headers, widths } = words;
    /** @type {(value: string | number, style?: string) => SheetCell} */
    const safe = (value, style = "text") =>
      typeof value === "number" ? value : value === "" ? null : { value: harmless(value), style };
    const found = counts(collection);
    /** @type {[string, number | string][]} */
    const lines = [
      [summary.year, collection.period || (collection.year ?? 0)],
      [summary.files, collection.files.length],
      [summary.units, unitsOf(collection).length],
      [summary.figures, collection.figures.length],
      ...Object.entries(kinds).flatMap(([kind, label]) =>
        found.has(kind) ? [/** @type {[string, number]} */ ([label, found.get(kind)])] : [],
      ),
      [summary.changes, collection.changes.length],
    ];
    const names = /** @type {const} */ (["faults", "figures", "changes"]);
    return kit.writer.write([
      [sheets[0], lines.map(([name, count]) => [safe(name, "bold"), safe(count)]), { widths: [24] }],
      ...tablesOf(collection, words).map((rows, at) => {
        const heads = headers[names[at]];
        const filter = `A1:${letters(heads.length - 1)}${rows.length + 1}`;
        /** @type {SheetLook} */
        const look = { widths: widths[names[at]], filter, frozen: [1, 0], heads: 1 };
        const cells = [
          heads.map((text) => safe(text, "bold")),
          ...rows.map((row) => row.map((one) => safe(one))),
        ];
        return /** @type {SheetRows} */ ([sheets[at + 1], cells, look]);
      }),
    ]);
  };

  // The figures, a line each.
  /** @type {(collection: Collection, words: CollectWords) => string} */
  const asCsv = (collection, words) => {
    /** @type {(given: string | number) => string} */
    const quoted = (given) => {
      const text = typeof given === "number" ? kit.numbers.written(given) : harmless(given);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const rows = [words.headers.figures, ...tablesOf(collection, words)[1]];
    return `\ufeff${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
  };

  const FIELDS = /** @type {const} */ ([
    ...["unit", "division", "entity", "population", "year", "period", "name", "label"],
    ...["value", "measure", "file", "place", "sha256"],
  ]);
  // What `policykit collect -o 汇总.json` writes; a day that is none yet has no number in JSON.
  /** @type {(collection: Collection) => string} */
  const asJson = ({ files, figures, faults, changes, year, period }) => {
    /** @type {(figure: Figure | null) => object | null} */
    const plain = (figure) =>
      figure && {
        ...Object.fromEntries(FIELDS.map((name) => [name, figure[name]])),
        value: Number.isFinite(figure.value) ? figure.value : null,
      };
    const hashes = Object.fromEntries(files.map(({ file, sha256 }) => [file, sha256]));
    const changed = changes.map((one) => ({
      kind: kindOf(one),
      before: plain(one.before),
      now: plain(one.now),
    }));
    const all = { year, period, files: hashes, figures: figures.map(plain), faults, changes: changed };
    return `${JSON.stringify(all, null, 1)}\n`;
  };

  // The figures of an earlier collection, from its JSON; null where a text is none.
  /** @type {(text: string) => Figure[] | null} */
  const figuresIn = (text) => {
    try {
      const { figures } = JSON.parse(text);
      const isOne = (/** @type {any} */ one) =>
        ["unit", "division", "entity", "name", "label", "measure", "period"].every(
          (name) => typeof one[name] === "string",
        );
      if (!Array.isArray(figures) || !figures.every(isOne)) return null;
      return figures.map((one) => ({ ...one, value: one.value ?? Infinity }));
    } catch {
      return null;
    }
  };

  return { counts, unitsOf, tablesOf, asWorkbook, asCsv, asJson, figuresIn };
})();
