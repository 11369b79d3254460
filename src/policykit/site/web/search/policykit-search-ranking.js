// The ranking of policykit.index.search.ranking, over arrays with a place for every unit.
policykitSearchModules.ranking = (() => {
  "use strict";

  const { NONE } = policykitSearchModules.index;
  const { ONE, div, pairs, queryGrams, rarity, unique } = policykitSearchModules.text;
  const NUMERIC = /^[0-9[]/; // numbers and 文号 are words, whole or not at all
  const KEPT = 48; // so many words, of those that were looked for last

  /** @typedef {InstanceType<typeof policykitSearchModules.index.Index>} Index */
  /**
   * How well each unit holds a concept, which hold it whole, how many in earnest.
   * @typedef {{ values: Int16Array, whole: Uint8Array, count: number, any: boolean }} Held
   */
  /**
   * @typedef {{
   *   total: Float64Array,
   *   held: Float64Array,
   *   lacking: Float64Array,
   *   missing: (unit: number) => string[],
   * }} Sums
   */

  // --- ranking: index/search/ranking ----------------------------------------------------------------------

  /** @type {(level: number, share: number, levels: number) => number} */
  const valueOf = (level, share, levels) => div(level * (ONE / levels) * share, ONE);
  /** @type {(values: Int16Array, least: number) => number} */
  const holders = (values, least) => {
    let count = 0;
    for (let unit = 0; unit < values.length; unit += 1) if (values[unit] >= least) count += 1;
    return count;
  };

  /** @type {string[]} */
  const NO_WORDS = [];
  // A clause that lacks a word; which ones is worked out where it is shown.
  class Near {
    /**
     * @param {number} unit
     * @param {number} score
     * @param {(unit: number) => string[]} told
     */
    constructor(unit, score, told) {
      this.unit = unit;
      this.score = score;
      this.told = told;
    }

    get missing() {
      return this.told(this.unit);
    }
  }
  // The units of some scores, best first, of equals the first. In one number each: those are sorted fastest.
  /** @type {(units: number[], scores: Float64Array) => number[]} */
  const bestFirst = (units, scores) => {
    const size = scores.length;
    const sorted = Float64Array.from(units, (unit) => scores[unit] * size + (size - 1 - unit)).sort();
    const found = Array.from(sorted, (number) => size - 1 - (number % size));
    return found.reverse();
  };

  // Values stand in arrays with a place for every unit: of hundreds of thousands, that is the fastest way.
  class Ranking {
    /** @param {Index} index */
    constructor(index) {
      this.index = index;
      this.size = index.head.size;
      this.weights = index.head.weights;
      /** @type {Map<string, Held>} */
      this.values = new Map();
    }

    /**
     * @param {Query} query
     * @param {Concept[]} concepts
     * @param {string[]} phrase
     * @param {[string, number] | null} topic
     * @returns {string[]}
     */
    features(query, concepts, phrase, topic) {
      /** @type {(one: Concept) => string[]} */
      const of = (one) => [
        ...(one.loose ? pairs(Array.from(one.word)).map((pair) => `s${pair}`) : []),
        ...[...(one.only ? [] : queryGrams(one.word)), ...one.beside].map((gram) => `g${gram}`),
        `w${one.word}`,
        ...one.others.map(([other]) => `w${other}`),
        ...one.parts.flatMap(of),
      ];
      return unique([
        ...(topic ? [`m${topic[0]}`] : []),
        ...this.whole(query, phrase)
          .flat()
          .concat(phrase)
          .map((gram) => `g${gram}`),
        ...concepts.flatMap(of),
      ]);
    }

    // The grams of which a unit with the whole query has all; of a long query those that tell its phrase.
    /**
     * @param {Query} query
     * @param {string[]} phrase
     * @returns {string[][]}
     */
    whole({ grams }, phrase) {
      const { grams: most } = this.weights;
      const isLong = grams.length === 1 && grams[0].length === most && 2 * phrase.length >= most;
      return isLong ? [phrase] : grams;
    }

    // Every unit that holds all of the query, and apart from these every one that holds much of it.
    /**
     * @param {Query} query
     * @param {Concept[]} concepts
     * @param {string[]} phrase
     * @param {[string, number] | null} topic
     * @param {Set<number>} without
     * @returns {Ranked}
     */
    rank(query, concepts, phrase, topic, without) {
      const { size, weights, index } = this;
      const weighed = concepts.map((concept) => this.value(concept));
      const rarest = weighed.map(({ count }, at) =>
        Math.max(1, div(rarity(count, size, weights) * concepts[at].weight, ONE)),
      );
      // No word that stands in no clause weighs more than those that do: a clause with all others is near.
      const told = rarest.filter((_, at) => weighed[at].any && Array.from(concepts[at].word).length > 1);
      const most = Math.max(...(told.length ? told : rarest));
      const rare = rarest.map((weight, at) => (weighed[at].any ? weight : Math.min(weight, most)));
      const { total, held, lacking, missing } = this.sums(concepts, weighed, rare);
      const whole = rare.reduce((sum, one) => sum + one, 0) || 1;
      const named = topic ? this.addTopic(total, held, ...topic) : new Set();
      const known = weighed.every(({ any }, at) => any || !concepts[at].needed);
      const complete = new Uint8Array(size);
      let any = false;
      for (const grams of this.whole(query, phrase)) {
        if (grams.length < weights.telling) continue;
        const { units } = this.within(grams);
        for (const unit of units) complete[unit] = 1;
        any ||= units.length > 0;
      }
      const together = this.phrase(phrase);
      const scores = new Float64Array(size);
      /** @type {number[]} */
      const hits = [];
      /** @type {number[]} */
      const near = [];
      for (let unit = 0; unit < size; unit += 1) {
        if ((!total[unit] && !complete[unit]) || without.has(unit)) continue;
        const base = div(total[unit] * Math.min(whole, held[unit]), whole);
        const share = together ? together[unit] : 0;
        const bonus =
          ONE + div(weights.phrase * share * share, ONE * ONE) + (complete[unit] ? weights.complete : 0);
        const own = div((base + 1) * bonus, ONE);
        scores[unit] = index.normative[unit] ? own : div(own * weights.beside, ONE);
        if (complete[unit] || lacking[unit] < 0) hits.push(unit);
        else if (lacking[unit] < whole) near.push(unit);
      }
      const least = hits.length ? weights.much : this.least(query, concepts, known);
      const partial = near.filter(
        (unit) => (known && named.has(unit) ? ONE : div((whole - lacking[unit]) * ONE, whole)) >= least,
      );
      return {
        hits: bestFirst(hits, scores).map((unit) => ({ unit, score: scores[unit], missing: NO_WORDS })),
        partial: bestFirst(partial, scores).map((unit) => new Near(unit, scores[unit], missing)),
        complete: any,
      };
    }

    // From which share of the query's weight on a clause that lacks a word stands apart, where none
    // holds all.
    /**
     * @param {Query} query
     * @param {Concept[]} concepts
     * @param {boolean} known
     * @returns {number}
     */
    least(query, concepts, known) {
      const { compound, many, much, some, strange } = this.weights;
      const needed = concepts.filter((concept) => concept.needed).map((concept) => concept.word);
      if (needed.length >= many) return some;
      const one = query.pieces.length === 1 && query.pieces[0] === needed.join("");
      if (needed.length > 1 && one && Array.from(query.pieces[0]).length <= compound) return ONE + 1;
      return known ? much : strange;
    }

    // Of each unit the weight of what it holds, with and without how well, and of what it lacks: -1 is
    // nothing.
    /**
     * @param {Concept[]} concepts
     * @param {Held[]} weighed
     * @param {number[]} rare
     * @returns {Sums}
     */
    sums(concepts, weighed, rare) {
      const { size } = this;
      const { full, place } = this.weights;
      const total = new Float64Array(size),
        held = new Float64Array(size);
      weighed.forEach(({ values }, at) => {
        for (let unit = 0; unit < size; unit += 1) {
          const value = values[unit];
          if (!value) continue;
          total[unit] += rare[at] * value;
          held[unit] += div(rare[at] * (value < full ? value : full), full);
        }
      });
      const own = total.slice();
      const said = weighed.map(({ values }, at) => {
        /** @type {Uint8Array | null} */
        let here = null;
        const long = Array.from(concepts[at].word).length > 2;
        this.context(concepts[at].word, (unit, least) => {
          if (least === place || long) {
            here ||= new Uint8Array(size);
            here[unit] = 1;
          }
          const value = values[unit];
          if (!own[unit] || value >= least) return;
          total[unit] += rare[at] * (least - value);
          held[unit] +=
            div(rare[at] * Math.min(full, least), full) - div(rare[at] * Math.min(full, value), full);
        });
        return /** @type {Uint8Array | null} */ (here);
      });
      const lacking = new Float64Array(size).fill(-1);
      weighed.forEach(({ values, whole }, at) => {
        if (!concepts[at].needed) return;
        const here = said[at];
        for (let unit = 0; unit < size; unit += 1) {
          if (whole[unit] || here?.[unit]) continue;
          const value = values[unit];
          const left = value ? rare[at] - div(rare[at] * (value < full ? value : full), full) : rare[at];
          lacking[unit] = left + (lacking[unit] < 0 ? 0 : lacking[unit]);
        }
      });
      /** @type {Sums["missing"]} */
      const missing = (unit) =>
        concepts
          .filter(({ needed }, at) => needed && !weighed[at].whole[unit] && !said[at]?.[unit])
          .map(({ word }) => word);
      return { total, held, lacking, missing };
    }

    /**
     * @param {Float64Array} total
     * @param {Float64Array} held
     * @param {string} measure
     * @param {number} sure
     * @returns {Set<number>}
     */
    addTopic(total, held, measure, sure) {
      const { full } = this.weights;
      const { units, levels, size } = this.index.postings(`m${measure}`);
      const weight = div(div(rarity(size, this.size, this.weights) * sure, ONE) * this.weights.topic, ONE);
      for (let at = 0; at < size; at += 1) {
        const value = valueOf(levels[at], ONE, this.weights.levels);
        total[units[at]] += weight * value;
        held[units[at]] += div(weight * Math.min(full, value), full);
      }
      return new Set(units);
    }

    // The units that hold a word in any way, or whose policy does: what excluding it leaves out.
    /**
     * @param {string} word
     * @returns {number[]}
     */
    heldBy(word) {
      /** @type {number[]} */
      const found = [...this.within(queryGrams(word)).units, ...this.index.postings(`w${word}`).units];
      this.context(word, (unit) => found.push(unit));
      return found;
    }

    /**
     * @param {string} word
     * @param {(unit: number, least: number) => void} use
     */
    context(word, use) {
      if (Array.from(word).length < 2) return;
      for (const policy of this.index.head.policies) {
        const least = policy.places.some((place) => place.startsWith(word))
          ? this.weights.place
          : policy.said.includes(word)
            ? this.weights.context
            : 0;
        if (least) for (let unit = policy.first; unit < policy.end; unit += 1) use(unit, least);
      }
    }

    // How well each unit holds a concept, and how many do in earnest.
    /**
     * @param {Concept} concept
     * @returns {Held}
     */
    value(concept) {
      const { levels: steps } = this.weights;
      const name = JSON.stringify(concept);
      const known = this.values.get(name);
      if (known) return known;
      const { values, whole } = this.parts(concept);
      const { word } = concept;
      const length = Array.from(word).length;
      const inside = length === 1 ? ONE : length > 2 ? this.weights.part : this.weights.short_part;
      /** @type {(list: Postings, share: number, holds: boolean) => void} */
      const take = ({ units, levels }, share, holds) => {
        const worth = Array.from({ length: steps + 1 }, (_, level) => valueOf(level, share, steps));
        for (let at = 0; at < units.length; at += 1) {
          if (worth[levels[at]] > values[units[at]]) values[units[at]] = worth[levels[at]];
          if (holds) whole[units[at]] = 1;
        }
      };
      if (concept.loose) {
        take(this.together(pairs(Array.from(word)).map((pair) => `s${pair}`)), ONE, true);
      } else if (!NUMERIC.test(word) && !concept.only) {
        const holds = length !== 2 || concept.fragment || /^[\x00-\x7f]*$/.test(word);
        take(this.within(queryGrams(word)), inside, holds && !concept.beside.length);
        for (const pair of concept.beside) take(this.index.postings(`g${pair}`), inside, true);
      }
      take(this.index.postings(`w${word}`), ONE, true);
      for (const [other, share] of concept.others) take(this.index.postings(`w${other}`), share, true);
      const found = {
        values,
        whole,
        count: holders(values, this.weights.earnest),
        any: whole.includes(1),
      };
      this.values.set(name, found);
      // Who types on asks for the same words again; of a large index they are kept for a while only.
      if (this.values.size > KEPT) this.values.delete(this.values.keys().next().value ?? "");
      return found;
    }

    // The units that hold some of the words, or at least half of the grams, of a long word; and those that
    // hold all its words.
    /**
     * @param {Concept} concept
     * @returns {{ values: Int16Array, whole: Uint8Array }}
     */
    parts(concept) {
      const { few, full } = this.weights;
      const whole = new Uint8Array(this.size);
      if (concept.loose || concept.only || NUMERIC.test(concept.word))
        return { values: new Int16Array(this.size), whole };
      const best = this.pieces(concept.word);
      if (concept.parts.length < few) return { values: best, whole };
      const sums = new Float64Array(this.size);
      let weights = 0;
      whole.fill(1);
      for (const part of concept.parts) {
        const { values, count, whole: holds } = this.value(part);
        const weight = Math.max(1, div(rarity(count, this.size, this.weights) * part.weight, ONE));
        weights += weight;
        for (let unit = 0; unit < this.size; unit += 1) whole[unit] &= holds[unit];
        if (Array.from(part.word).length === 1) continue; // Single characters stand everywhere.
        for (let unit = 0; unit < this.size; unit += 1) {
          if (values[unit]) sums[unit] += weight * (values[unit] < full ? values[unit] : full);
        }
      }
      for (let unit = 0; unit < this.size; unit += 1) {
        if (!sums[unit]) continue;
        const share = div(sums[unit] * ONE, weights * full);
        const value = div(this.weights.pieces * share * share, ONE * ONE);
        if (value > best[unit]) best[unit] = value;
      }
      return { values: best, whole };
    }

    // The units that have all features, with the least of their levels.
    /**
     * @param {string[]} grams
     * @returns {Postings}
     */
    within(grams) {
      return this.together(grams.map((gram) => `g${gram}`));
    }

    /**
     * @param {string[]} features
     * @returns {Postings}
     */
    together(features) {
      const lists = features
        .map((feature) => this.index.postings(feature))
        .sort((one, other) => one.size - other.size);
      if (!lists.length || !lists[0].size) return NONE;
      if (lists.length === 1) return lists[0];
      const least = new Uint8Array(this.size);
      const [first, ...rest] = lists;
      for (let at = 0; at < first.size; at += 1) least[first.units[at]] = first.levels[at];
      let units = first.units;
      for (const list of rest) {
        /** @type {number[]} */
        const kept = [];
        for (let at = 0; at < list.size; at += 1) {
          const unit = list.units[at];
          if (!least[unit]) continue;
          if (list.levels[at] < least[unit]) least[unit] = list.levels[at];
          kept.push(unit);
        }
        if (kept.length < units.length) {
          const left = new Uint8Array(this.size);
          for (const unit of kept) left[unit] = least[unit];
          least.set(left);
        }
        units = kept;
      }
      return { units, levels: Array.from(units, (unit) => least[unit]), size: units.length };
    }

    /**
     * @param {string} word
     * @returns {Int16Array}
     */
    pieces(word) {
      const { few } = this.weights;
      const grams = queryGrams(word);
      const found = new Int16Array(this.size);
      if (grams.length <= few) return found;
      for (const gram of grams) {
        for (const unit of this.index.postings(`g${gram}`).units) found[unit] += 1;
      }
      for (let unit = 0; unit < this.size; unit += 1) {
        const count = found[unit];
        if (!count) continue;
        found[unit] =
          count >= few && 2 * count >= grams.length
            ? div(this.weights.pieces * count * count, grams.length * grams.length)
            : 0;
      }
      return found;
    }

    /**
     * @param {string[]} grams
     * @returns {Float64Array | null}
     */
    phrase(grams) {
      const { few } = this.weights;
      if (grams.length < few) return null;
      const shares = new Float64Array(this.size);
      let whole = 0;
      for (const gram of grams) {
        const { units, size } = this.index.postings(`g${gram}`);
        const weight = rarity(size, this.size, this.weights);
        whole += weight;
        for (let at = 0; at < size; at += 1) shares[units[at]] += weight;
      }
      for (let unit = 0; unit < this.size; unit += 1)
        if (shares[unit]) shares[unit] = div(shares[unit] * ONE, whole);
      return shares;
    }
  }

  return { Ranking };
})();
