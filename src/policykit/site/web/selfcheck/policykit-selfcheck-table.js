// CSV text → a sheet; and which kind of file the bytes are, by their content and not their name.
policykitSelfcheck.table = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { plain, strip, key, fold } = kit.words;
  const { Sheet, cell, isEmpty } = kit.cells;
  const { read, refused } = kit.workbook;
  const say = window.policykitRulebook.page;

  const { limits, reading } = window.policykitRulebook.words;
  const { pace } = kit;
  const LINES = /\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/;

  /** @type {(bytes: Uint8Array, end: number) => string} */
  const latin = (bytes, end) => String.fromCharCode(...bytes.subarray(0, end));
  /** @type {(file: string, name: string) => Error} */
  const format = (file, name) => refused("PK303", file, { format: name });

  // The sheets of a file, and whether macros or external links were left unread.
  /** @type {(bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<[Sheet[], boolean]>} */
  const sheetsOf = async (bytes, file) => {
    if (bytes.length > limits.bytes) {
      throw refused("PK304", file, {
        size: kit.words.fill(say.refused.bytes, { size: Math.floor(bytes.length / 2 ** 20) }),
      });
    }
    const blank = new Set([0x00, 0x20, 0x09, 0x0d, 0x0a, 0xef, 0xbb, 0xbf]);
    if (bytes.every((byte) => blank.has(byte))) throw refused("PK302", file, {});
    const [sheets, foreign] =
      latin(bytes, 4) === "PK\x03\x04" ? await read(bytes, file) : [[await csv(bytes, file)], false];
    if (sheets.every((sheet) => sheet.rows.every((row) => row.every(isEmpty))))
      throw refused("PK302", file, {});
    return [sheets, foreign];
  };

  /** @type {(bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<Sheet>} */
  const csv = async (bytes, file) => {
    const start = latin(bytes, 64),
      begins = start.replace(/^[\t-\r ]+/, "").toLowerCase();
    for (const [magic, name] of say.formats) {
      if (start.startsWith(magic) || begins.startsWith(magic.replace(/[A-Z]/g, (sign) => sign.toLowerCase())))
        throw format(file, name);
    }
    if (/[^.]\.(xlsx|xlsm)$/i.test(file) || (/[^.]\.xls$/i.test(file) && !isTable(bytes, file)))
      throw format(file, say.refused.text);
    const text = decoded(bytes, file);
    const rows = [];
    for (const row of await records(text, delimiterOf(text), file)) {
      if (pace.due()) await pace.rest("reading");
      rows.push(row.map((value) => cell(plain(value))));
    }
    return new Sheet(file, "", rows);
  };

  // Whether what is called .xls is a table in text, as many systems export it.
  /** @type {(bytes: Uint8Array, file: string) => boolean} */
  const isTable = (bytes, file) => {
    try {
      return knownWords(decoded(bytes, file)) > 0;
    } catch {
      return false;
    }
  };

  // --- encodings -----------------------------------------------------------------------------------------

  /** @type {(bytes: Uint8Array, file: string) => string} */
  const decoded = (bytes, file) => {
    const mark = latin(bytes, 3);
    if (latin(bytes, 4) === "\xff\xfe\x00\x00") throw refused("PK305", file, {}); // UTF-32 begins as UTF-16 does
    if (mark === "\xef\xbb\xbf") return strict(bytes, "utf-8", file);
    if (mark.startsWith("\xff\xfe")) return strict(bytes, "utf-16le", file);
    if (mark.startsWith("\xfe\xff")) return strict(bytes, "utf-16be", file);
    if (bytes.includes(0)) {
      const encoding = wide(bytes);
      if (encoding === null) throw format(file, say.refused.binary);
      return strict(bytes, encoding, file);
    }
    return attempted(bytes, "utf-8") ?? local(bytes, file);
  };
  // UTF-16 without a mark: ASCII characters have their zero byte behind them, or before.
  /** @type {(bytes: Uint8Array) => string | null} */
  const wide = (bytes) => {
    const sample = bytes.subarray(0, 2 * limits.sample ** 2);
    const halves = [0, 1].map((half) => sample.filter((_, at) => at % 2 === half));
    const zeros = halves.map((half) => half.filter((byte) => !byte).length);
    if (zeros[1] * 4 > halves[1].length && !zeros[0]) return "utf-16le";
    return zeros[0] * 4 > halves[0].length && !zeros[1] ? "utf-16be" : null;
  };
  // Bytes of either are nearly always characters of the other, too: the words of a header tell which.
  /** @type {(bytes: Uint8Array, file: string) => string} */
  const local = (bytes, file) => {
    const gb = startsWithEuro(bytes) ? null : attempted(bytes, "gb18030"),
      big = attempted(bytes, "big5");
    const chosen = knownWords(big ?? "") > knownWords(gb ?? "") ? big : gb;
    if (chosen === null) throw refused("PK305", file, {});
    return chosen;
  };
  const HEADERS = [...new Set(Object.values(window.policykitRulebook.words.keys).flat().map(key))];
  // How many words of headers stand in the first lines.
  /** @type {(text: string) => number} */
  const knownWords = (text) => {
    const lines = key(fold(text.split(LINES).slice(0, limits.sample).join("")));
    return HEADERS.filter((header) => header.length > 1 && lines.includes(header)).length;
  };
  /** @type {(bytes: Uint8Array, encoding: string) => string | null} */
  const attempted = (bytes, encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  /** @type {(bytes: Uint8Array, encoding: string, file: string) => string} */
  const strict = (bytes, encoding, file) => {
    const text = attempted(bytes, encoding);
    if (text === null) throw refused("PK305", file, {});
    return text;
  };
  // Browsers take a single byte 80 for the euro sign, which GB 18030 does not have there.
  /** @type {(bytes: Uint8Array) => boolean} */
  const startsWithEuro = (bytes) => {
    for (let at = 0; at < bytes.length;) {
      if (bytes[at] === 0x80) return true;
      if (bytes[at] < 0x80) at += 1;
      else at += bytes[at + 1] >= 0x30 && bytes[at + 1] <= 0x39 ? 4 : 2;
    }
    return false;
  };

  // --- rows ----------------------------------------------------------------------------------------------

  // The mark that stands in the most of the first lines.
  /** @type {(text: string) => string} */
  const delimiterOf = (text) => {
    const lines = text
      .split(LINES)
      .slice(0, limits.sample)
      .filter((line) => strip(line));
    /** @type {(mark: string) => number} */
    const count = (mark) => lines.filter((line) => line.includes(mark)).length;
    const best = [...reading.delimiters].reduce((one, other) => (count(other) > count(one) ? other : one));
    return count(best) ? best : ",";
  };

  const SWALLOWED = 2; // so many delimiters in one of the lines of a field: it has taken in a row
  /** @type {(value: string, delimiter: string) => boolean} */
  const swallows = (value, delimiter) => {
    const lines = value.split(LINES);
    if (lines.at(-1) === "") lines.pop();
    return lines.length > 1 && lines.some((line) => line.split(delimiter).length > SWALLOWED);
  };

  // Fields may stand in quotes, a quote in them is doubled; an empty line has no fields.
  /** @type {(text: string, delimiter: string, file: string) => Promise<string[][]>} */
  const records = async (text, delimiter, file) => {
    /** @type {string[][]} */
    const rows = [];
    /** @type {string[]} */
    let row = [];
    let columns = 0,
      cells = 0,
      field = "",
      state = "begin"; // of a row; "start" of a field, "open" in quotes, "closed" after them
    const keep = () => {
      rows.push(row);
      [columns, cells] = [Math.max(columns, row.length), cells + row.length];
      if (rows.length > limits.rows || columns > limits.columns || cells > limits.cells) {
        const size = kit.words.fill(say.refused.lines, { rows: rows.length, columns, cells });
        throw refused("PK304", file, { size });
      }
      if (row.some((value) => swallows(value, delimiter))) throw unclosed(rows.length);
    };
    /** @type {(line: number) => Error} */
    const unclosed = (line) => refused("PK338", file, { line });
    const end = () => {
      row.push(field);
      [field, state] = ["", "start"];
    };
    for (let at = 0; at < text.length; at += 1) {
      if (at % 8192 === 0 && pace.due()) await pace.rest("reading", at, text.length);
      const sign = text[at];
      if (state === "open") {
        if (sign === '"') state = "closed";
        else field += sign;
      } else if (sign === "\r" || sign === "\n") {
        if (sign === "\r" && text[at + 1] === "\n") at += 1;
        if (state !== "begin") end();
        keep();
        [row, state] = [[], "begin"];
      } else if (sign === delimiter) end();
      else if (sign === '"' && (state === "begin" || state === "start")) state = "open";
      else {
        if (state === "closed" && sign !== '"') throw unclosed(rows.length + 1);
        state = state === "closed" ? "open" : "within";
        field += sign;
      }
      if (field.length > limits.field)
        throw format(file, kit.words.fill(say.refused.field, { most: limits.field }));
    }
    if (state === "open") throw unclosed(rows.length + 1);
    if (state !== "begin") {
      end();
      keep();
    }
    return rows;
  };

  return { sheetsOf };
})();
