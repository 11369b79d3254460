// What divisions are called, and which are meant by what someone has written: by name, by initials, by code.
policykitCounty.names = (() => {
  "use strict";

  const { load } = policykitCounty;
  const FEW = 12;
  const NATION = "000000";

  /** @type {(packed: Record<"divisions" | "syllables", string> & {
   *   places: Record<string, string>, own: string[] }) => Known} */
  const unpacked = (packed) => {
    /** @type {Map<string, string[]>} */
    const names = new Map();
    for (const group of packed.divisions.split(";")) {
      const [start, ...rest] = group.split(/[:,]/);
      for (const text of rest) {
        const [name, ...others] = text.slice(2).split("/");
        const whole = name.replace(/\*$/, "");
        names.set(
          start + text.slice(0, 2),
          name === whole ? [whole, ...others] : [whole, whole.slice(0, -1)],
        );
      }
    }
    /** @type {Map<string, string[]>} */
    const sounds = new Map();
    for (const entry of packed.syllables.split(";")) {
      const [, sound, chars] = /^([a-z]+)(.*)$/.exec(entry) ?? ["", "", ""];
      for (const char of chars) sounds.set(char, [...(sounds.get(char) ?? []), sound]);
    }
    for (const [place, read] of Object.entries(packed.places)) sounds.set(place, read.split(" "));
    return { names, sounds, own: packed.own };
  };
  /** @type {Promise<Known> | null} */
  let coming = null;
  const open = () => {
    coming ??= load("divisions").then(unpacked);
    coming.catch(() => (coming = null));
    return coming;
  };

  /** @type {(all: Known, code: string) => County} */
  const countyOf = ({ names }, code) => {
    const above = [0, 2, 4].map((length) => code.slice(0, length).padEnd(6, "0"));
    const lineage = [...new Set([...above, code])].filter((one) => names.has(one));
    /** @type {[string, string][]} */
    const named = lineage.map((one) => [one, names.get(one)?.[0] ?? one]);
    return { code, name: named.at(-1)?.[1] ?? code, lineage: named };
  };

  // How a character of a name is read: as in the place of two characters that it is part of, else as in most.
  /** @type {(sounds: Map<string, string[]>, name: string, at: number) => string[]} */
  const read = (sounds, name, at) => {
    for (const start of [at, at - 1]) {
      const place = start < 0 ? "" : name.slice(start, start + 2);
      const sound = place.length === 2 && sounds.get(place)?.[at - start];
      if (sound) return [sound];
    }
    return sounds.get(name[at]) ?? [];
  };

  // Whether letters spell a name from the start, a character whole or by its first letter; 2: to its end.
  /** @type {(sounds: Map<string, string[]>, name: string, letters: string, at?: number) => number} */
  const spelled = (sounds, name, letters, at = 0) => {
    if (!letters) return at === name.length ? 2 : 1;
    let best = 0;
    for (const sound of read(sounds, name, at)) {
      if (sound.startsWith(letters)) best = Math.max(best, at + 1 === name.length ? 2 : 1);
      for (const part of new Set([sound, sound[0]]))
        if (letters.startsWith(part))
          best = Math.max(best, spelled(sounds, name, letters.slice(part.length), at + 1));
      if (best === 2) break;
    }
    return best;
  };

  /** As names are compared. @type {(text: string) => string} */
  const plain = (text) =>
    text
      .normalize("NFKC")
      .replace(/[\s']+/gu, "")
      .toLowerCase();

  // How well what is written calls something by one of its names, the usual one first: so, so in short, from
  // the start, within; by letters its whole name, or how that begins.
  /** @type {(sounds: Map<string, string[]>, names: string[], text: string) => number} */
  const called = (sounds, names, text) => {
    if (names.includes(text)) return names[0] === text ? 4 : 3;
    if (names.some((name) => name.startsWith(text))) return 2;
    if (/^[a-z]+$/.test(text)) {
      const score = Math.max(...names.map((name) => spelled(sounds, name, text)));
      if (score) return score;
    }
    return names.some((name) => name.includes(text)) ? 1 : 0;
  };
  /** @type {(code: string) => boolean} */
  const isCounty = (code) => !code.endsWith("00");

  // Codes, best first: called so, so in short, beginning so, holding it, by initials the whole name before a
  // beginning; of equals counties before what lies above them, then those with documents.
  /** @type {(all: Known, written: string) => string[]} */
  const find = (all, written) => {
    const text = plain(written);
    if (!text) return all.own.slice(0, FEW);
    const isCode = /^\d+$/.test(text);
    /** @type {[number, number, number, string][]} */
    const found = [];
    for (const [code, names] of all.names) {
      if (code === NATION) continue;
      let score = isCode ? Number(code.startsWith(text)) : called(all.sounds, names, text);
      if (!score && !isCode) {
        const path = countyOf(all, code).lineage.slice(1);
        const whole = path.map(([, name]) => name).join("");
        const last = names.find((name) => text.endsWith(name));
        const before = last ? text.slice(0, -last.length) : text;
        if (whole.includes(text) || (last && path.some(([one]) => all.names.get(one)?.includes(before))))
          score = last ? 3 : 1;
      }
      if (score) found.push([score, Number(isCounty(code)), Number(all.own.includes(code)), code]);
    }
    found.sort((one, other) => {
      const [, , , code] = one;
      const at = [0, 1, 2].find((part) => one[part] !== other[part]);
      return at === undefined ? (code < other[3] ? -1 : 1) : Number(other[at]) - Number(one[at]);
    });
    return found.map(([, , , code]) => code);
  };

  return { open, countyOf, plain, called, find };
})();
