// Searching: what is found, and where it stands in a text, as in policykit.index.search.search and highlight.
policykitSearchModules.engine = (() => {
  "use strict";

  const { Index } = policykitSearchModules.index;
  const { Ranking } = policykitSearchModules.ranking;
  const { Vocabulary, corrections } = policykitSearchModules.words;
  const { queryGrams, readQuery, spread, unique } = policykitSearchModules.text;
  const FURTHEST = 400;

  /** @typedef {InstanceType<typeof policykitSearchModules.text.Writing>} Writing */
  /** @typedef {InstanceType<typeof Ranking>} Ranker */

  // --- where it stands: index/search/highlight -----------------------------------------------------------

  /** @type {(found: Marked[]) => Marked[]} */
  const joined = (found) => {
    /** @type {Marked[]} */
    const spans = [];
    for (const [start, end] of found.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
      const last = spans.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else spans.push([start, end]);
    }
    return spans;
  };

  /** @type {(key: string[], word: string[]) => Marked[]} */
  const placesOf = (key, word) => {
    /** @type {Marked[]} */
    const places = [];
    for (let at = 0; at + word.length <= key.length;) {
      if (word.every((char, offset) => key[at + offset] === char)) {
        places.push([at, at + word.length]);
        at += word.length;
      } else {
        at += 1;
      }
    }
    return places;
  };

  /** @type {(key: string[], word: string[]) => Marked[]} */
  const partsOf = (key, word) => {
    /** @type {Marked[]} */
    const places = [];
    for (let at = 0; at < word.length - 1;) {
      let length = word.length - at;
      /** @type {Marked[]} */
      let found = [];
      while (length >= 2 && !(found = placesOf(key, word.slice(at, at + length))).length) length -= 1;
      if (length >= 2) places.push(...found);
      at += Math.max(1, length);
    }
    return places;
  };

  // For each text its ranges, in code points, that hold what is wanted: each of `wanted` a word with its
  // other names.
  /** @type {(writing: Writing, texts: string[], wanted: string[][], traditional: boolean) => Marked[][]} */
  const marked = (writing, texts, wanted, traditional) => {
    /** @type {Marked[][]} */
    const found = texts.map(() => []);
    const forms = texts.flatMap((text, at) => writing.forms(text, traditional).map((form) => ({ at, form })));
    for (const names of wanted) {
      const words = names.map((name) => Array.from(name)).filter((word) => word.length);
      let here = forms.flatMap(({ at, form }) =>
        words.flatMap((word) => placesOf(form.key, word).map((place) => ({ at, form, place }))),
      );
      if (!here.length)
        here = forms.flatMap(({ at, form }) =>
          partsOf(form.key, words[0] || []).map((place) => ({ at, form, place })),
        );
      for (const { at, form, place } of here)
        found[at].push([form.starts[place[0]], form.ends[place[1] - 1]]);
    }
    return found.map(joined);
  };

  // --- searching -----------------------------------------------------------------------------------------

  class Search extends Index {
    /** @type {Ranker | undefined} */
    ranking;
    many = 12; // So many files of texts are read to verify exact phrases at once.

    // All hits, best first, each a unit with its score; what was understood; words mended.
    /**
     * @param {string} text
     * @returns {Promise<Found>}
     */
    async find(text) {
      await this.open();
      const query = readQuery(text, this.writing);
      await this.needWords(unique(Array.from(query.pieces.join(""))));
      const vocabulary = new Vocabulary(this);
      const ranking = (this.ranking ||= new Ranking(this));
      const phrase = vocabulary.phrase(query);
      let concepts = vocabulary.concepts(query);
      /** @type {[string, string][]} */
      let mended = [];
      const rank = async () => {
        const topic = vocabulary.topic(concepts);
        await this.needLists(ranking.features(query, concepts, phrase, topic));
        return ranking.rank(query, concepts, phrase, topic);
      };
      let ranked = await rank();
      if (!ranked.complete) {
        const better = corrections(query, vocabulary);
        if (better.mended.length) {
          ({ concepts, mended } = better);
          await this.needWords(unique(Array.from(mended.map(([, word]) => word).join(""))));
          concepts = corrections(query, vocabulary).concepts;
          ranked = await rank();
        }
      }
      let { hits } = ranked;
      const long = concepts.filter((one) => Array.from(one.word).length > 1);
      const telling = long.length ? long : concepts;
      const wanted = [
        ...query.exact.map((words) => [words]),
        ...telling.map((one) => [one.word, ...one.others.map(([other]) => other)]),
      ];
      let sure = true;
      if (query.exact.length) ({ hits, sure } = await this.holding(hits, query.exact, ranking));
      return { hits, sure, query, concepts, mended, wanted };
    }

    // Exact phrases are looked up in the texts themselves: where these are many, only when their hits are
    // shown (`next`), or one query would load the whole corpus.
    /**
     * @param {Hit[]} hits
     * @param {string[]} exact
     * @param {Ranker} ranking
     * @returns {Promise<{ hits: Hit[], sure: boolean }>}
     */
    async holding(hits, exact, ranking) {
      const grams = exact.map((phrase) => spread(queryGrams(phrase), this.head.weights));
      await this.needLists(unique(grams.flat()).map((gram) => `g${gram}`));
      const held = new Uint8Array(this.head.size);
      for (const some of grams) for (const unit of ranking.within(some).units) held[unit] += 1;
      const possible = hits.filter(({ unit }) => held[unit] === exact.length);
      const files = new Set();
      for (const { unit } of possible) {
        files.add(this.textFile(unit));
        if (files.size > this.many) return { hits: possible, sure: false };
      }
      await this.needTexts(possible.map(({ unit }) => unit));
      return { hits: possible.filter(({ unit }) => this.holds(unit, exact)), sure: true };
    }

    /**
     * @param {number} unit
     * @param {string[]} exact
     * @returns {boolean}
     */
    holds(unit, exact) {
      const { heading, text, policy } = this.unit(unit);
      const keys = [heading, text].flatMap((field) =>
        this.writing.forms(field, policy.traditional).map((form) => form.key.join("")),
      );
      return exact.every((phrase) => keys.some((key) => key.includes(phrase)));
    }

    // The next `count` of a list of hits, from place `at` on, and the place behind them.
    /**
     * @param {Found} found
     * @param {Hit[]} hits
     * @param {number} at
     * @param {number} count
     * @returns {Promise<{ shown: ShownHit[], place: number }>}
     */
    async next(found, hits, at, count) {
      /** @type {Hit[]} */
      const chosen = [];
      let place = at;
      while (chosen.length < count && place < Math.min(hits.length, at + FURTHEST)) {
        const some = hits.slice(place, place + count - chosen.length);
        place += some.length;
        await this.needTexts(some.map(({ unit }) => unit));
        chosen.push(...(found.sure ? some : some.filter(({ unit }) => this.holds(unit, found.query.exact))));
      }
      return { shown: await this.show(chosen, found.wanted), place };
    }

    /**
     * @param {Hit[]} hits
     * @param {string[][]} wanted
     * @returns {Promise<ShownHit[]>}
     */
    async show(hits, wanted) {
      await this.needTexts(hits.map(({ unit }) => unit));
      return hits.map(({ unit, score }) => {
        const shown = this.unit(unit);
        const [headingMarks, textMarks] = marked(
          this.writing,
          [shown.heading, shown.text],
          wanted,
          shown.policy.traditional,
        );
        return { ...shown, score, headingMarks, textMarks };
      });
    }
  }

  return { Search, marked };
})();

// In the folder of the site whose page this is; the files of the index hand their content to it.
const policykitSearch = new policykitSearchModules.engine.Search(
  document.documentElement.dataset.content_root || "",
);
