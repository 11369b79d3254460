// A number of a cell, read whole or not at all, as policykit.model.numeral does: 1,234.5 · 13万2 · 三点五亿 · ½.
policykitSelfcheck.numerals = (() => {
  "use strict";

  const { magnitudes, digits, surplus, patterns } = window.policykitRulebook.words.numerals;
  const compiled = Object.fromEntries(
    Object.entries(patterns).map(([name, pattern]) => [name, new RegExp(pattern, "uy")]),
  );
  /** @type {(name: string, text: string, at: number) => RegExpExecArray | null} */
  const match = (name, text, at) => {
    compiled[name].lastIndex = at;
    return compiled[name].exec(text);
  };
  /** @type {(name: string, text: string) => RegExpExecArray | null} */
  const all = (name, text) => {
    const found = match(name, text, 0);
    return found && found[0].length === text.length ? found : null;
  };

  // --- exact numbers: [above, below] -------------------------------------------------------------------

  /** @type {(one: Ratio, other: Ratio) => Ratio} */
  const times = ([above, below], [more, under]) => [above * more, below * under];
  /** @type {(one: Ratio, other: Ratio) => Ratio} */
  const plus = ([above, below], [more, under]) => [above * under + more * below, below * under];
  /** @type {(one: Ratio, other: Ratio) => boolean} */
  const less = ([above, below], [more, under]) => above * under < more * below;
  /** @type {(number: number | bigint) => Ratio} */
  const ratio = (whole) => [BigInt(whole), 1n];
  /** @type {(written: string) => Ratio} */
  const plain = (written) => {
    const [whole, decimals = ""] = written.replace(/[, ]/gu, "").split(".");
    return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
  };
  /** @type {(magnitude: string) => Ratio} */
  const scale = (magnitude) => ratio(magnitudes[magnitude]);

  // --- Chinese integers --------------------------------------------------------------------------------

  const SMALL = new Map([
    ["十", 10n],
    ["百", 100n],
    ["千", 1000n],
  ]);
  const LARGE = new Map([
    ["万", 10n ** 4n],
    ["亿", 10n ** 8n],
  ]);
  /** @type {(word: string) => string} */
  const positional = (word) => [...word].map((char) => digits[char]).join("");

  /** @type {(word: string) => bigint | null} */
  const integer = (word) => {
    if (word && [...word].every((char) => Object.hasOwn(digits, char))) return BigInt(positional(word));
    if (!all("integer", word)) return null;
    let total = 0n,
      section = 0n,
      last = 1n;
    /** @type {bigint | null} */
    let digit = null;
    for (const char of word) {
      const small = SMALL.get(char),
        large = LARGE.get(char);
      if (small !== undefined) {
        section += (digit || 1n) * small;
        [digit, last] = [null, small];
      } else if (large !== undefined) {
        total =
          char === "万"
            ? total + (section + (digit ?? 0n)) * large
            : (total + section + (digit ?? 0n)) * large;
        [section, digit, last] = [0n, null, large];
      } else {
        digit = BigInt(digits[char]);
        last = digit ? last : 1n;
      }
    }
    const lower = last / 10n;
    return total + section + (digit ?? 0n) * (lower || 1n);
  };

  // A number without magnitudes after it, in digits or Chinese.
  /** @type {(written: string) => Ratio | null} */
  const number = (written) => {
    if (/^[0-9]/u.test(written)) return plain(written);
    if (Object.hasOwn(magnitudes, written)) return scale(written);
    const [whole, decimals] = written.split("点");
    const value = integer(whole);
    if (value === null) return null;
    return decimals === undefined ? ratio(value) : plain(`${value}.${positional(decimals)}`);
  };

  // --- the number at a place ---------------------------------------------------------------------------

  /** @type {(text: string, at: number, unit: UnitAt) => boolean} */
  const whole = (text, at, unit) => !match("goes_on", text, at) || unit(text, at) > 1;
  /** @type {(text: string, at: number, unit: UnitAt) => string} */
  const magnitudeAt = (text, at, unit) => {
    const found = match("magnitude", text, at);
    return found && unit(text, at) <= found[0].length ? found[0] : "";
  };
  /** @type {(text: string, at: number) => boolean} */
  const isSurplus = (text, at) => at < text.length && surplus.includes(text[at]);
  /** @type {(end: number, value: Ratio, more?: Partial<Numeral>) => Numeral} */
  const read = (end, value, more = {}) => ({
    end,
    value,
    unit: "",
    scaled: false,
    fraction: false,
    loose: false,
    ...more,
  });

  /** @type {(text: string, start: number) => Numeral | null} */
  const parts = (text, start) => {
    const found = match("parts", text, start);
    if (!found) return null;
    const [word, mixed, under, above] = found,
      end = start + word.length;
    const isPair = above.length > 1 && all("pair_alone", above.replace(/十$/u, ""));
    const below = number(under),
      value = isPair ? ratio(1) : number(above);
    if (!below || !below[0] || !value || (value[0] % value[1] && !/^10*$/u.test(String(below[0]))))
      return null;
    const share = times(value, [below[1], below[0]]);
    if (mixed) {
      const first = number(mixed);
      return first && read(end, plus(first, share));
    }
    const mille = under === "千";
    const loose = Boolean(isPair) || isSurplus(text, end);
    return read(end + Number(isSurplus(text, end)), times(share, ratio(mille ? 1000 : 100)), {
      unit: mille ? "‰" : "%",
      loose,
    });
  };

  const FIRST_YEAR = 1900,
    LAST_YEAR = 2100;
  /** @type {(value: number) => boolean} */
  const isYear = (value) => value >= FIRST_YEAR && value <= LAST_YEAR;
  /** @type {(text: string, start: number) => Numeral | null} */
  const fraction = (text, start) => {
    const vulgar = match("vulgar", text, start);
    if (vulgar) {
      const [above, below] = vulgar[2].normalize("NFKC").split("\u2044").map(BigInt);
      const end = start + vulgar[0].length;
      if (vulgar[1]) return read(end, plus(ratio(BigInt(vulgar[1])), [above, below]));
      return read(end, [above * 100n, below], { unit: "%", fraction: true });
    }
    const slash = match("slash", text, start);
    if (!slash) return null;
    const above = Number(slash[1]),
      below = Number(slash[2]);
    if (above >= below || (isYear(above) && isYear(below))) return null;
    return read(start + slash[0].length, [BigInt(above) * 100n, BigInt(below)], {
      unit: "%",
      fraction: true,
    });
  };

  /** @type {(text: string, start: number) => Numeral | null} */
  const tenths = (text, start) => {
    const found = match("tenths", text, start);
    if (!found) return null;
    const pair = all("pair_alone", found[1]),
      end = start + found[0].length;
    const first = number(pair ? pair[1] : found[1]);
    const more = found[2] === "半" ? ratio(5) : found[2] ? number(found[2]) : ratio(0);
    if (!first || !more || less(ratio(10), first)) return null;
    const open = !more[0] && isSurplus(text, end);
    return read(end + Number(open), plus(times(first, ratio(10)), more), {
      unit: "%",
      loose: Boolean(pair) || open,
    });
  };

  // What stands after a magnitude: of 13万2 the 2 is 2千, of 1亿3千万 the 3千万 is what it says.
  /** @type {(written: string, factor: Ratio, magnitude: string) => Ratio | null} */
  const tail = (written, factor, magnitude) => {
    const value = plain(written.replace(/^[零〇]+/u, ""));
    if (magnitude) {
      const part = times(value, scale(magnitude));
      return less(part, factor) ? part : null;
    }
    if (/^[零〇]/u.test(written) || written.length === String(factor[0]).length - 1)
      return less(value, factor) ? value : null;
    return written.length === 1 ? times(value, times(factor, [1n, 10n])) : null;
  };

  /** @type {(text: string, start: number, unit: UnitAt) => Numeral | null} */
  const arabic = (text, start, unit) => {
    const power = match("power", text, start);
    if (power) {
      const exponent = Number((power[2] || power[4]).normalize("NFKC").replace("−", "-"));
      const ten = 10n ** BigInt(Math.abs(exponent)),
        end = start + power[0].length;
      const value = times(plain(power[1] || power[3] || "1"), exponent < 0 ? [1n, ten] : [ten, 1n]);
      return whole(text, end, unit) ? read(end, value) : null;
    }
    const found = match("arabic", text, start);
    if (!found) return null;
    let value = plain(found[0]),
      at = start + found[0].length;
    let loose = isSurplus(text, at);
    let magnitude = magnitudeAt(text, at + Number(loose), unit);
    if (!magnitude) return whole(text, at, unit) ? read(at + Number(loose), value, { loose }) : null;
    let factor = scale(magnitude);
    value = times(value, factor);
    at += Number(loose) + magnitude.length;
    let more = loose ? null : match("tail", text, at);
    while (more) {
      at += more[0].length;
      magnitude = magnitudeAt(text, at, unit);
      const part = tail(more[0], factor, magnitude);
      if (!part) return null;
      value = plus(value, part);
      at += magnitude.length;
      factor = magnitude ? scale(magnitude) : ratio(1);
      more = magnitude ? match("tail", text, at) : null;
    }
    const open = isSurplus(text, at);
    loose = loose || open;
    at += Number(open);
    return whole(text, at, unit) ? read(at, value, { scaled: true, loose }) : null;
  };

  // A Chinese number as far as it goes; 多, 余 and 几 may stand in it, and a unit keeps its 千 (三万 千瓦).
  /** @type {(text: string, found: RegExpExecArray, unit: UnitAt) => Numeral | null} */
  const counted = (text, found, unit) => {
    let word = found[0],
      at = found.index + word.length,
      value = number(word);
    if (value && word.length > 1 && /[十百千万亿]$/u.test(word) && unit(text, at - 1) > 1) {
      const shorter = number(word.slice(0, -1));
      if (shorter) [value, at, word] = [shorter, at - 1, word.slice(0, -1)];
    }
    if (!value) return null;
    const loose = /[十百千万亿]$/u.test(word) && at < text.length && "几多余来".includes(text[at]);
    at += Number(loose);
    const more = loose || word.includes("点") ? match("scale", text, at) : null;
    if (more && more[0] !== "十" && unit(text, at) <= more[0].length) {
      value = times(value, scale(more[0]));
      at += more[0].length;
    }
    if (!whole(text, at, unit)) return null;
    return read(at, value, { loose, scaled: /[万亿]/u.test(text.slice(found.index, at)) });
  };

  /** @type {(text: string, start: number, unit: UnitAt) => Numeral | null} */
  const chinese = (text, start, unit) => {
    for (const name of ["pair", "few"]) {
      const found = match(name, text, start);
      // Three to five, or a size: no one figure, whatever it is worth.
      if (found && whole(text, start + found[0].length, unit))
        return read(start + found[0].length, ratio(1), { loose: true });
    }
    for (const name of ["decimal", "integer"]) {
      const found = match(name, text, start);
      const numeral = found && counted(text, found, unit);
      if (numeral) return numeral;
    }
    return null;
  };

  // The number that begins at `start`; null for what is none, or none as a whole. `loose` marks what is no
  // one figure (三五, 十几, 50多); `unit` gives the length of the unit at a place.
  /** @type {(text: string, start: number, unit: UnitAt) => Numeral | null} */
  const readNumeral = (text, start, unit) => {
    for (const reader of [parts, fraction, tenths]) {
      const found = reader(text, start);
      if (found && whole(text, found.end, unit)) return found;
    }
    return /^[0-9]/u.test(text.slice(start, start + 1))
      ? arabic(text, start, unit)
      : chinese(text, start, unit);
  };

  return { readNumeral };
})();
