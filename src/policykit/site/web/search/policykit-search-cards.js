// The things themselves that a query names, as cards before the clauses: as in policykit.index.search.cards.
policykitSearchModules.cards = (() => {
  "use strict";

  const { bucket } = policykitSearchModules.index;
  const { duePeriod } = policykitSearchModules.days;
  const { HAN, bareKey, charsOf, hanNumber, inNumbers, numberPattern } = policykitSearchModules.text;

  const LOCATOR = new RegExp(`第\\(?([0-9]+|[${HAN}]+)\\)?(部分|编|章|节|条|款|项|目|段)`, "g");
  const LABEL = new RegExp(`^[${HAN}]+[/、.,]?\\([${HAN}]+\\)(?:[/、.,]?[0-9]+[.、]?)?$`);
  const IDENTIFIER = /(?<![0-9a-z_./~%-])[a-z0-9][a-z0-9._~-]*(?:\/[a-z0-9._~-]+)*(?![0-9a-z_/%])/g;
  const TITLED = /《[^《》]*(?:《[^《》]*》[^《》]*)*》/g;
  const UNDATED = /(?<![0-9\]年])第?0*([0-9]{1,4})号(?:文件|文)?/g;
  const MOST = 5,
    ASKED = 3,
    LEFT = 4,
    TITLE = 8,
    PART = 4,
    SHORT_PART = 3,
    NEAR = 10,
    LONGEST = 60;

  /** @typedef {InstanceType<typeof policykitSearchModules.index.Index>} Index */
  /** @typedef {InstanceType<typeof policykitSearchModules.words.Vocabulary>} Vocabulary */

  /** @type {(text: string) => string} */
  const locator = (text) =>
    [...text.matchAll(LOCATOR)].map(([, number, unit]) => `${hanNumber(number)}${unit}`).join("");
  /** @type {(one: string, other: string) => number} */
  const byText = (one, other) => (one < other ? -1 : Number(one > other));

  // A text with what its bare form holds as `key` made a blank; the marks in it do not count.
  /** @type {(text: string, key: string) => string} */
  const bareRest = (text, key) =>
    text.replace(new RegExp(Array.from(key).join("[^\\p{L}\\p{N}]*"), "u"), " ");

  // Every part of a text from two characters on, the longest first.
  /** @type {(bare: string) => string[]} */
  const partsOf = (bare) => {
    const chars = Array.from(bare).slice(0, LONGEST);
    const parts = [];
    for (let length = chars.length; length > 1; length -= 1)
      for (let start = 0; start + length <= chars.length; start += 1)
        parts.push(chars.slice(start, start + length).join(""));
    return parts;
  };

  /** @type {<T>(pairs: [string, T][]) => Map<string, T[]>} */
  const byKey = (pairs) => {
    const found = new Map();
    for (const [key, one] of pairs) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(one);
    }
    return found;
  };

  // Whether the characters of a word stand in a title in this order, near each other.
  /** @type {(word: string, title: string) => boolean} */
  const abbreviates = (word, title) => {
    if (word.length < 2 || word.length > PART) return false;
    for (let start = title.indexOf(word[0]); start >= 0; start = title.indexOf(word[0], start + 1)) {
      const near = title.slice(0, start + NEAR);
      let at = start;
      for (const char of word.slice(1)) {
        at = near.indexOf(char, at + 1);
        if (at < 0) break;
      }
      if (at >= 0) return true;
    }
    return false;
  };

  // Whether a requirement says a word of the query, a number as a whole.
  /** @type {(requirement: NamedRequirement, word: string) => boolean} */
  const tells = ({ key, places }, word) => {
    if (places.includes(word)) return true;
    const bare = bareKey(word);
    if (!/^[0-9]/.test(bare)) return bare !== "" && key.includes(bare);
    return new RegExp(`(?<![0-9])${bare}${/[0-9]$/.test(bare) ? "(?![0-9])" : ""}`).test(key);
  };

  class Cards {
    /** The clauses of an article that a query names alone, of whichever policy. @type {number[]} */
    listed = [];
    /** The reader's day. @type {[number, number, number]} */
    today = [1970, 1, 1];

    /**
     * @param {Index} index
     * @param {SearchNames} names
     * @param {Vocabulary} vocabulary
     */
    constructor(index, names, vocabulary) {
      this.index = index;
      this.names = names;
      this.vocabulary = vocabulary;
      this.policies = index.head.policies.map((policy, at) => {
        const { id, title, key, nicks, called: places } = policy;
        const [sign, year, number] = policy.sign;
        const bare = bareKey(key);
        const dated = String(policy.year || "");
        return {
          id,
          title,
          key,
          nicks,
          sign,
          year,
          number,
          places,
          dated,
          at,
          bare,
          length: charsOf(bare).length,
        };
      });
      const { measured } = index.head.queries;
      this.measured = (/** @type {string} */ text) => measured.some((end) => text.endsWith(end));
      this.indicators = names.indicators.map(([name, label, keys, count, isMeasured, href]) => ({
        ...{ name, label, count, href, measured: Boolean(isMeasured) },
        keys: [bareKey(index.writing.key(label)), ...keys],
      }));
      /** @type {[string, NamedIndicator][]} */
      const indicators = [];
      for (const one of this.indicators) for (const key of one.keys) indicators.push([key, one]);
      this.byIndicator = byKey(indicators);
      /** @type {[string, SearchNames["places"][number]][]} */
      const places = [];
      for (const one of names.places) for (const key of one[2]) places.push([key, one]);
      this.byPlace = byKey(places);
    }

    // --- what a card is --------------------------------------------------------------------------

    /** @type {(policy: NamedPolicy) => Card} */
    policy(policy) {
      const { page } = this.index.head.policies[policy.at];
      return { kind: "policy", id: policy.id, title: policy.title, href: page, policies: [] };
    }

    /** @type {(indicator: NamedIndicator) => Card} */
    indicator({ name, label, href }) {
      return { kind: "indicator", id: name, title: label, href, policies: [] };
    }

    /** @type {(requirement: NamedRequirement) => Card} */
    requirement({ id, plain, href }) {
      return { kind: "requirement", id, title: plain, href, policies: [] };
    }

    /** @type {(unit: number) => Card} */
    clause(unit) {
      const { id, heading, label, href } = this.index.unit(unit);
      return { kind: "clause", id, title: heading || label, href, policies: [] };
    }

    // --- addresses -------------------------------------------------------------------------------

    // The cards of all addresses in a query, and the query without them.
    /**
     * @param {string} text
     * @returns {Promise<[Card[], string]>}
     */
    async addressed(text) {
      /** @type {Card[]} */
      const cards = [];
      this.listed = [];
      const kept = [];
      let last = 0;
      for (const match of text.matchAll(IDENTIFIER)) {
        const token = match[0],
          end = match.index + token.length;
        const alone = [text[match.index - 1], text[end]].every((char) => char === undefined || char === " ");
        if (!alone && /^[0-9]+\/[0-9]+$/.test(token)) continue;
        const found = await this.identified(token);
        cards.push(...found);
        if (found.length && !/^[a-z]+$/.test(token)) {
          kept.push(text.slice(last, match.index));
          last = end;
        }
      }
      let rest = [...kept, text.slice(last)].join(" ");
      const cited = await this.cited(rest);
      const due = await this.due(cited[1]);
      cards.push(...cited[0], ...due[0]);
      rest = due[1];
      return [cards, !cards.length || this.telling(rest).length ? rest : ""];
    }

    /**
     * @param {string} token
     * @returns {Promise<Card[]>}
     */
    async identified(token) {
      const cut = token.indexOf("/");
      const [head, tail] = cut < 0 ? [token, ""] : [token.slice(0, cut), token.slice(cut + 1)];
      const named = this.policies.filter((policy) => policy.id === head);
      if (named.length && !tail) return [this.policy(named[0])];
      if (named.length) {
        const exact = await this.at(`i/${tail}`, named);
        if (exact.length) return exact.slice(0, 1);
        const asked = await this.requirementsCalled(token);
        return asked.length ? asked : this.at(`h${tail}`, named);
      }
      if (tail) {
        const clauses = [...(await this.at(`i/${token}`)), ...(await this.at(`i${token}`))];
        return (clauses.length ? clauses : await this.requirementsCalled(token)).slice(0, MOST);
      }
      if (/^[0-9]+$/.test(token)) return [];
      let found = this.policies
        .filter((policy) => `-${policy.id}-`.includes(`-${token}-`))
        .map((policy) => this.policy(policy));
      if (!found.length && token.includes("-")) found = await this.requirementsCalled(token);
      if (!found.length && /[-_]/.test(token)) {
        const name = token.replaceAll("-", "_");
        found = this.indicators.filter((one) => one.name === name).map((one) => this.indicator(one));
      }
      return found.slice(0, MOST);
    }

    /**
     * @param {string} token
     * @returns {Promise<Card[]>}
     */
    async requirementsCalled(token) {
      const tail = token.slice(token.lastIndexOf("/") + 1);
      const names = await this.asked(`#${tail}`);
      const found = (await Promise.all(names.map((name) => this.asked(name)))).flat();
      const whole = found.filter(({ id }) => id === token || id.endsWith(`/${token}`));
      const start = found.filter(({ id }) => {
        const path = `/${id}`;
        return path.slice(0, Math.max(0, path.lastIndexOf("-"))).endsWith(`/${token}`);
      });
      return (whole.length ? whole : start).slice(0, MOST).map((each) => this.requirement(each));
    }

    // The requirements of an indicator; or, by `#` and the last part of an id, the indicators of those
    // so called.
    /**
     * @param {string} name
     * @returns {Promise<any[]>}
     */
    async asked(name) {
      if (!this.names.requirements) return [];
      const file = `q${bucket(name, this.names.requirements)}`;
      await this.index.file(file);
      const content = this.index.files.get(file);
      if (!Object.hasOwn(content, name)) return [];
      if (name.startsWith("#")) return content[name];
      const { writing } = this.index;
      return content[name].map((/** @type {[string, string, string, string[], string, string]} */ row) => {
        const [id, plain, more, places, due, href] = row;
        return { id, plain, places, due, href, key: bareKey(writing.key(`${plain} ${more}`)) };
      });
    }

    // The clauses with an address, of some policies or all; policies' own text first.
    /**
     * @param {string} feature
     * @param {NamedPolicy[] | null} [policies]
     * @returns {Promise<Card[]>}
     */
    async at(feature, policies = null) {
      const { normative, policyOf } = this.index;
      await this.index.needLists([feature]);
      const units = Array.from(this.index.postings(feature).units)
        .filter((unit) => !policies || policies.some((policy) => policy.at === policyOf[unit]))
        .sort((one, other) => normative[other] - normative[one] || one - other)
        .slice(0, MOST);
      await this.index.needTexts(units);
      return units.map((unit) => this.clause(unit));
    }

    /**
     * @param {string} text
     * @returns {Promise<[Card[], string]>}
     */
    async cited(text) {
      const steps = locator(text);
      if (!steps) {
        const label = text.trim();
        if (!LABEL.test(label)) return [[], text];
        return [await this.at(`k${label.replace(/[/、.,\s]/g, "")}`), ""];
      }
      const numbered = this.numbered(text);
      const mentioned = numbered.length ? numbered : this.titled(bareKey(text));
      const single = [...text.matchAll(LOCATOR)].length < 2;
      if (!mentioned.length && single) return this.articles(steps, text);
      if (!mentioned.length && bareKey(text.replace(LOCATOR, ""))) return [[], text];
      const among = mentioned.length ? mentioned : null;
      let cards = await this.at(`l/${steps}`, among);
      if (!cards.length) cards = await this.at(`l${steps}`, among);
      if (!cards.length) return [[], text];
      let rest = text.replace(TITLED, " ").replace(LOCATOR, " ").replace(numberPattern(), " ");
      for (const policy of mentioned) rest = rest.replaceAll(policy.key, " ");
      rest = rest.replace(UNDATED, " ");
      const left = Array.from(bareKey(rest)).length >= LEFT ? rest : "";
      return [mentioned.length ? cards.slice(0, 1) : cards, left];
    }

    // The clauses of one article, of whichever policy, that hold what else a query says.
    /**
     * @param {string} step
     * @param {string} text
     * @returns {Promise<[Card[], string]>}
     */
    async articles(step, text) {
      const rest = text.replace(LOCATOR, " ");
      const features = [`l${step}`, `l/${step}`];
      const words = this.telling(rest).map((word) => `w${word}`);
      await this.index.needLists([...features, ...words]);
      /** @type {(feature: string) => number[]} */
      const units = (feature) => Array.from(this.index.postings(feature).units);
      const held = words.map((word) => new Set(units(word)));
      const { normative } = this.index;
      const found = [...new Set(features.flatMap(units))]
        .filter((unit) => held.every((some) => some.has(unit)))
        .sort((one, other) => normative[other] - normative[one] || one - other);
      this.listed = found;
      return [await this.first(found), found.length ? rest : text];
    }

    // The cards of the first of some clauses.
    /**
     * @param {number[]} units
     * @returns {Promise<Card[]>}
     */
    async first(units) {
      const shown = units.slice(0, MOST);
      await this.index.needTexts(shown);
      return shown.map((unit) => this.clause(unit));
    }

    /**
     * @param {string} text
     * @returns {Promise<[Card[], string]>}
     */
    async due(text) {
      const period = duePeriod(text, this.today, this.index.head.queries.due);
      if (!period) return [[], text];
      const days = `${period.first}..${period.last}`;
      const href = this.names.due && `${this.names.due}?due=${days}`;
      const title = text.slice(period.start, period.end);
      const rest = `${text.slice(0, period.start)} ${text.slice(period.end)}`;
      await this.index.file("due");
      /** @type {SearchDue[]} */
      const every = this.index.files.get("due");
      const due = every.filter(([day]) => period.first <= day && day <= period.last);
      return [[{ kind: "due", id: days, title, href, policies: [], due }], period.isAlone ? text : rest];
    }

    // --- names -----------------------------------------------------------------------------------

    // The cards of what the query is the name of, whole or in part.
    /**
     * @param {Query} query
     * @returns {Promise<Card[]>}
     */
    async named(query) {
      const { text } = query;
      const bare = bareKey(text);
      if (!bare) return [];
      const numbered = this.numbered(text);
      const exact = numbered.length ? numbered : this.titled(bare);
      if (Array.from(bare).length > LONGEST) return exact.map((policy) => this.policy(policy));
      const places = this.ofPlace(bare);
      if (exact.length) return [...exact.map((policy) => this.policy(policy)), ...places];
      const { silent } = this.index;
      const words = this.vocabulary.words(query).filter((word) => !silent.has(word));
      const parts = this.called(bare, words).map((policy) => this.policy(policy));
      const measured = await this.ofMeasure(text.replaceAll(" ", ""), !parts.length);
      return [...places, ...measured, ...parts, ...(measured.length ? [] : this.partly(bare))];
    }

    // The policies whose 文号 stands in a text; without its year only where it is unlike all others.
    /**
     * @param {string} text
     * @returns {NamedPolicy[]}
     */
    numbered(text) {
      const found = inNumbers(text);
      if (found.length) {
        return found.flatMap(([sign, year, number]) =>
          this.policies.filter(
            (policy) =>
              policy.number &&
              policy.year === year &&
              policy.number === String(Number(number)) &&
              (!sign || sign.endsWith(policy.sign) || policy.sign.endsWith(sign)),
          ),
        );
      }
      const numbers = new Set([...text.matchAll(UNDATED)].map((match) => match[1]));
      return this.policies.filter((policy) => numbers.has(policy.number));
    }

    // The policies whose title a text is or holds, the longest title first; or whose nickname it is.
    /**
     * @param {string} bare
     * @returns {NamedPolicy[]}
     */
    titled(bare) {
      return this.policies
        .filter(
          (policy) =>
            bare === policy.bare ||
            policy.nicks.includes(bare) ||
            (policy.length >= TITLE && bare.includes(policy.bare)),
        )
        .sort((one, other) => other.length - one.length || one.at - other.at)
        .slice(0, MOST);
    }

    // The card of a place that a text names, with those of the policies that come from there.
    /**
     * @param {string} bare
     * @returns {Card[]}
     */
    ofPlace(bare) {
      const key = partsOf(bare).find(
        (part) => this.byPlace.has(part) && !this.telling(bare.replace(part, " ")).length,
      );
      return (this.byPlace.get(key ?? "") ?? []).flatMap(([code, name, , lineage]) => {
        const { own, below, above } = this.around(code, lineage);
        const all = [...own, ...below, ...above].map((at) => this.policies[at].id);
        const nearest = [own, below, above.slice(0, 1)].find((some) => some.length) ?? [];
        const near = this.policies.filter((policy) => nearest.includes(policy.at)).slice(0, MOST);
        const first = near.length ? this.policy(near[0]).href : "";
        /** @type {Card[]} */
        const cards = [
          { kind: "place", id: code, title: name, href: first, policies: all },
          ...near.map((policy) => this.policy(policy)),
        ];
        return cards;
      });
    }

    // The policies of a place, of the places in it, and of those it lies in, nearest first.
    /**
     * @param {string} code
     * @param {string[]} lineage
     * @returns {{ own: number[], below: number[], above: number[] }}
     */
    around(code, lineage) {
      /** @type {Record<string, number[]>} */
      const found = { own: [], below: [] };
      /** @type {Map<string, number[]>} */
      const over = new Map(lineage.map((one) => [one, []]));
      this.index.head.policies.forEach(({ divisions }, at) => {
        const own = divisions[divisions.length - 1][0];
        if (own === code) found.own.push(at);
        else if (divisions.some(([one]) => one === code)) found.below.push(at);
        else over.get(own)?.push(at);
      });
      return { own: found.own, below: found.below, above: [...over.values()].reverse().flat() };
    }

    // The words of a text that say more than that something is asked.
    /**
     * @param {string} rest
     * @returns {string[]}
     */
    telling(rest) {
      const { silent, weak } = this.index;
      return rest
        .split(" ")
        .flatMap((piece) => this.vocabulary.cut(piece))
        .filter((word) => !silent.has(word) && !weak.has(word));
    }

    // The indicator that a text names, or its requirements that the rest of the text tells.
    /**
     * @param {string} text
     * @param {boolean} alone
     * @returns {Promise<Card[]>}
     */
    async ofMeasure(text, alone) {
      const bare = bareKey(text);
      const key = partsOf(bare).find((part) => this.byIndicator.has(part));
      if (!key) return [];
      const named = this.byIndicator.get(key) ?? [];
      const rest = this.telling(bareRest(text, key));
      const cards = named.map((one) => this.indicator(one)).slice(0, ASKED);
      if (!rest.length) return cards;
      /** @type {NamedRequirement[]} */
      const every = (await Promise.all(named.map((one) => this.asked(one.name)))).flat();
      const asked = every
        .filter((each) => rest.every((word) => tells(each, word)))
        .sort((one, other) => byText(one.due || "9", other.due || "9") || byText(one.id, other.id));
      if (asked.length) return [...asked.slice(0, ASKED).map((each) => this.requirement(each)), ...cards];
      return alone && 3 * Array.from(key).length >= 2 * Array.from(bare).length ? cards : [];
    }

    // Indicators of whose name the text is the end, or the greater part.
    /**
     * @param {string} bare
     * @returns {Card[]}
     */
    partly(bare) {
      const { length } = Array.from(bare);
      if (length < SHORT_PART) return [];
      const measured = this.measured(bare);
      return this.indicators
        .map((one, at) => ({ one, at, label: one.keys[0] }))
        .filter(
          ({ one, label }) =>
            one.measured &&
            label.includes(bare) &&
            (2 * length >= Array.from(label).length || (measured && label.endsWith(bare))),
        )
        .sort((one, other) => other.one.count - one.one.count || one.at - other.at)
        .slice(0, ASKED)
        .map(({ one }) => this.indicator(one));
    }

    // The policies that a text names by a part of the title, or in short (医共体指导意见, 歙县方案).
    /**
     * @param {string} bare
     * @param {string[]} words
     * @returns {NamedPolicy[]}
     */
    called(bare, words) {
      const { weak, head } = this.index;
      const kinds = head.queries.documents;
      const documents = new Set(words.filter((word) => kinds.some((kind) => word.endsWith(kind))));
      const telling = words.filter((word) => !weak.has(word) || documents.has(word));
      const other = telling.filter((word) => !documents.has(word));
      /** @type {[number, number, NamedPolicy][]} */
      const found = [];
      for (const policy of this.policies) {
        const title = policy.bare;
        const part = Array.from(bare).length >= PART && title.includes(bare);
        if (!part && !(telling.length && words.every((word) => this.isNamedBy(policy, word)))) continue;
        const kind = [...documents].some((word) => title.includes(word) || abbreviates(word, title));
        const subject = other.filter((word) => this.within(title, word));
        const long = other.length === 1 && subject.length > 0 && Array.from(other[0]).length >= SHORT_PART;
        if (part || long || (kind && other.length)) found.push([-Number(part), -subject.length, policy]);
      }
      return found
        .sort((one, two) => one[0] - two[0] || one[1] - two[1] || one[2].at - two[2].at)
        .slice(0, MOST)
        .map(([, , policy]) => policy);
    }

    /**
     * @param {NamedPolicy} policy
     * @param {string} word
     * @returns {boolean}
     */
    isNamedBy(policy, word) {
      return (
        this.within(policy.bare, word) ||
        policy.places.includes(word) ||
        (policy.dated !== "" && (word === policy.dated || word === `${policy.dated}年`)) ||
        this.index.weak.has(word) ||
        abbreviates(word, policy.bare)
      );
    }

    // Whether a word stands in a title, itself or under another name of the same thing.
    /**
     * @param {string} title
     * @param {string} word
     * @returns {boolean}
     */
    within(title, word) {
      const { synonyms } = this.index.head;
      const others = Object.hasOwn(synonyms, word) ? synonyms[word] : [];
      return (
        title.includes(word) || others.some((other) => Array.from(other).length > 1 && title.includes(other))
      );
    }
  }

  // A card of one kind and id once.
  /** @type {(cards: Card[]) => Card[]} */
  const once = (cards) => {
    const known = new Set();
    return cards.filter(({ kind, id, title }) => {
      const key = JSON.stringify([kind, id, title]);
      return !known.has(key) && known.add(key);
    });
  };

  return { Cards, once };
})();
