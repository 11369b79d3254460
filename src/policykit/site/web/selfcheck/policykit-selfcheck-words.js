// Text as files write it: narrow characters, headers as keys, units; and the words of the rulebook.
(() => {
  "use strict";

  const kit = window.policykitSelfcheck;
  const book = window.policykitRulebook;
  const { written } = kit.numbers;

  // What Python takes for a blank.
  const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
  const MARKS = /^[\ufeff\u200b \t\r\n]+|[\ufeff\u200b \t\r\n]+$/g;
  const BRACKETS = "[(\\[{【〔][^()\\[\\]{}【】〔〕]*[)\\]}】〕]";
  const LAST = new RegExp(`${BRACKETS}${SPACE}*$`, "g");
  const ALL = new RegExp(BRACKETS, "g");

  const FOLDABLE = new RegExp(book.words.reading.foldable, "gu");

  const strip = (text) => text.replace(ENDS, "");

  // A number or a text as a cell shows it: full-width characters narrow, no spaces around; 83① is not 831.
  const plain = (value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "number" ? written(value) : String(value);
    return strip(text.replace(FOLDABLE, (part) => part.normalize("NFKC")).replace(MARKS, "").replace(/^'/, ""));
  };

  // A header without spaces and marks: how headers are compared.
  const key = (text) =>
    text
      .normalize("NFKC")
      .replace(/[^\p{L}\p{N}]+/gu, "")
      .toLowerCase();

  // The most exact first: as it is, without its last brackets, without any.
  const keysOf = (text) => {
    const folded = text.normalize("NFKC");
    return [...new Set([folded, folded.replace(LAST, ""), folded.replace(ALL, "")].map(key))].filter(Boolean);
  };

  const magnitudes = Object.entries(book.words.magnitudes).sort(
    ([one], [other]) => other.length - one.length,
  );
  const magnitude = (unit) => {
    const found = magnitudes.find(([mark]) => unit.startsWith(mark));
    return found ? [found[1], unit.slice(found[0].length)] : [1, unit];
  };

  // By how much to multiply a figure in the unit `given` to have it in `unit`; null if they differ in kind.
  const unitFactor = (given, unit) => {
    const [factor, base] = magnitude(plain(given)),
      [wanted, own] = magnitude(plain(unit));
    const alike = book.words.same_units.some((group) => group.includes(base) && group.includes(own));
    return base && base !== own && !alike ? null : factor / wanted;
  };

  const fill = (wording, values) =>
    wording.replace(/\{(\w+)\}/g, (whole, name) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
  const note = (name, values = {}) => fill(book.words.notes[name], values);

  // By code points, as Python sorts texts.
  const compare = (one, other) => {
    const left = Array.from(one),
      right = Array.from(other);
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      if (left[at] !== right[at]) return left[at].codePointAt(0) - right[at].codePointAt(0);
    }
    return left.length - right.length;
  };

  const CODES = Object.keys(book.entities);
  const entityOf = (name) => {
    const wanted = key(name);
    if (!wanted) return null;
    const named = (entity) =>
      [entity, book.entities[entity], ...book.words.entities[entity]].map(key).includes(wanted);
    return CODES.find(named) ?? null;
  };

  // --- problems ----------------------------------------------------------------------------------------

  const problem = (code, values, place) => {
    const [name, says, remedy] = book.diagnostics[code];
    return { code, name, place: place ?? "", message: fill(says, values), remedy: fill(remedy, values) };
  };
  class Refused extends Error {
    constructor(problems) {
      super(problems.map((one) => one.message).join("\n"));
      this.problems = problems;
    }
  }

  kit.words = {
    SPACE,
    strip,
    plain,
    key,
    keysOf,
    unitFactor,
    fill,
    note,
    compare,
    entityOf,
    problem,
    Refused,
  };
})();
