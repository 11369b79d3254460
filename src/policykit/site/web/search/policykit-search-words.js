// The words of a query, as in policykit.index.search.query and features.
policykitSearchModules.words = (() => {
  "use strict";

  const { ATOM, ONE, UNIT, charsOf, div, pairs, queryGrams, rarity, route, runsOf, spread, unique } =
    policykitSearchModules.text;

  /** @typedef {InstanceType<typeof policykitSearchModules.index.Index>} Index */
  /** A word and its count. @typedef {{ word: string, seen: number, chars: ArrayLike<string> }} Ending */

  // --- concepts: index/search/query ---------------------------------------------------------------

  /** @type {(word: string, weight: number) => Concept} */
  const plain = (word, weight) => ({
    word,
    weight,
    others: [],
    parts: [],
    loose: false,
    fragment: false,
    beside: [],
    needed: true,
    only: false,
  });
  /** @type {(run: string) => string[]} */
  const partsOfRun = (run) =>
    run.match(new RegExp(`${ATOM}(?:(?<![%‰])${UNIT})?|[^0-9a-z]+?(?=${ATOM}|$)`, "gu")) ?? [];

  class Vocabulary {
    /** @param {Index} index */
    constructor(index) {
      this.index = index;
      this.size = index.head.size;
      this.weights = index.head.weights;
    }

    /**
     * @param {Query} query
     * @returns {Concept[]}
     */
    concepts(query) {
      /** @type {Concept[]} */
      const found = query.numbers.map((word) => plain(word, ONE));
      for (const word of query.signs) found.push(plain(word, this.weights.sign));
      const asked = query.pieces.flatMap(runsOf).flatMap((run) => this.withPairs(run));
      const content = asked.filter(([word]) => !this.index.silent.has(word));
      for (const [word, beside] of content.length || found.length ? content : asked)
        found.push(this.concept(word, beside));
      const heavy = found.some((one) => one.weight === ONE);
      /** @type {Map<string, Concept>} */
      const byWord = new Map();
      for (const one of found) byWord.set(one.word, heavy ? one : { ...one, weight: ONE, needed: true });
      const every = [...byWord.values()];
      /** @type {(concept: Concept) => number} */
      const size = ({ word }) => charsOf(word).length;
      const longest = every
        .map((_, at) => at)
        .sort((one, other) => size(every[other]) - size(every[one]) || one - other);
      return this.ofMany(
        longest
          .slice(0, this.weights.concepts)
          .sort((one, other) => one - other)
          .map((at) => every[at]),
      );
    }

    // What is looked for of a sentence: its words as words, each of which may cost long lists.
    /**
     * @param {Concept[]} concepts
     * @returns {Concept[]}
     */
    ofMany(concepts) {
      const { common, large, many } = this.weights;
      const needed = concepts.filter((one) => one.needed);
      if (needed.length < many || this.size < large) return concepts;
      /** @type {(one: Concept) => number} */
      const countOf = ({ word }) => this.index.count(`w${word}`);
      const telling = needed.filter((one) => countOf(one) * common <= this.size);
      return (telling.length ? telling : needed).map((one) =>
        countOf(one) ? { ...one, parts: [], only: true } : one,
      );
    }

    // The grams of a query without the words that ask, nor those that link them to the rest.
    /**
     * @param {Query} query
     * @returns {string[]}
     */
    phrase(query) {
      const said = query.pieces.flatMap(runsOf).flatMap((run) => this.stretches(run));
      const grams = unique([...said, ...query.numbers].flatMap(queryGrams));
      // Two characters of two words stand in few clauses.
      const telling = grams.filter((gram) => !this.index.count(`w${gram}`));
      return spread(2 * telling.length >= this.weights.grams ? telling : grams, this.weights);
    }

    /**
     * @param {string} run
     * @returns {string[]}
     */
    stretches(run) {
      const { asking, silent } = this.index;
      /** @type {string[][]} */
      const groups = [[]];
      for (const word of this.cut(run)) {
        if (asking.has(word)) groups.push([]);
        else groups[groups.length - 1].push(word);
      }
      return groups
        .map((words) => {
          const first = words.findIndex((word) => !silent.has(word));
          const last = words.findLastIndex((word) => !silent.has(word));
          return first < 0 ? "" : words.slice(first, last + 1).join("");
        })
        .filter(Boolean);
    }

    // The words of a piece, marks left out; characters of no word that stand together are one.
    /**
     * @param {string} piece
     * @returns {string[]}
     */
    cut(piece) {
      return runsOf(piece)
        .flatMap(partsOfRun)
        .flatMap((part) => this.joined(this.single(part)));
    }

    // The words of a part of a run, characters of no word each by itself.
    /**
     * @param {string} part
     * @returns {string[]}
     */
    single(part) {
      if (/^[0-9a-z]/.test(part)) return [part];
      return route(Array.from(part), (word) => this.frequency(word), 100 * this.size);
    }

    /**
     * @param {string[]} words
     * @returns {string[]}
     */
    joined(words) {
      /** @type {string[]} */
      const found = [];
      for (let at = 0; at < words.length;) {
        let end = at;
        while (end < words.length && this.isAlone(words[end])) end += 1;
        const group = words.slice(at, Math.max(end, at + 1));
        if (group.length === 1 || group.every((word) => this.index.silent.has(word))) found.push(...group);
        else found.push(...this.knownParts(group.join("")));
        at += group.length;
      }
      return found;
    }

    /**
     * @param {string} word
     * @returns {boolean}
     */
    isAlone(word) {
      const { silent, joining } = this.index;
      const one = Array.from(word).length === 1 && !/^[\x00-\x7f]$/.test(word);
      return one && (!silent.has(word) || joining.has(word));
    }

    // Characters of no word, cut where no clause has them side by side, if nothing is left alone by it.
    // What only links or says how is alone where no clause has any of it so.
    /**
     * @param {string} text
     * @returns {string[]}
     */
    knownParts(text) {
      const chars = Array.from(text);
      const parts = [chars[0]];
      chars.slice(1).forEach((char, at) => {
        if (this.index.count(`s${chars[at]}${char}`)) parts[parts.length - 1] += char;
        else parts.push(char);
      });
      const { joining, light } = this.index;
      const says = chars.every((char) => joining.has(char) || light.has(char));
      const apart = says && parts.length === chars.length;
      return apart || parts.every((part) => charsOf(part).length > 1) ? parts : [text];
    }

    // The words of a query without its 文号, those that ask and link too.
    /**
     * @param {Query} query
     * @returns {string[]}
     */
    words(query) {
      return query.pieces.flatMap((piece) => this.cut(piece));
    }

    // The words of a run; with a single character among others the pairs that it makes with its neighbours,
    // under whichever of their names, but with none that only asks or links.
    /**
     * @param {string} run
     * @returns {[string, string[] | null][]}
     */
    withPairs(run) {
      const words = this.cut(run);
      const names = words.map((word) =>
        this.index.silent.has(word) ? [] : [word, ...this.others(word).map(([other]) => other)],
      );
      return words.map((word, at) => {
        if (charsOf(word).length > 1 || /^[\x00-\x7f]$/.test(word) || words.length === 1) return [word, null];
        const before = names[at - 1] ?? [];
        const behind = names[at + 1] ?? [];
        return [
          word,
          unique([
            ...before.map((name) => Array.from(name).at(-1) + word),
            ...behind.map((name) => word + Array.from(name)[0]),
          ]),
        ];
      });
    }

    /**
     * @param {Concept[]} concepts
     * @returns {[string, number] | null}
     */
    topic(concepts) {
      return topicOf(concepts, this.index.head.topics, this.weights);
    }

    /**
     * @param {string} word
     * @param {string[] | null} [beside]
     * @returns {Concept}
     */
    concept(word, beside = null) {
      const weight = this.weight(word);
      const length = charsOf(word).length;
      if (length === 1 && !/^[\x00-\x7f]$/.test(word))
        return {
          ...plain(word, weight),
          beside: beside ?? [],
          needed: !beside || !this.index.light.has(word),
        };
      const loose = length > 1 && !this.frequency(word) && !/^[0-9a-z]/.test(word);
      if (loose && this.begins(word)) return { ...plain(word, weight), fragment: true };
      return {
        ...plain(word, weight),
        others: this.others(word),
        parts: this.parts(word),
        loose,
        needed: weight !== this.weights.weak,
      };
    }

    // Whether a word of the collection begins with these characters: it is being typed.
    /**
     * @param {string} text
     * @returns {boolean}
     */
    begins(text) {
      return [...this.index.wordsFrom(Array.from(text)[0]).keys()].some((word) => word.startsWith(text));
    }

    /**
     * @param {string} word
     * @returns {Concept[]}
     */
    parts(word) {
      const chars = Array.from(word);
      if (chars.length < this.weights.long || /[0-9a-z]/.test(word)) return [];
      const inner = route(chars, (part) => (part === word ? 0 : this.frequency(part)), 100 * this.size);
      return inner
        .filter((part) => !this.index.silent.has(part))
        .map((part) => ({ ...plain(part, this.weight(part)), others: this.others(part) }));
    }

    /**
     * @param {string} word
     * @returns {number}
     */
    frequency(word) {
      if (this.index.silent.has(word)) return Math.max(this.weights.listed, div(this.size, 2));
      if (Array.from(word).length === 1) return 1 + div(this.size, this.weights.linking);
      const listed = this.index.lexicon.has(word) || this.index.weak.has(word) ? this.weights.listed : 0;
      return Math.max(listed, this.index.count(`w${word}`));
    }

    /**
     * @param {string} word
     * @returns {[string, number][]}
     */
    others(word) {
      const { synonyms, related } = this.index.head;
      /** @type {(table: Record<string, string[]>, share: number) => [string, number][]} */
      const of = (table, share) =>
        Object.hasOwn(table, word) ? table[word].map((other) => [other, share]) : [];
      return [...of(synonyms, this.weights.synonym), ...of(related, this.weights.related)];
    }

    /**
     * @param {string} word
     * @returns {number}
     */
    weight(word) {
      if (this.index.weak.has(word)) return this.weights.weak;
      return Array.from(word).length === 1 && !/^[\x00-\x7f]$/.test(word) ? this.weights.single : ONE;
    }
  }

  // --- measures as topics: index/search/features ---------------------------------------------------

  /** @type {(concept: Concept) => [string, number][]} */
  const namesOf = ({ word, others }) => [[word, ONE], ...others];
  /** @type {(text: string) => boolean} */
  const isName = (text) => charsOf(text).length > 1;

  /**
   * @type {(
   *   concepts: Concept[],
   *   topics: [string, string][],
   *   weights: Weights,
   * ) => [string, number] | null}
   */
  const topicOf = (concepts, topics, weights) => {
    /** @type {(concept: Concept, text: string) => number} */
    const named = (concept, text) =>
      Math.max(
        0,
        ...namesOf(concept)
          .filter(([name]) => isName(name) && (text.includes(`|${name}`) || text.includes(`${name}|`)))
          .map(([, share]) => share),
      );
    /** @type {(concept: Concept, text: string) => number} */
    const shareOf = (concept, text) => {
      const share = named(concept, text);
      if (share || !concept.parts.length) return share;
      return div(
        weights.part * concept.parts.reduce((sum, part) => sum + named(part, text), 0),
        ONE * concept.parts.length,
      );
    };
    const scores = topics.map(() => 0);
    let whole = 0;
    for (const concept of concepts) {
      if (concept.weight < ONE) continue;
      const shares = topics.map(([, text]) => shareOf(concept, text));
      const count = shares.filter(Boolean).length;
      const weight = rarity(count, shares.length, weights);
      whole += count ? weight : div(weight, 2);
      shares.forEach((share, at) => {
        scores[at] += weight * share;
      });
    }
    const best = Math.max(0, ...scores);
    if (!best || best < whole * weights.topical) return null;
    return [topics[scores.indexOf(best)][0], div(best, whole)];
  };

  // --- typing errors: index/search/query -------------------------------------------------------------

  /** @type {(part: ArrayLike<string>, word: ArrayLike<string>) => boolean} */
  const oneError = (part, word) => {
    const gap = part.length - word.length;
    if (gap < -1 || gap > 1) return false;
    const short = Math.min(part.length, word.length);
    let at = 0;
    while (at < short && part[at] === word[at]) at += 1;
    if (gap === 0 && at === short) return false;
    for (
      let one = at + (gap >= 0 ? 1 : 0), other = at + (gap <= 0 ? 1 : 0);
      one < part.length;
      one += 1, other += 1
    ) {
      if (part[one] !== word[other]) return false;
    }
    return true;
  };

  // Words by their ends: one error leaves a word its first character or its last.
  /** @type {(words: Map<string, number>) => (part: string[]) => Ending[]} */
  const byEnds = (words) => {
    /** @type {Map<string | undefined, Ending[]>} */
    const heads = new Map();
    /** @type {Map<string | undefined, Ending[]>} */
    const tails = new Map();
    /** @type {(ends: Map<string | undefined, Ending[]>, char: string, entry: Ending) => void} */
    const put = (ends, char, entry) => {
      ends.set(char, [...(ends.get(char) ?? []), entry]);
    };
    for (const [word, seen] of words) {
      const chars = charsOf(word);
      put(heads, chars[0], { word, seen, chars });
      put(tails, chars[chars.length - 1], { word, seen, chars });
    }
    return (part) =>
      [
        ...(heads.get(part[0]) || []),
        ...(tails.get(part.at(-1)) || []).filter(({ chars }) => chars[0] !== part[0]),
      ].filter(({ chars }) => oneError(part, chars));
  };

  // Whether a short part is rather another word that is made of a known one.
  /** @type {(part: string[], index: Index, shortest: number) => boolean} */
  const isAnother = (part, index, shortest) =>
    part.length <= shortest &&
    [part.slice(0, 2), part.slice(-2)].some((half) => index.count(`w${half.join("")}`) > 0);

  /** @type {(run: string, vocabulary: Vocabulary) => number[]} */
  const strangersIn = (run, vocabulary) => {
    const { index } = vocabulary;
    const chars = Array.from(run);
    const alone = new Set(partsOfRun(run).flatMap((part) => vocabulary.single(part)));
    const unknown = pairs(chars).map((pair) => !index.count(`g${pair}`));
    return chars
      .map((_, at) => at)
      .filter(
        (at) =>
          alone.has(chars[at]) &&
          !index.silent.has(chars[at]) &&
          [at - 1, at].every((place) => place < 0 || place >= unknown.length || unknown[place]),
      );
  };

  // The wrong parts of a query, each with the word that is meant.
  /** @type {(query: Query, vocabulary: Vocabulary) => [string, string][]} */
  const corrections = (query, vocabulary) => {
    const { index } = vocabulary;
    const { shortest, longest } = vocabulary.weights;
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const run of query.pieces.flatMap(runsOf)) {
      const chars = Array.from(run);
      const wrong = strangersIn(run, vocabulary);
      if (!wrong.length || chars.length < shortest - 1) continue;
      /** @type {Map<string, number>} */
      const words = new Map();
      for (const first of ["", ...unique(chars)]) {
        for (const [word, seen] of index.wordsFrom(first)) {
          const { length } = charsOf(word);
          if (seen && length >= shortest && length <= longest && !run.includes(word)) words.set(word, seen);
        }
      }
      /** @type {[number, number, number, number, string][]} */
      const options = [];
      const near = byEnds(words);
      for (let start = 0; start < chars.length; start += 1) {
        for (let end = start + 2; end <= Math.min(chars.length, start + longest + 1); end += 1) {
          if (!wrong.some((at) => start <= at && at < end)) continue;
          const part = chars.slice(start, end);
          for (const { word, seen, chars: meant } of near(part)) {
            if (!isAnother(part, index, shortest)) options.push([-meant.length, -seen, start, end, word]);
          }
        }
      }
      options.sort((one, other) => {
        for (let at = 0; at < 5; at += 1) {
          if (one[at] !== other[at]) return one[at] < other[at] ? -1 : 1;
        }
        return 0;
      });
      const taken = new Set();
      /** @type {[string, string][]} */
      const meant = [];
      for (const [, , start, end, word] of options) {
        const places = Array.from({ length: end - start }, (_, at) => start + at);
        if (places.some((at) => taken.has(at))) continue;
        places.forEach((at) => taken.add(at));
        meant.push([chars.slice(start, end).join(""), word]);
      }
      // What leaves a strange character alone is no slip, but another word: 物业管理 is not 业务管理.
      if (wrong.every((at) => taken.has(at))) for (const [part, word] of meant) found.set(part, word);
    }
    return [...found];
  };

  // A query that is one word of the field but for one character, all of whose characters are of other words.
  /** @type {(query: Query, vocabulary: Vocabulary) => [string, string][]} */
  const respelled = (query, vocabulary) => {
    const { shortest, longest } = vocabulary.weights;
    const run = query.pieces.length === 1 ? query.pieces[0] : "";
    const chars = Array.from(run);
    if (chars.length <= shortest || chars.length > longest) return [];
    /** @type {[number, string][]} */
    const near = [];
    for (const [word, seen] of vocabulary.index.wordsFrom("")) {
      const other = charsOf(word);
      if (seen && other.length === chars.length && oneError(chars, other)) near.push([-seen, word]);
    }
    near.sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1));
    return near.length ? [[run, near[0][1]]] : [];
  };

  return { Vocabulary, corrections, respelled, partsOfRun };
})();
