// Pinyin, whole and as initials, as words of the collection: as in policykit.index.search.pinyin.
policykitSearchModules.pinyin = (() => {
  "use strict";

  const { unique } = policykitSearchModules.text;
  const RUN = /[a-z'\u4e00-\u9fff ]*[a-z][a-z'\u4e00-\u9fff ]*/g;
  const LONGEST = 48,
    SHORTEST = 2;
  const INITIAL = 64,
    WORD = 48,
    FREQUENT = 40,
    STEP = 4;

  /** @typedef {{ cost: number, words: string[], text: string }} Way */
  /** @typedef {(letter: string) => Map<string, number>} WordsOf */
  /** @typedef {Map<string, string[]>} Syllables */

  /** @type {(char: string) => boolean} */
  const isLetter = (char) => /^[a-z]$/.test(char);

  // The letters that a word within a run may begin with.
  /** @type {(run: string, syllables: Syllables) => string[]} */
  const lettersOf = (run, syllables) => {
    const last = run.search(/[a-z][^a-z]*$/);
    const heads = Array.from(run.slice(0, last + 1));
    return unique(
      heads.flatMap((char) =>
        isLetter(char) ? [char] : (syllables.get(char) ?? []).map((syllable) => syllable[0]),
      ),
    );
  };

  /** @type {(one: Way, other: Way) => number} */
  const order = (one, other) => {
    if (one.cost !== other.cost) return one.cost - other.cost;
    for (let at = 0; at < Math.max(one.words.length, other.words.length); at += 1) {
      const first = one.words[at],
        second = other.words[at];
      if (first === second) continue;
      if (first === undefined) return -1;
      if (second === undefined) return 1;
      return first < second ? -1 : 1;
    }
    return one.text < other.text ? -1 : Number(one.text > other.text);
  };

  // How a run goes on behind a character of a word: where, and whether it is there by its initial alone.
  /** @type {(run: string, at: number, char: string, syllables: Syllables) => [number, number][]} */
  const steps = (run, at, char, syllables) => {
    if (run.startsWith(char, at)) return [[at + 1, 0]];
    /** @type {[number, number][]} */
    const found = [];
    for (const syllable of syllables.get(char) ?? []) {
      if (run.startsWith(syllable, at)) found.push([at + syllable.length, 0]);
      else if (at < run.length && syllable.startsWith(run.slice(at))) found.push([run.length, 1]);
      else if (run.startsWith(syllable[0], at)) found.push([at + 1, 1]);
    }
    return found;
  };

  // Where a word that begins at a place can end, with how many of its characters are there as initials.
  /** @type {(run: string, at: number, word: string, syllables: Syllables) => Map<number, number>} */
  const taken = (run, at, word, syllables) => {
    let ends = new Map([[at, 0]]);
    for (const char of word) {
      /** @type {Map<number, number>} */
      const following = new Map();
      for (const [end, initials] of ends) {
        for (const [more, cost] of steps(run, end, char, syllables))
          following.set(more, Math.min(following.get(more) ?? Infinity, initials + cost));
      }
      ends = following;
      if (!ends.size) break;
    }
    return ends;
  };

  /**
   * @type {(
   *   run: string,
   *   at: number,
   *   best: (Way | null)[],
   *   words: WordsOf,
   *   syllables: Syllables,
   * ) => Way[]}
   */
  const ways = (run, at, best, words, syllables) => {
    /** @type {Way[]} */
    const found = [];
    const char = run[at];
    const next = best[at + 1];
    if (!isLetter(char) && next) found.push({ ...next, text: char + next.text });
    const letters = isLetter(char) ? [char] : (syllables.get(char) ?? []).map((syllable) => syllable[0]);
    for (const letter of letters) {
      for (const [word, seen] of words(letter)) {
        for (const [end, initials] of taken(run, at, word, syllables)) {
          const rest = best[end];
          if (!rest || !/[a-z]/.test(run.slice(at, end))) continue;
          const saved = Math.min(FREQUENT, STEP * (Math.floor(Math.log2(seen)) + 1));
          found.push({
            cost: rest.cost + INITIAL * initials + WORD - saved,
            words: [word, ...rest.words],
            text: word + rest.text,
          });
        }
      }
    }
    return found;
  };

  // What a run of Latin letters and Chinese characters means; empty when it is no pinyin of these words.
  /** @type {(typed: string, words: WordsOf, syllables: Syllables) => string} */
  const spelled = (typed, words, syllables) => {
    const run = typed.replaceAll(" ", "").replaceAll("'", "");
    if (run.length < SHORTEST || run.length > LONGEST || !/[a-z]/.test(run)) return "";
    /** @type {(Way | null)[]} */
    const best = Array.from({ length: run.length + 1 }, () => null);
    best[run.length] = { cost: 0, words: [], text: "" };
    for (let at = run.length - 1; at >= 0; at -= 1) {
      /** @type {Way | null} */
      let least = null;
      for (const way of ways(run, at, best, words, syllables))
        if (!least || order(way, least) < 0) least = way;
      best[at] = least;
    }
    return best[0]?.text ?? "";
  };

  return { RUN, lettersOf, spelled };
})();
