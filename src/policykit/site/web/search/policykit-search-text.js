// How texts and queries are written and cut, as in policykit.index.tokens and index.search.query: step for
// step, in whole numbers, so that Python and the browser find the same in the same order; tests compare them.
const policykitSearchModules = {};
policykitSearchModules.text = (() => {
  "use strict";

  const ONE = 256;

  // --- tokens: index/tokens ---------------------------------------------------------------------

  const ATOM = "[0-9a-z]+(?:\\.[0-9][0-9a-z]*)*[%‰]?";
  const LETTER =
    "\\u00c0-\\u1fff\\u2c00-\\u2dff\\u3005-\\u3007\\u3041-\\u30ff\\u3105-\\u312f\\u3131-\\u318e\\u3400-\\u9fff" +
    "\\ua000-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufeff\\u{20000}-\\u{3ffff}";
  const UNIT = "[年月日天周岁元万亿个名人位家所张种项次批处类件床级条款章分时亩吨倍期届号间例支台型]";
  /** @type {(key: string) => string[]} */
  const runsOf = (key) => key.match(new RegExp(`(?:${ATOM}|[${LETTER}])+`, "gu")) || [];
  /** @type {(char: string) => boolean} */
  const isBlank = (char) =>
    /^[\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/.test(char);
  /** @type {<T>(list: T[]) => T[]} */
  const unique = (list) => [...new Set(list)];

  /** @type {(number: number) => number} */
  const log2 = (number) => {
    let power = 0;
    while (2 ** (power + 1) <= number) power += 1;
    let mantissa = Math.floor((number * 2 ** 15) / 2 ** power);
    let found = power;
    for (let place = 0; place < 8; place += 1) {
      mantissa = Math.floor((mantissa * mantissa) / 2 ** 15);
      found *= 2;
      if (mantissa >= 2 ** 16) {
        mantissa = Math.floor(mantissa / 2);
        found += 1;
      }
    }
    return found;
  };

  /** @type {(one: number, other: number) => number} */
  const div = (one, other) => Math.floor(one / other);
  /** @type {(count: number, size: number, weights: Weights) => number} */
  const rarity = (count, size, { least }) =>
    Math.max(least, log2(div(2 * (size + 1) * ONE, 2 * count + 1)) - 8 * ONE);

  // Characters by place: most texts have none that take two units, and need no copy.
  /** @type {(text: string) => string | string[]} */
  const charsOf = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text);
  /** @type {(chars: string[]) => string[]} */
  const pairs = (chars) => chars.slice(1).map((char, at) => chars[at] + char);
  /** @type {(atom: string, length: number) => string[]} */
  const parts = (atom, length) =>
    Array.from({ length: atom.length - length + 1 }, (_, at) => atom.slice(at, at + length));

  /** @type {(key: string) => string[]} */
  const queryGrams = (key) => {
    const found = [];
    for (const run of runsOf(key)) {
      const pieces = [];
      const size = Array.from(run).length;
      let last = 0;
      for (const match of run.matchAll(new RegExp(ATOM, "g"))) {
        const before = Array.from(run.slice(0, last)).at(-1) || "";
        pieces.push(...pairs(Array.from(before + run.slice(last, match.index + 1))));
        const length = Math.min(6, match[0].length);
        if (size === 1 || length > 1) pieces.push(...parts(match[0], length));
        last = match.index + match[0].length;
      }
      const before = Array.from(run.slice(0, last)).at(-1) || "";
      pieces.push(...pairs(Array.from(before + run.slice(last))));
      found.push(...(pieces.length ? pieces : [run]));
    }
    return unique(found.length ? found : Array.from(key).filter((mark) => mark !== " "));
  };

  /** @type {(chars: string[], frequency: (word: string) => number, total: number) => string[]} */
  const route = (chars, frequency, total) => {
    const cost = log2(Math.max(2, total));
    /** @type {[number, number][]} */
    const best = Array.from({ length: chars.length + 1 }, () => [0, 0]);
    for (let start = chars.length - 1; start >= 0; start -= 1) {
      /** @type {[number, number]} */
      let chosen = [-Infinity, start + 1];
      for (let end = start + 1; end <= Math.min(chars.length, start + 16); end += 1) {
        const seen = frequency(chars.slice(start, end).join(""));
        if (!seen && end !== start + 1) continue;
        const value = log2(Math.max(1, seen)) - cost + best[end][0];
        if (value >= chosen[0]) chosen = [value, end];
      }
      best[start] = chosen;
    }
    const words = [];
    for (let at = 0; at < chars.length; at = best[at][1]) words.push(chars.slice(at, best[at][1]).join(""));
    return words;
  };

  // --- what a query and a text are compared in ----------------------------------------------------

  class Writing {
    /** @param {SearchIndex} index */
    constructor(index) {
      /** @type {(pairs: [number[], string]) => Map<string, string>} */
      const table = ([steps, others]) => {
        const to = Array.from(others);
        let place = 0;
        return new Map(
          steps.map((step, at) => {
            place += step;
            return [String.fromCodePoint(place), to[at]];
          }),
        );
      };
      this.traditional = table(index.traditional);
      this.variants = table(index.variants);
      this.unseen = new RegExp(`[${index.unseen}]`, "u");
      this.wording = index.wording;
      this.weights = index.weights;
      const words = Object.keys(index.wording).sort(
        (one, other) => other.length - one.length || (one < other ? -1 : 1),
      );
      this.words = new RegExp(words.join("|"), "g");
      /** What became of the characters that were met. @type {Map<string, string>} */
      this.met = new Map();
    }

    /**
     * @param {string} char
     * @returns {string}
     */
    folded(char) {
      const known = this.met.get(char);
      if (known !== undefined) return known;
      const found = this.fold(char);
      this.met.set(char, found);
      return found;
    }

    /**
     * @param {string} char
     * @returns {string}
     */
    fold(char) {
      if (isBlank(char)) return " ";
      if (this.unseen.test(char)) return "";
      const lower = char.normalize("NFKC").toLowerCase();
      return Array.from(lower, (one) => this.traditional.get(one) || one)
        .filter((one) => !isBlank(one))
        .join("");
    }

    /**
     * @param {string} text
     * @returns {string}
     */
    merged(text) {
      return Array.from(text, (char) => this.variants.get(char) || char).join("");
    }

    /**
     * @param {string} text
     * @returns {string}
     */
    key(text) {
      return this.merged(
        Array.from(text, (char) => this.folded(char))
          .join("")
          .replace(/ +/g, " "),
      );
    }

    /**
     * @param {string} text
     * @returns {string}
     */
    turned(text) {
      return text.replace(this.words, (word) => this.wording[word]);
    }

    /**
     * @param {string} text
     * @returns {boolean}
     */
    isTraditional(text) {
      let han = 0,
        only = 0;
      for (const char of text) {
        if (char < "\u3400" || char > "\u9fff") continue;
        han += 1;
        only += this.traditional.has(char) ? 1 : 0;
      }
      return only * 20 > Math.max(1, han);
    }

    // The forms of a text as arrays of characters with the source characters that each came from.
    /**
     * @param {string} source
     * @param {boolean} traditional
     * @returns {(Form & { key: string[] })[]}
     */
    forms(source, traditional) {
      /** @type {Form} */
      const plain = { chars: [], starts: [], ends: [] };
      Array.from(source).forEach((char, at) => {
        if (isBlank(char)) return;
        for (const one of this.folded(char)) {
          plain.chars.push(one);
          plain.starts.push(at);
          plain.ends.push(at + 1);
        }
      });
      const forms = [plain];
      if (traditional) {
        /** @type {Form} */
        const other = this.regional(plain);
        if (other.chars.join("") !== plain.chars.join("")) forms.push(other);
      }
      return forms.map((form) => ({
        ...form,
        key: Array.from(form.chars, (char) => this.variants.get(char) || char),
      }));
    }

    /**
     * @param {Form} form
     * @returns {Form}
     */
    regional(form) {
      /** @type {Form} */
      const other = { chars: [], starts: [], ends: [] };
      const text = form.chars.join("");
      /** @type {number[]} */
      const place = [];
      form.chars.forEach((char, at) => {
        for (let unit = 0; unit < char.length; unit += 1) place.push(at);
      });
      place.push(form.chars.length);
      /** @type {(from: number, to: number) => void} */
      const copy = (from, to) => {
        for (let at = from; at < to; at += 1) {
          other.chars.push(form.chars[at]);
          other.starts.push(form.starts[at]);
          other.ends.push(form.ends[at]);
        }
      };
      let last = 0;
      for (const match of text.matchAll(this.words)) {
        const first = place[match.index],
          end = place[match.index + match[0].length];
        copy(last, first);
        for (const char of this.wording[match[0]]) {
          other.chars.push(char);
          other.starts.push(form.starts[first]);
          other.ends.push(form.ends[end - 1]);
        }
        last = end;
      }
      copy(last, form.chars.length);
      return other;
    }
  }

  // Of a long query's grams so many as tell which clauses hold it.
  /** @type {(every: string[], weights: Weights) => string[]} */
  const spread = (every, weights) => {
    const count = Math.min(every.length, weights.grams);
    return Array.from({ length: count }, (_, at) => every[div(at * every.length, count)]);
  };

  // --- queries: index/search/query -------------------------------------------------------------------

  const HAN = "〇零一二两三四五六七八九十百";
  const DIGITS = "零一二三四五六七八九";
  /** @type {(char: string) => number} */
  const digitOf = (char) => ({ 〇: 0, 两: 2 })[char] ?? DIGITS.indexOf(char);

  // A number below a thousand, in Chinese or Arabic numerals.
  /** @type {(written: string) => number} */
  const hanNumber = (written) => {
    if (/^[0-9]+$/.test(written)) return Number(written);
    let number = 0,
      digit = 0;
    for (const char of written) {
      if (char === "十" || char === "百") {
        number += (digit || 1) * (char === "十" ? 10 : 100);
        digit = 0;
      } else {
        digit = 10 * digit + digitOf(char);
      }
    }
    return number + digit;
  };

  const DATED =
    "(?:根据|按照|依照|依据|参照|落实|贯彻|关于|印发|转发|执行|查询|查|找|见|与)*" +
    "([\\u4e00-\\u9fff]*)(?<![0-9])(?:" +
    "[\\[(]?((?:19|20)[0-9]{2})[\\])]?年? ?第?([0-9]{1,4})号(?:文件|文)?" +
    "|(?<=[发函字令]) ?[\\[(]?((?:19|20)[0-9]{2})[\\])]?年? ?第?([0-9]{1,4})(?![0-9年月日%.]))";
  const numberPattern = () => new RegExp(DATED, "g");

  // Sign, year and number of every 文号 in a text.
  /** @type {(text: string) => [string, string, string][]} */
  const inNumbers = (text) =>
    [...text.matchAll(numberPattern())].map((match) => [
      match[1],
      match[2] ?? match[4],
      match[3] ?? match[5],
    ]);

  /** @type {(whole: string, sign: string, number: string, decimals?: string) => string} */
  const inDigits = (_, sign, number, decimals) => {
    const whole = number.includes(".") ? number : String(hanNumber(number));
    const rest = Array.from(decimals ?? "", digitOf).join("");
    return `${whole}${rest ? "." : ""}${rest}${sign === "百" ? "%" : "‰"}`;
  };
  const SHARE = new RegExp(
    `(百|千)分之([0-9]+(?:\\.[0-9]+)?|[${HAN}]+)(?:点([〇零一二三四五六七八九]+))?`,
    "g",
  );
  const EXCLUDED = /(?:^|(?<= ))-(?=[0-9a-z\u3400-\u9fff])([^ ]+)/g;

  /** @type {(whole: string, weights: Weights) => string[]} */
  const gramsOf = (whole, weights) => {
    const all = whole.split(" ").flatMap(queryGrams);
    const letters = all.filter((gram) => runsOf(gram).length);
    return spread(unique(letters.length ? letters : all), weights);
  };

  /**
   * @type {(
   *   text: string,
   *   exact: string[],
   *   excluded: string[],
   *   written: string[],
   *   weights: Weights,
   * ) => Query}
   */
  const queryOf = (text, exact, excluded, written, weights) => ({
    text,
    exact,
    excluded,
    numbers: unique(inNumbers(text).map(([, year, number]) => `[${year}]${Number(number)}号`)),
    signs: unique(
      inNumbers(text)
        .map(([sign]) => sign)
        .filter(Boolean),
    ),
    pieces: text.replace(numberPattern(), " ").split(" ").filter(Boolean),
    grams: unique(written)
      .map((form) => gramsOf(form, weights))
      .filter((list) => list.length),
  });

  /** @type {(text: string, writing: Writing) => Query} */
  const readQuery = (text, writing) => {
    const typed = Array.from(text.replace(/\p{Cs}/gu, ""))
      .slice(0, writing.weights.typed)
      .join("")
      .replace(/(?:^|(?<=[ \t\n\u3000]))[—–―]+/g, "");
    /** @type {string[]} */
    const exact = [];
    for (const match of typed.matchAll(/“([^“”]+)”|「([^「」]+)」|"([^"]+)"/g)) {
      const said = writing.key(match[1] || match[2] || match[3]).replaceAll(" ", "");
      if (said) exact.push(said);
    }
    const written = writing.key(typed).replace(SHARE, inDigits);
    const turned = writing.isTraditional(typed) ? writing.merged(writing.turned(written)) : written;
    const excluded = [...turned.matchAll(EXCLUDED)].map((match) => match[1]);
    const kept = [turned, written].map((form) => form.replace(EXCLUDED, ""));
    return queryOf(kept[0], exact, excluded, kept, writing.weights);
  };

  // The same query with another text: what was understood otherwise is taken out of it.
  /** @type {(query: Query, text: string, weights: Weights) => Query} */
  const again = (query, text, weights) =>
    text === query.text ? query : queryOf(text, query.exact, query.excluded, [text], weights);

  // A key without blanks and marks.
  /** @type {(key: string) => string} */
  const bareKey = (key) => key.replace(/[^\p{L}\p{N}]+/gu, "");

  return {
    ONE,
    ATOM,
    UNIT,
    runsOf,
    unique,
    log2,
    div,
    rarity,
    charsOf,
    pairs,
    queryGrams,
    route,
    Writing,
    spread,
    readQuery,
    again,
    hanNumber,
    numberPattern,
    inNumbers,
    bareKey,
    HAN,
  };
})();
