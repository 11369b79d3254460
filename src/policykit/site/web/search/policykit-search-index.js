// The index: files of policykit.site.search, loaded when they are needed.
policykitSearchModules.index = (() => {
  "use strict";

  const { Writing, charsOf, div, unique } = policykitSearchModules.text;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  // --- the index: files that are loaded when they are needed ---------------------------------------

  const VALUES = new Uint8Array(128);
  Array.from(DIGITS).forEach((sign, at) => {
    VALUES[sign.charCodeAt(0)] = at;
  });

  /** @type {(text: string) => Postings} */
  const unpacked = (text) => {
    let size = 0;
    for (let at = 0; at < text.length; at += 1) size += VALUES[text.charCodeAt(at)] < 32 ? 1 : 0;
    const units = new Int32Array(size),
      levels = new Uint8Array(size);
    let number = 0,
      place = 1,
      unit = 0,
      entry = 0;
    for (let at = 0; at < text.length; at += 1) {
      const digit = VALUES[text.charCodeAt(at)];
      number += (digit % 32) * place;
      place *= 32;
      if (digit < 32) {
        unit += div(number, 8);
        units[entry] = unit;
        levels[entry] = (number % 8) + 1;
        entry += 1;
        number = 0;
        place = 1;
      }
    }
    return { units, levels, size };
  };
  /** @type {Postings} */
  const NONE = { units: [], levels: [], size: 0 };

  // --- how the files are written: policykit.site.letters -------------------------------------------

  const SINGLE = 125; // letters that are one byte

  // The value of each sign: all of ASCII that stand in a text of a script as they are.
  const SIGNS = new Uint8Array(128);
  let signs = 0;
  for (let code = 1; code < 127; code += 1) {
    if ([9, 10, 11, 12, 13, 26, 34, 60, 92].includes(code)) continue;
    SIGNS[code] = signs;
    signs += 1;
  }

  // Six bytes of seven signs; the last of fewer.
  /** @type {(text: string) => Uint8Array<ArrayBuffer>} */
  const bytesOf = (text) => {
    const rest = text.length % 7;
    const bytes = new Uint8Array(div(text.length, 7) * 6 + Math.max(0, rest - 1));
    let at = 0;
    for (let first = 0; first < text.length; first += 7) {
      const last = Math.min(first + 7, text.length);
      let number = 0;
      for (let sign = first; sign < last; sign += 1) number = number * signs + SIGNS[text.charCodeAt(sign)];
      const count = last - first - 1;
      for (let place = count - 1; place >= 0; place -= 1) {
        const left = Math.floor(number / 256);
        bytes[at + place] = number - left * 256;
        number = left;
      }
      at += count;
    }
    return bytes;
  };

  // A text of bytes: ASCII, letters by their places in a table, others in UTF-16 behind a mark.
  /** @type {(bytes: Uint8Array, letters: string) => string} */
  const lettersOf = (bytes, letters) => {
    const codes = new Uint16Array(bytes.length);
    let size = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte < 128) codes[size] = byte;
      else if (byte < 128 + SINGLE) codes[size] = letters.charCodeAt(byte - 128);
      else if (byte < 255) {
        at += 1;
        codes[size] = letters.charCodeAt(SINGLE + (byte - 128 - SINGLE) * 256 + bytes[at]);
      } else {
        codes[size] = bytes[at + 1] * 256 + bytes[at + 2];
        at += 2;
      }
      size += 1;
    }
    return new TextDecoder("utf-16le").decode(codes.subarray(0, size));
  };

  // What a compressed file holds; one that is damaged is refused by its checksum.
  /** @type {(text: string, letters: string) => Promise<any>} */
  const inflated = async (text, letters) => {
    const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(lettersOf(new Uint8Array(await new Response(stream).arrayBuffer()), letters));
  };

  /** @type {(text: string, count: number) => number} */
  const bucket = (text, count) => {
    let number = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1)
      number = Math.imul(number ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return number % count;
  };

  // Two characters side by side stand in one file, whether they are a gram, a word or no word.
  /** @type {(feature: string) => string} */
  const fileOf = (feature) =>
    feature[0] === "s" || (feature[0] === "w" && charsOf(feature).length === 3)
      ? `g${feature.slice(1)}`
      : feature;

  // A table that was written by column; of a column with few values these stand once.
  /** @type {(table: Record<string, any>) => any[]} */
  const rowsOf = (table) => {
    const columns = Object.entries(table).map(([name, column]) => ({
      name,
      values: Array.isArray(column) ? column : column.which.map((/** @type {number} */ at) => column.of[at]),
    }));
    return (columns[0]?.values ?? []).map((/** @type {unknown} */ _, /** @type {number} */ at) =>
      Object.fromEntries(columns.map(({ name, values }) => [name, values[at]])),
    );
  };
  // Where each of some stretches begins.
  /** @type {(sizes: number[]) => number[]} */
  const beginnings = (sizes) => {
    let first = 0;
    return sizes.map((size) => {
      first += size;
      return first - size;
    });
  };

  class Index {
    // All that follows is there once the index is open.

    /** @type {SearchIndex} */
    head;
    /** @type {InstanceType<typeof Writing>} */
    writing;
    /** In how many units each word of the lexicon stands. @type {Map<string, number>} */
    lexicon;
    /** For every unit whether it is a policy's own words. @type {Uint8Array} */
    normative;
    /** For every unit whether a requirement is bound to it. @type {Uint8Array} */
    checked;
    /** The words that ask. @type {Set<string>} */
    asking;
    /** The words that say nothing of what is asked: they ask or link. @type {Set<string>} */
    silent;
    /** The words that tell little. @type {Set<string>} */
    weak;
    /** Linking characters that also begin or end words. @type {Set<string>} */
    joining;
    /** Characters beside a word that a clause need not hold. @type {Set<string>} */
    light;
    /** For every unit the place of its policy. @type {Int32Array} */
    policyOf;

    /** @param {string} root */
    constructor(root) {
      this.root = root;
      /** @type {Map<string, Promise<void>>} */
      this.waiting = new Map();
      /** @type {Map<string, any>} */
      this.files = new Map();
      /** Files that came compressed, until they are unpacked. @type {Map<string, string>} */
      this.packed = new Map();
      /** @type {Map<string, Postings>} */
      this.lists = new Map();
      this.letters = "";
    }

    // A file hands over its content; a text is one that is compressed. The index brings the letters.
    /**
     * @param {string} name
     * @param {any} content
     * @param {string} [letters]
     */
    put(name, content, letters) {
      if (letters !== undefined) this.letters = letters;
      if (typeof content === "string") this.packed.set(name, content);
      else this.files.set(name, content);
    }

    /**
     * @param {string} name
     * @returns {Promise<void>}
     */
    file(name) {
      if (this.files.has(name)) return Promise.resolve();
      let waiting = this.waiting.get(name);
      if (!waiting) {
        waiting = this.load(name).finally(() => this.waiting.delete(name));
        this.waiting.set(name, waiting);
      }
      return waiting;
    }

    /**
     * @param {string} name
     */
    async load(name) {
      const script = document.createElement("script");
      // A page from the disk may not fetch; a script it may load.
      script.src = `${this.root}search/${name}.js${this.head ? `?${this.head.version}` : `?${Date.now()}`}`;
      await new Promise((done, failed) => {
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      }).finally(() => script.remove());
      const packed = this.packed.get(name);
      this.packed.delete(name);
      if (packed !== undefined) this.files.set(name, await inflated(packed, this.letters));
      // A file that was cut off is loaded and hands over nothing.
      if (!this.files.has(name)) throw new Error(name);
    }

    async open() {
      if (this.head) return;
      await this.file("index");
      if (this.head) return;
      const written = this.files.get("index");
      const writing = (this.writing = new Writing(written));
      /** @type {SearchIndex} */
      const head = {
        ...written,
        texts: beginnings(written.texts),
        policies: this.policies(written.policies, written.page),
      };
      this.head = head;
      this.lexicon = new Map(Object.entries(head.lexicon));
      /** @type {(text: string) => Uint8Array} */
      const flags = (text) => {
        const found = new Uint8Array(head.size);
        for (let at = 0; at < head.size; at += 1)
          found[at] = (VALUES[text.charCodeAt(div(at, 6))] >> (at % 6)) & 1;
        return found;
      };
      this.normative = flags(head.normative);
      this.checked = flags(head.checked);
      /** @type {(list: string[]) => Set<string>} */
      const keys = (list) => new Set(list.map((word) => writing.key(word)));
      this.asking = keys(head.queries.asking);
      this.silent = keys([...head.queries.asking, ...head.queries.linking]);
      this.weak = keys(head.queries.weak);
      this.joining = keys(head.queries.joining);
      this.light = keys(head.queries.light);
      this.policyOf = new Int32Array(head.size);
      head.policies.forEach((policy, at) => this.policyOf.fill(at, policy.first, policy.end));
    }

    // The policies, with what follows from the rest of them; `page` is the usual address.
    /**
     * @param {Record<string, any>} table
     * @param {string} page
     * @returns {SearchPolicy[]}
     */
    policies(table, page) {
      const rows = rowsOf(table);
      const firsts = beginnings(rows.map(({ size }) => size));
      return rows.map((row, at) => {
        const names = [row.title, row.number, ...row.issuers].join("\n").replaceAll(" ", "");
        return {
          ...row,
          standing: [],
          first: firsts[at],
          end: firsts[at] + row.size,
          page: row.page ?? page.replace("{}", () => row.id),
          said: row.said ?? this.writing.key(names),
          key: row.key ?? this.writing.key(row.title),
          places: row.divisions
            .slice(1)
            .map((/** @type {[string, string]} */ [, name]) => this.writing.key(name)),
        };
      });
    }

    /**
     * @param {string[]} chars
     * @returns {Promise<void[]>}
     */
    needWords(chars) {
      return Promise.all(
        unique(chars.map((char) => bucket(char, this.head.words))).map((at) => this.file(`w${at}`)),
      );
    }

    // What is listed of a feature: its postings, or file and size of those with a file of their own.
    /**
     * @param {string} feature
     * @returns {string | [number, number] | undefined}
     */
    listed(feature) {
      const file = this.files.get(`p${bucket(fileOf(feature), this.head.postings)}`);
      return file && Object.hasOwn(file, feature) ? file[feature] : undefined;
    }

    // The files that say in how many units features stand.
    /**
     * @param {string[]} features
     * @returns {Promise<void[]>}
     */
    needCounts(features) {
      const known = features.filter((feature) => feature[0] !== "w" || this.count(feature));
      return Promise.all(
        unique(known.map((feature) => bucket(fileOf(feature), this.head.postings))).map((at) =>
          this.file(`p${at}`),
        ),
      );
    }

    /**
     * @param {string[]} features
     */
    async needLists(features) {
      await this.needCounts(features);
      const apart = features.flatMap((feature) => {
        const listed = this.listed(feature);
        return Array.isArray(listed) ? [listed[0]] : [];
      });
      await Promise.all(unique(apart).map((at) => this.file(`h${at}`)));
    }

    // In how many units a feature stands: of words always known, of grams once their file is here.
    /**
     * @param {string} feature
     * @returns {number}
     */
    count(feature) {
      const word = feature.slice(1);
      if (feature[0] !== "w") {
        const listed = this.listed(feature);
        return Array.isArray(listed) ? listed[1] : this.postings(feature).size;
      }
      const listed = this.lexicon.get(word);
      if (listed !== undefined) return listed;
      const file = this.files.get(`w${bucket(Array.from(word)[0], this.head.words)}`);
      return file && Object.hasOwn(file, word) ? file[word] : 0;
    }

    /**
     * @param {string} first
     * @returns {Map<string, number>}
     */
    wordsFrom(first) {
      if (!first) return this.lexicon;
      const file = this.files.get(`w${bucket(first, this.head.words)}`) || {};
      return new Map(Object.entries(file).filter(([word]) => word.startsWith(first)));
    }

    /**
     * @param {string} feature
     * @returns {Postings}
     */
    postings(feature) {
      const known = this.lists.get(feature);
      if (known) return known;
      let listed = this.listed(feature);
      if (Array.isArray(listed)) listed = this.files.get(`h${listed[0]}`)?.[feature];
      if (listed === undefined) return NONE;
      const found = unpacked(/** @type {string} */ (listed));
      this.lists.set(feature, found);
      return found;
    }

    /**
     * @param {number} unit
     * @returns {number}
     */
    textFile(unit) {
      const firsts = this.head.texts;
      let low = 0,
        high = firsts.length - 1;
      while (low < high) {
        const middle = div(low + high + 1, 2);
        if (firsts[middle] <= unit) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    /**
     * @param {number[]} units
     */
    async needTexts(units) {
      const files = unique(units.map((unit) => this.textFile(unit)));
      await Promise.all(files.map((at) => this.file(`t${at}`)));
      for (const file of files)
        for (const [at, standing] of this.files.get(`t${file}`)[1])
          this.head.policies[at].standing = standing;
    }

    // What every policy is from which day on; of those whose clauses are shown their texts say it.
    async needStandings() {
      await this.file("standings");
      rowsOf(this.files.get("standings")).forEach(({ standing }, at) => {
        this.head.policies[at].standing = standing;
      });
    }

    // What is shown of a unit, once its text file is here.
    /**
     * @param {number} unit
     * @returns {Unit}
     */
    unit(unit) {
      const at = this.textFile(unit);
      const [rows] = this.files.get(`t${at}`);
      const place = unit - this.head.texts[at];
      const [path, label, heading, text] = rows[place];
      let from = place;
      while (rows[from].length < 5) from -= 1;
      const policy = this.head.policies[this.policyOf[unit]];
      return {
        unit,
        path,
        label,
        heading,
        text,
        policy,
        sections: rows[from][4],
        id: `${policy.id}/${path}`,
        href: `${policy.page}#c-${path.replaceAll("/", "-")}`,
        normative: Boolean(this.normative[unit]),
        checked: Boolean(this.checked[unit]),
      };
    }
  }

  return { NONE, Index, bucket };
})();
