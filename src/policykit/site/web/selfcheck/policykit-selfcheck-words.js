// Text as files write it: narrow characters, headers as keys, units; and the words of the rulebook.
policykitSelfcheck.words = (() => {
  "use strict";

  const kit = policykitSelfcheck;
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

  /** @type {(text: string) => string} */
  const strip = (text) => text.replace(ENDS, "");

  // A number or a text as a cell shows it: full-width characters narrow, no spaces around; 83① is not 831.
  /** @type {(value: string | number | null | undefined) => string} */
  const plain = (value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "number" ? written(value) : String(value);
    return strip(
      text
        .replace(FOLDABLE, (part) => part.normalize("NFKC"))
        .replace(MARKS, "")
        .replace(/^'/, ""),
    );
  };

  // A header without spaces and marks: how headers are compared.
  /** @type {(text: string) => string} */
  const key = (text) =>
    text
      .normalize("NFKC")
      .replace(/[^\p{L}\p{N}]+/gu, "")
      .toLowerCase();

  // Of the characters of names and headers: traditional → simplified.
  const signs = Array.from(book.words.traditional);
  const SIMPLIFIED = new Map(signs.flatMap((sign, at) => (at % 2 ? [] : [[sign, signs[at + 1]]])));
  /** @type {(text: string) => string} */
  const fold = (text) => Array.from(text, (sign) => SIMPLIFIED.get(sign) ?? sign).join("");

  const MARK = "[¹²³⁰-⁹₀-₉①-⓿❶-➓㈉-㉏㉑-㉟㊱-㊿]";
  const NUMBERED = new RegExp(`${MARK}|^[0-9一二三四五六七八九十]+[.、．](?![0-9])`, "gu");
  const NOTED = new RegExp(
    `^[^A-Za-z]*?[0-9%％]${SPACE}*(${MARK}+|[*＊†#]+|[\\[［][0-9]+[\\]］]|[(（]注?[0-9]*[)）])$`,
    "u",
  );
  // The mark of a footnote behind a figure; empty when there is none.
  /** @type {(text: string) => string} */
  const markOf = (text) => NOTED.exec(text)?.[1] ?? "";

  // The most exact first: as it is, without its last brackets, without any; traditional characters last.
  /** @type {(text: string) => string[]} */
  const keysOf = (text) => [...formsOf(text).keys()];

  // What stands in the brackets of a text.
  /** @type {(text: string) => string[]} */
  const insides = (text) => [...text.matchAll(ALL)].map(([whole]) => whole.slice(1, -1));
  // The keys of a head, each with what stood in the brackets that it has not.
  /** @type {(text: string) => Map<string, string[]>} */
  const formsOf = (text) => {
    const folded = text.replace(NUMBERED, "").normalize("NFKC");
    const inside = insides(folded);
    /** @type {[string, string[]][]} */
    const forms = [
      [folded, []],
      [folded.replace(LAST, ""), inside.slice(-1)],
      [folded.replace(ALL, ""), inside],
    ];
    /** @type {Map<string, string[]>} */
    const found = new Map();
    for (const script of [String, fold])
      for (const [form, dropped] of forms) {
        const name = key(script(form));
        if (name && !found.has(name)) found.set(name, dropped);
      }
    return found;
  };

  const magnitudes = Object.entries(book.words.magnitudes).sort(
    ([one], [other]) => other.length - one.length,
  );
  /** @type {(unit: string) => [number, string]} */
  const magnitude = (unit) => {
    const found = magnitudes.find(([mark]) => unit.startsWith(mark));
    return found ? [found[1], unit.slice(found[0].length)] : [1, unit];
  };

  // Of how many a share counts the parts: 100 of 百分比, 1000 of ‰.
  /** @type {(unit: string) => number | null} */
  const ratioOf = (unit) => {
    const group = book.words.same_units.find((one) => one.includes(unit)) ?? [unit];
    const found = group.find((one) => Object.hasOwn(book.words.ratios, one));
    return found === undefined ? null : book.words.ratios[found];
  };
  // By how much to multiply a figure in the unit `given` to have it in `unit`; null if they differ in kind.
  /** @type {(given: string, unit: string) => number | null} */
  const unitFactor = (given, unit) => {
    const [factor, base] = magnitude(plain(given)),
      [wanted, own] = magnitude(plain(unit));
    const alike = book.words.same_units.some((group) => group.includes(base) && group.includes(own));
    if (!base || base === own || alike) return factor / wanted;
    const [of, wantedOf] = [ratioOf(base), ratioOf(own)];
    return of === null || wantedOf === null ? null : (factor * wantedOf) / (wanted * of);
  };

  /** @type {(wording: string, values: Values) => string} */
  const fill = (wording, values) =>
    wording.replace(/\{(\w+)\}/g, (whole, name) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
  /** @type {(name: string, values?: Values) => string} */
  const note = (name, values = {}) => fill(book.words.notes[name], values);

  // A unit of text in the order of code points: the halves of those beyond FFFF come after all others.
  /** @type {(unit: number) => number} */
  const orderOf = (unit) => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);
  // By code points, as Python sorts texts.
  /** @type {(one: string, other: string) => number} */
  const compare = (one, other) => {
    const length = Math.min(one.length, other.length);
    for (let at = 0; at < length; at += 1) {
      const left = one.charCodeAt(at),
        right = other.charCodeAt(at);
      if (left !== right) return orderOf(left) - orderOf(right);
    }
    return one.length - other.length;
  };

  const CODES = Object.keys(book.entities);
  /** @type {(name: string) => string | null} */
  const entityOf = (name) => {
    const wanted = key(name);
    if (!wanted) return null;
    /** @type {(entity: string) => boolean} */
    const named = (entity) =>
      [entity, book.entities[entity], ...book.words.entities[entity]].map(key).includes(wanted);
    return CODES.find(named) ?? null;
  };
  // The kind of unit that the name of a sheet names, whatever is written in brackets behind it.
  /** @type {(name: string) => string | null} */
  const kindOf = (name) => keysOf(name).map(entityOf).find(Boolean) ?? null;

  // --- problems ----------------------------------------------------------------------------------------

  /** @type {(code: string, values: Values, place?: string) => Problem} */
  const problem = (code, values, place) => {
    const [name, says, remedy] = book.diagnostics[code];
    return { code, name, place: place ?? "", message: fill(says, values), remedy: fill(remedy, values) };
  };
  class Refused extends Error {
    /** @param {Problem[]} problems */
    constructor(problems) {
      super(problems.map((one) => one.message).join("\n"));
      this.problems = problems;
    }
  }

  return {
    SPACE,
    strip,
    plain,
    fold,
    markOf,
    key,
    keysOf,
    insides,
    formsOf,
    unitFactor,
    fill,
    note,
    compare,
    entityOf,
    kindOf,
    problem,
    Refused,
  };
})();
