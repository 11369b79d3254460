// The words of a query, as in policykit.index.search.query and features.
policykitSearchModules.words = (() => {
  "use strict";

  const { ATOM, ONE, UNIT, charsOf, div, pairs, queryGrams, rarity, route, runsOf, spread, unique } =
    policykitSearchModules.text;

  /** @typedef {InstanceType<typeof policykitSearchModules.index.Index>} Index */
  /** A word and its count. @typedef {{ word: string, seen: number, chars: ArrayLike<string> }} Ending */

  // --- concepts: index/search/query ---------------------------------------------------------------

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
      const found = query.numbers.map((word) => ({ word, weight: ONE, others: [], parts: [] }));
      for (const word of query.signs) found.push({ word, weight: this.weights.sign, others: [], parts: [] });
      const asked = query.pieces.flatMap((piece) => this.cut(piece));
      const content = asked.filter((word) => !this.index.silent.has(word));
      for (const word of content.length || found.length ? content : asked) found.push(this.concept(word));
      const heavy = found.some((one) => one.weight === ONE);
      /** @type {Map<string, Concept>} */
      const byWord = new Map();
      for (const one of found) byWord.set(one.word, heavy ? one : { ...one, weight: ONE });
      const every = [...byWord.values()];
      /** @type {(concept: Concept) => number} */
      const size = ({ word }) => charsOf(word).length;
      const longest = every
        .map((_, at) => at)
        .sort((one, other) => size(every[other]) - size(every[one]) || one - other);
      return longest
        .slice(0, this.weights.concepts)
        .sort((one, other) => one - other)
        .map((at) => every[at]);
    }

    // The grams of a query without the words that ask, nor those that link them to the rest.
    /**
     * @param {Query} query
     * @returns {string[]}
     */
    phrase(query) {
      const said = query.pieces.flatMap(runsOf).flatMap((run) => this.stretches(run));
      return spread(unique([...said, ...query.numbers].flatMap(queryGrams)), this.weights);
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

    /**
     * @param {string} piece
     * @returns {string[]}
     */
    cut(piece) {
      const pattern = new RegExp(`${ATOM}${UNIT}?|[^0-9a-z]+?(?=${ATOM}|$)`, "gu");
      return runsOf(piece)
        .flatMap((run) => [...run.matchAll(pattern)])
        .flatMap(([part]) =>
          /^[0-9a-z]/.test(part)
            ? [part]
            : route(Array.from(part), (word) => this.frequency(word), 100 * this.size),
        );
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
     * @returns {Concept}
     */
    concept(word) {
      return { word, weight: this.weight(word), others: this.others(word), parts: this.parts(word) };
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
        .map((part) => ({ word: part, weight: this.weight(part), others: this.others(part), parts: [] }));
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

  /** @type {(query: Query, vocabulary: Vocabulary) => { concepts: Concept[]; mended: [string, string][] }} */
  const corrections = (query, vocabulary) => {
    const { index } = vocabulary;
    const { shortest, longest } = vocabulary.weights;
    const concepts = vocabulary.concepts(query);
    const loose = new Set(concepts.map((one) => one.word).filter((word) => Array.from(word).length === 1));
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const run of query.pieces.flatMap(runsOf)) {
      const chars = Array.from(run);
      const unknown = pairs(chars).map((pair) => !index.count(`g${pair}`));
      const wrong = chars
        .map((_, at) => at)
        .filter(
          (at) =>
            loose.has(chars[at]) &&
            [at - 1, at].every((place) => place < 0 || place >= unknown.length || unknown[place]),
        );
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
          for (const { word, seen, chars: meant } of near(chars.slice(start, end))) {
            options.push([-meant.length, -seen, start, end, word]);
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
      for (const [, , start, end, word] of options) {
        const places = Array.from({ length: end - start }, (_, at) => start + at);
        if (places.some((at) => taken.has(at))) continue;
        places.forEach((at) => taken.add(at));
        found.set(chars.slice(start, end).join(""), word);
      }
    }
    if (!found.size) return { concepts, mended: [] };
    const wrong = [...found.keys()].join("");
    const kept = concepts.filter((one) => !wrong.includes(one.word));
    return {
      concepts: [...kept, ...[...found.values()].map((word) => vocabulary.concept(word))],
      mended: [...found],
    };
  };

  return { Vocabulary, corrections };
})();
