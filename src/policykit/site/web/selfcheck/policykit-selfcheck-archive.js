// Zip archives: reads the parts of one by the browser's own inflate, and packs parts into one.
policykitSelfcheck.archive = (() => {
  "use strict";

  const END = 0x06054b50,
    ENTRY = 0x02014b50,
    LOCAL = 0x04034b50,
    UTF8 = 0x800,
    ENCRYPTED = 1;
  const END_SIZE = 22,
    FAR = 0xffffffff;

  const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
    let value = at;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const SLICE = 2 ** 20;
  // The sum goes on from that of the bytes before.
  /** @type {(bytes: Uint8Array, before?: number) => number} */
  const checksum = (bytes, before = 0) => {
    let value = ~before;
    for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
    return ~value >>> 0;
  };

  // The directory of an archive: name → where it is and how it is packed. Throws when it is no archive.
  /** @type {(bytes: Uint8Array) => Map<string, Entry>} */
  const entriesOf = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = bytes.length - END_SIZE;
    while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
    if (end < 0 || end < bytes.length - END_SIZE - 65535) throw new Error("no directory");
    const count = view.getUint16(end + 10, true),
      size = view.getUint32(end + 12, true);
    let at = view.getUint32(end + 16, true);
    const before = at === FAR ? 0 : end - size - at; // bytes that stand before the archive
    if (at === FAR) at = Number(view.getBigUint64(Number(view.getBigUint64(end - 12, true)) + 48, true));
    at += before;
    const entries = new Map();
    for (let number = 0; number < count; number += 1) {
      if (view.getUint32(at, true) !== ENTRY) throw new Error("broken directory");
      const named = view.getUint16(at + 28, true),
        extra = view.getUint16(at + 30, true),
        said = view.getUint16(at + 32, true);
      const name = new TextDecoder("utf-8").decode(bytes.subarray(at + 46, at + 46 + named));
      const entry = {
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        sum: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        start: view.getUint32(at + 42, true),
      };
      enlarge(view, at + 46 + named, extra, entry);
      entry.start += before;
      entries.set(name, entry);
      at += 46 + named + extra + said;
    }
    return entries;
  };

  // Sizes and places that need 64 bits stand in an extra field.
  /** @type {(view: DataView, start: number, length: number, entry: Entry) => void} */
  const enlarge = (view, start, length, entry) => {
    for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue;
      let field = at + 4;
      for (const name of /** @type {const} */ (["size", "packed", "start"])) {
        if (entry[name] === FAR) [entry[name], field] = [Number(view.getBigUint64(field, true)), field + 8];
      }
    }
  };

  // The bytes of a part. Throws when they are encrypted, packed in an unknown way or not what was packed.
  /** @type {(bytes: Uint8Array<ArrayBuffer>, entry: Entry) => Promise<Uint8Array>} */
  const bytesOf = async (bytes, entry) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(entry.start, true) !== LOCAL || entry.flags & ENCRYPTED)
      throw new Error("unreadable part");
    const from =
      entry.start + 30 + view.getUint16(entry.start + 26, true) + view.getUint16(entry.start + 28, true);
    const packed = bytes.subarray(from, from + entry.packed);
    if (entry.method !== 0 && entry.method !== 8) throw new Error("unknown packing");
    const found = entry.method === 0 ? packed : await inflated(packed, entry.size);
    let sum = 0;
    for (let at = 0; at < found.length; at += SLICE) {
      sum = checksum(found.subarray(at, at + SLICE), sum);
      if (policykitSelfcheck.pace.due()) await policykitSelfcheck.pace.rest("reading");
    }
    if (sum !== entry.sum) throw new Error("wrong checksum");
    return found;
  };
  /** @type {(packed: Uint8Array<ArrayBuffer>, size: number) => Promise<Uint8Array>} */
  const inflated = async (packed, size) => {
    const reader = new Blob([packed])
      .stream()
      .pipeThrough(new DecompressionStream("deflate-raw"))
      .getReader();
    const held = new Uint8Array(size);
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > size) throw new Error("more than was said");
      held.set(part.value, length);
      length += part.value.length;
    }
    return held.subarray(0, length);
  };

  // --- SHA-256: a page of a server without a certificate has no other ---------------------------

  /** @type {(root: number) => number} the first 32 bits behind the point */
  const behind = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
  const PRIMES = Array.from({ length: 311 }, (_, at) => at + 2).filter((one) => {
    for (let by = 2; by * by <= one; by += 1) if (one % by === 0) return false;
    return true;
  });
  const ROUNDS = Uint32Array.from(PRIMES.slice(0, 64), (prime) => behind(Math.cbrt(prime)));
  /** @type {(word: number, by: number) => number} */
  const turned = (word, by) => (word >>> by) | (word << (32 - by));
  /** @type {(state: Uint32Array, view: DataView, at: number, words: Uint32Array) => void} */
  const mix = (state, view, at, words) => {
    for (let round = 0; round < 16; round += 1) words[round] = view.getUint32(at + 4 * round);
    for (let round = 16; round < 64; round += 1) {
      const [early, late] = [words[round - 15], words[round - 2]];
      const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const two = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[round] = words[round - 16] + one + words[round - 7] + two;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let round = 0; round < 64; round += 1) {
      const sum = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const first = (h + sum + ((e & f) ^ (~e & g)) + ROUNDS[round] + words[round]) | 0;
      const other = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const second = (other + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, number) => {
      state[number] += word;
    });
  };
  /** @type {(bytes: Uint8Array) => string} */
  const sha256 = (bytes) => {
    const state = Uint32Array.from(PRIMES.slice(0, 8), (prime) => behind(Math.sqrt(prime)));
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer),
      words = new Uint32Array(64);
    view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
    for (let at = 0; at < padded.length; at += 64) mix(state, view, at, words);
    return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
  };

  // An archive of parts by their names, not compressed; the same parts give the same bytes.
  /** @type {(parts: [string, string | Uint8Array][]) => Uint8Array<ArrayBuffer>} */
  const pack = (parts) => {
    const files = parts.map(([name, text]) => {
      const title = new TextEncoder().encode(name),
        data = typeof text === "string" ? new TextEncoder().encode(text) : text;
      return { title, data, sum: checksum(data), start: 0 };
    });
    const size = files.reduce((sum, file) => sum + 76 + 2 * file.title.length + file.data.length, END_SIZE);
    const bytes = new Uint8Array(size),
      view = new DataView(bytes.buffer);
    const FIRST_DAY = 0x21; // 1980-01-01
    /** @type {(at: number, file: (typeof files)[number]) => void} */
    const about = (at, file) => {
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, UTF8, true);
      view.setUint16(at + 8, FIRST_DAY, true);
      view.setUint32(at + 10, file.sum, true);
      view.setUint32(at + 14, file.data.length, true);
      view.setUint32(at + 18, file.data.length, true);
      view.setUint16(at + 22, file.title.length, true);
    };
    let at = 0;
    for (const file of files) {
      file.start = at;
      view.setUint32(at, LOCAL, true);
      about(at + 4, file);
      bytes.set(file.title, at + 30);
      bytes.set(file.data, at + 30 + file.title.length);
      at += 30 + file.title.length + file.data.length;
    }
    const directory = at;
    for (const file of files) {
      view.setUint32(at, ENTRY, true);
      view.setUint16(at + 4, 20, true);
      about(at + 6, file);
      view.setUint32(at + 42, file.start, true);
      bytes.set(file.title, at + 46);
      at += 46 + file.title.length;
    }
    view.setUint32(at, END, true);
    view.setUint16(at + 8, files.length, true);
    view.setUint16(at + 10, files.length, true);
    view.setUint32(at + 12, at - directory, true);
    view.setUint32(at + 16, directory, true);
    return bytes;
  };

  return { entriesOf, bytesOf, pack, sha256 };
})();
