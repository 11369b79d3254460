// The ranking of policykit.index.search.ranking, over arrays with a place for every unit.
policykitSearchModules.ranking = (() => {
  "use strict";

  const { NONE } = policykitSearchModules.index;
  const { ONE, div, queryGrams, rarity, unique } = policykitSearchModules.text;
  const KEPT = 48; // so many words, of those that were looked for last

  /** @typedef {InstanceType<typeof policykitSearchModules.index.Index>} Index */
  /** How well each unit holds a concept. @typedef {{ values: Int16Array, count: number }} Held */

  // --- ranking: index/search/ranking ----------------------------------------------------------------------

  /** @type {(level: number, share: number, levels: number) => number} */
  const valueOf = (level, share, levels) => div(level * (ONE / levels) * share, ONE);
  /** @type {(values: Int16Array, least: number) => number} */
  const holders = (values, least) => {
    let count = 0;
    for (let unit = 0; unit < values.length; unit += 1) if (values[unit] >= least) count += 1;
    return count;
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
        ...queryGrams(one.word).map((gram) => `g${gram}`),
        `w${one.word}`,
        ...one.others.map(([other]) => `w${other}`),
        ...one.parts.flatMap(of),
      ];
      return unique([
        ...(topic ? [`m${topic[0]}`] : []),
        ...query.grams
          .flat()
          .concat(phrase)
          .map((gram) => `g${gram}`),
        ...concepts.flatMap(of),
      ]);
    }

    /**
     * @param {Query} query
     * @param {Concept[]} concepts
     * @param {string[]} phrase
     * @param {[string, number] | null} topic
     * @returns {{ hits: Hit[], complete: boolean }}
     */
    rank(query, concepts, phrase, topic) {
      const { size, weights, index } = this;
      const { full } = weights;
      const weighed = concepts.map((concept) => this.value(concept));
      const rare = weighed.map(({ count }, at) =>
        Math.max(1, div(rarity(count, size, weights) * concepts[at].weight, ONE)),
      );
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
      weighed.forEach(({ values }, at) =>
        this.context(concepts[at].word, (unit, least) => {
          const value = values[unit];
          if (!own[unit] || value >= least) return;
          total[unit] += rare[at] * (least - value);
          held[unit] +=
            div(rare[at] * Math.min(full, least), full) - div(rare[at] * Math.min(full, value), full);
        }),
      );
      const whole = rare.reduce((sum, one) => sum + one, 0) || 1;
      if (topic) this.addTopic(total, held, ...topic);
      const complete = new Uint8Array(size);
      let any = false;
      for (const grams of query.grams) {
        const { units } = this.within(grams);
        for (const unit of units) complete[unit] = 1;
        any ||= units.length > 0;
      }
      const together = this.phrase(phrase);
      const scores = new Float64Array(size);
      let most = 0;
      for (let unit = 0; unit < size; unit += 1) {
        if (!total[unit] && !complete[unit]) continue;
        const base = div(total[unit] * Math.min(whole, held[unit]), whole);
        const share = together ? together[unit] : 0;
        const bonus =
          ONE + div(weights.phrase * share * share, ONE * ONE) + (complete[unit] ? weights.complete : 0);
        const score = div((base + 1) * bonus, ONE);
        scores[unit] = index.normative[unit] ? score : div(score * weights.beside, ONE);
        if (scores[unit] > most) most = scores[unit];
      }
      return { hits: this.best(scores, held, complete, total, whole, most), complete: any };
    }

    /**
     * @param {Float64Array} total
     * @param {Float64Array} held
     * @param {string} measure
     * @param {number} sure
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
    }

    // Without the clauses that hold little of the query, unless there are few others; best first, of equals
    // the first in the corpus.
    /**
     * @param {Float64Array} scores
     * @param {Float64Array} held
     * @param {Uint8Array} complete
     * @param {Float64Array} total
     * @param {number} whole
     * @param {number} most
     * @returns {Hit[]}
     */
    best(scores, held, complete, total, whole, most) {
      const { size, weights, index } = this;
      const { first } = weights;
      const least = div(most * weights.near, ONE),
        beside = div(least * weights.beside, ONE);
      const kept = new Float64Array(size);
      let count = 0;
      for (let unit = 0; unit < size; unit += 1) {
        if (!total[unit] && !complete[unit]) continue;
        const enough =
          held[unit] * ONE >= whole * weights.enough &&
          scores[unit] >= (index.normative[unit] ? least : beside);
        if (!complete[unit] && !enough) continue;
        kept[count] = scores[unit] * size + (size - 1 - unit);
        count += 1;
      }
      if (count > 0 && count < first) {
        const chosen = new Set(kept.subarray(0, count));
        /** @type {number[]} */
        const rest = [];
        for (let unit = 0; unit < size; unit += 1) {
          const code = scores[unit] * size + (size - 1 - unit);
          if (total[unit] && held[unit] * ONE >= whole * weights.some && !chosen.has(code)) rest.push(code);
        }
        rest.sort((one, other) => other - one);
        for (const code of rest.slice(0, first - count)) {
          kept[count] = code;
          count += 1;
        }
      }
      const sorted = kept.subarray(0, count).sort();
      const hits = new Array(count);
      for (let at = 0; at < count; at += 1) {
        const code = sorted[count - 1 - at];
        const score = div(code, size);
        hits[at] = { unit: size - 1 - (code - score * size), score };
      }
      return hits;
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
      const name = JSON.stringify([concept.word, concept.others, concept.parts]);
      const known = this.values.get(name);
      if (known) return known;
      const values = this.parts(concept);
      const { word } = concept;
      const length = Array.from(word).length;
      const inside = length === 1 ? ONE : length > 2 ? this.weights.part : this.weights.short_part;
      /** @type {(list: Postings, share: number) => void} */
      const take = ({ units, levels }, share) => {
        const worth = Array.from({ length: steps + 1 }, (_, level) => valueOf(level, share, steps));
        for (let at = 0; at < units.length; at += 1) {
          if (worth[levels[at]] > values[units[at]]) values[units[at]] = worth[levels[at]];
        }
      };
      take(this.within(queryGrams(word)), inside);
      take(this.index.postings(`w${word}`), ONE);
      for (const [other, share] of concept.others) take(this.index.postings(`w${other}`), share);
      const found = { values, count: holders(values, this.weights.earnest) };
      this.values.set(name, found);
      // Who types on asks for the same words again; of a large index they are kept for a while only.
      if (this.values.size > KEPT) this.values.delete(this.values.keys().next().value ?? "");
      return found;
    }

    /**
     * @param {Concept} concept
     * @returns {Int16Array}
     */
    parts(concept) {
      const { few, full } = this.weights;
      const best = this.pieces(concept.word);
      if (concept.parts.length < few) return best;
      const sums = new Float64Array(this.size);
      let whole = 0;
      for (const part of concept.parts) {
        const { values, count } = this.value(part);
        const weight = Math.max(1, div(rarity(count, this.size, this.weights) * part.weight, ONE));
        whole += weight;
        if (Array.from(part.word).length === 1) continue; // Single characters stand everywhere.
        for (let unit = 0; unit < this.size; unit += 1) {
          if (values[unit]) sums[unit] += weight * (values[unit] < full ? values[unit] : full);
        }
      }
      for (let unit = 0; unit < this.size; unit += 1) {
        if (!sums[unit]) continue;
        const share = div(sums[unit] * ONE, whole * full);
        const value = div(this.weights.pieces * share * share, ONE * ONE);
        if (value > best[unit]) best[unit] = value;
      }
      return best;
    }

    // The units that hold all grams, with the least of their levels.
    /**
     * @param {string[]} grams
     * @returns {Postings}
     */
    within(grams) {
      const lists = grams
        .map((gram) => this.index.postings(`g${gram}`))
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
