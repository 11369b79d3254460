// Searching: what is found, and where it stands in a text, as in policykit.index.search.search and highlight.
policykitSearchModules.engine = (() => {
  "use strict";

  const { Index } = policykitSearchModules.index;
  const { Ranking } = policykitSearchModules.ranking;
  const { Vocabulary, corrections, partsOfRun, respelled } = policykitSearchModules.words;
  const { again, queryGrams, readQuery, runsOf, spread, unique } = policykitSearchModules.text;
  const { RUN, lettersOf, spelled } = policykitSearchModules.pinyin;
  const { Cards, once } = policykitSearchModules.cards;
  const FURTHEST = 400,
    EXCERPT = 110,
    LEAD = 12,
    OFFERED = 5;

  /** @type {(text: string, words: [string, string][]) => string} */
  const replaced = (text, words) => words.reduce((all, [typed, meant]) => all.replaceAll(typed, meant), text);
  // The day where the reader is.
  /** @type {() => [number, number, number]} */
  const readersDay = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  };

  /** @typedef {InstanceType<typeof policykitSearchModules.text.Writing>} Writing */
  /** @typedef {InstanceType<typeof Ranking>} Ranker */
  /** @typedef {InstanceType<typeof Vocabulary>} Vocabulary_ */

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

  // Whether a number or a Latin word goes on over a place: 202|7, 7|.86.
  /** @type {(key: string[], at: number) => boolean} */
  const joins = (key, at) => {
    /** @type {(start: number, end: number) => string} */
    const around = (start, end) => key.slice(Math.max(0, start), end).join("");
    if (
      at > 0 &&
      at < key.length &&
      /^(?:[0-9]{2}|[a-z]{2}|[0-9][a-z]|[a-z][0-9])$/.test(around(at - 1, at + 1))
    )
      return true;
    return [around(at - 2, at + 1), around(at - 1, at + 2)].some((text) => /^[0-9]\.[0-9]$/.test(text));
  };

  // Where a word stands in a text; of a number or a Latin word no part.
  /** @type {(key: string[], word: string[]) => Marked[]} */
  const placesOf = (key, word) => {
    /** @type {Marked[]} */
    const places = [];
    for (let at = 0; at + word.length <= key.length;) {
      const end = at + word.length;
      if (word.every((char, offset) => key[at + offset] === char)) {
        if (!joins(key, at) && !joins(key, end)) places.push([at, end]);
        at = end;
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

  /** @type {(marks: Marked[], window: Marked) => number} */
  const shownIn = (marks, [start, end]) =>
    marks.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
  /** @type {(windows: Marked[], marks: Marked[]) => Marked} */
  const fullest = (windows, marks) =>
    windows.reduce((best, one) => {
      const more = shownIn(marks, one) - shownIn(marks, best);
      return more > 0 || (more === 0 && one[0] < best[0]) ? one : best;
    });

  // The sentence of a text that holds most of some ranges; of a long one the part that does.
  /** @type {(text: string, marks: Marked[]) => Marked} */
  const snippet = (text, marks) => {
    const { length } = Array.from(text);
    /** @type {Marked[]} */
    const sentences = [];
    let from = 0;
    for (const [sentence] of text.matchAll(/[^。;；!！?？\n]*[。;；!！?？\n]*/g)) {
      const to = from + Array.from(sentence).length;
      if (sentence.trim()) sentences.push([from, to]);
      from = to;
    }
    if (!sentences.length) return [0, Math.min(length, EXCERPT)];
    const [start, end] = fullest(sentences, marks);
    if (end - start <= EXCERPT) return [start, end];
    /** @type {Marked[]} */
    const windows = marks
      .filter(([first]) => start <= first && first < end)
      .map(([first]) => Math.max(start, Math.min(first - LEAD, end - EXCERPT)))
      .map((first) => [first, first + EXCERPT]);
    return fullest(windows.length ? windows : [[start, start + EXCERPT]], marks);
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
    /** What has a name, once someone searches. @type {InstanceType<typeof Cards> | undefined} */
    cards;
    /** Of characters their syllables, once pinyin is asked. @type {Map<string, string[]> | undefined} */
    syllables;
    many = 12; // So many files of texts are read to verify exact phrases at once.

    // What a query finds: cards, hits and clauses that lack a word, best first; what was understood and read
    // otherwise than typed; near words when there is nothing. `today` is the reader's.
    /**
     * @param {string} text
     * @param {[number, number, number]} [today]
     * @returns {Promise<Found>}
     */
    async find(text, today) {
      await this.open();
      await this.file("names");
      const { weights } = this.head;
      const vocabulary = new Vocabulary(this);
      // Its tables are made once: a name of every indicator is read for them.
      const cards = (this.cards ||= new Cards(this, this.files.get("names"), vocabulary));
      cards.today = today ?? readersDay();
      let query = readQuery(text, this.writing);
      await this.prepare(query.text);
      const [addressed, rest] = await cards.addressed(query.text);
      query = again(query, rest, weights);
      const typed = query.text.replaceAll("ü", "v");
      const spelt = await this.pinyin(typed);
      if (spelt.length) query = again(query, replaced(typed, spelt), weights);
      await this.prepare(query.text);
      let named = await cards.named(query);
      let ranked = await this.ranked(query, vocabulary);
      let mended = ranked.complete || !query.text ? [] : corrections(query, vocabulary);
      if (!mended.length && !ranked.hits.length && !ranked.partial.length && !named.length)
        mended = respelled(query, vocabulary);
      if (mended.length) {
        query = again(query, replaced(query.text, mended), weights);
        await this.prepare(query.text);
        named = await cards.named(query);
        ranked = await this.ranked(query, vocabulary);
      }
      const { concepts } = ranked;
      const long = concepts.filter((one) => Array.from(one.word).length > 1);
      const telling = long.length ? long : concepts;
      const wanted = [
        ...query.exact.map((words) => [words]),
        ...telling.map((one) => [one.word, ...one.others.map(([other]) => other)]),
      ];
      let { hits, partial } = ranked;
      let sure = true;
      if (query.exact.length) {
        const first = await this.holding(hits, query.exact);
        const second = await this.holding(partial, query.exact);
        [hits, partial] = [first.hits, second.hits];
        sure = first.sure && second.sure;
      }
      const all = once([...addressed, ...named]);
      if (all.length) await this.needStandings();
      const offers = hits.length || partial.length || all.length ? [] : this.offers(query.pieces.join(""));
      return {
        cards: all,
        articles: cards.listed.map((unit) => ({ unit, score: 0, missing: [] })),
        hits,
        partial,
        sure,
        query,
        concepts,
        mended: [...spelt, ...mended],
        wanted,
        offers,
      };
    }

    // The files that tell how a text is cut.
    /**
     * @param {string} text
     */
    async prepare(text) {
      await this.needWords(unique(Array.from(text)));
      const vocabulary = new Vocabulary(this);
      // All pairs of a short text are looked for in any case; of a long one those that tell a slip or a word.
      const isShort = Array.from(text).length <= this.head.weights.grams;
      /** @type {(char: string) => boolean} */
      const isQuiet = (char) => this.silent.has(char) && !this.joining.has(char);
      /** @type {string[]} */
      const features = [];
      for (const run of runsOf(text)) {
        const chars = Array.from(run);
        const alone = new Set(partsOfRun(run).flatMap((part) => vocabulary.single(part)));
        chars.forEach((char, at) => {
          if (!isShort && (!alone.has(char) || isQuiet(char))) return;
          for (const pair of [chars.slice(at - 1, at + 1), chars.slice(at, at + 2)])
            if (pair.length === 2) features.push(`g${pair.join("")}`);
        });
      }
      await this.needCounts(unique(features));
    }

    /**
     * @param {Query} query
     * @param {Vocabulary_} vocabulary
     * @returns {Promise<Ranked & { concepts: Concept[] }>}
     */
    async ranked(query, vocabulary) {
      if (!query.text.trim()) return { hits: [], partial: [], complete: false, concepts: [] };
      const ranking = (this.ranking ||= new Ranking(this));
      const concepts = vocabulary.concepts(query),
        phrase = vocabulary.phrase(query);
      const topic = vocabulary.topic(concepts);
      await this.needWords(unique(Array.from(query.excluded.join(""))));
      await this.needLists([
        ...ranking.features(query, concepts, phrase, topic),
        ...query.excluded.flatMap((word) => [...queryGrams(word).map((gram) => `g${gram}`), `w${word}`]),
      ]);
      const without = new Set(query.excluded.flatMap((word) => ranking.heldBy(word)));
      return { ...ranking.rank(query, concepts, phrase, topic, without), concepts };
    }

    // The runs of Latin letters of a text that are pinyin, each with what it means.
    /**
     * @param {string} text
     * @returns {Promise<[string, string][]>}
     */
    async pinyin(text) {
      /** @type {Map<string, string>} */
      const found = new Map();
      for (const [whole] of text.matchAll(RUN)) {
        const run = whole.trim();
        if ((run.match(/[a-z]+/g) ?? []).some((word) => this.count(`w${word}`))) continue;
        await this.file("pinyin");
        const syllables = (this.syllables ||= new Map(Object.entries(this.files.get("pinyin").syllables)));
        const letters = lettersOf(run.replace(/[ ']/g, ""), syllables).filter((letter) =>
          this.files.get("pinyin").letters.includes(letter),
        );
        await Promise.all(letters.map((letter) => this.file(`y${letter}`)));
        /** @type {(letter: string) => Map<string, number>} */
        const words = (letter) => new Map(Object.entries(this.files.get(`y${letter}`) ?? {}));
        const meant = spelled(run, words, syllables);
        if (meant) found.set(run, meant);
      }
      return [...found];
    }

    // The words of the field that share most characters with a query.
    /**
     * @param {string} text
     * @returns {string[]}
     */
    offers(text) {
      const { numbering } = this.head.queries;
      const asked = new Set(Array.from(text).filter((char) => !numbering.includes(char)));
      /** @type {[number, number, number, string][]} */
      const near = [];
      for (const [word, seen] of this.lexicon) {
        const shared = [...new Set(word)].filter((char) => asked.has(char)).length;
        if (shared && seen) near.push([-shared, Array.from(word).length, -seen, word]);
      }
      return near
        .sort((one, other) => {
          const at = [0, 1, 2, 3].find((place) => one[place] !== other[place]) ?? 3;
          return one[at] < other[at] ? -1 : 1;
        })
        .slice(0, OFFERED)
        .map(([, , , word]) => word);
    }

    // Exact phrases are looked up in the texts themselves: where these are many, only when their hits are
    // shown (`next`), or one query would load the whole corpus.
    /**
     * @param {Hit[]} hits
     * @param {string[]} exact
     * @returns {Promise<{ hits: Hit[], sure: boolean }>}
     */
    async holding(hits, exact) {
      const ranking = (this.ranking ||= new Ranking(this));
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
      return hits.map(({ unit, score, missing }) => {
        const shown = this.unit(unit);
        const [headingMarks, textMarks] = marked(
          this.writing,
          [shown.heading, shown.text],
          wanted,
          shown.policy.traditional,
        );
        return { ...shown, score, missing, headingMarks, textMarks, snippet: snippet(shown.text, textMarks) };
      });
    }
  }

  return { Search, marked };
})();

// In the folder of the site whose page this is; the files of the index hand their content to it.
const policykitSearch = new policykitSearchModules.engine.Search(
  document.documentElement.dataset.content_root || "",
);
