// The ranking of policykit.index.search, step for step, over the files that sphinxext/search/shards.py
// writes. Whole numbers only, so that both give the same hits in the same order; tests compare them.
(() => {
  "use strict";

  const ONE = 256, LEVELS = 8, LEAST = 64, FULL = 128, FEW = 2;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  // --- tokens: index/tokens ---------------------------------------------------------------------

  const ATOM = "[0-9a-z]+(?:\\.[0-9][0-9a-z]*)*[%‰]?";
  const LETTER = "\\u00c0-\\u1fff\\u2c00-\\u2dff\\u3005-\\u3007\\u3041-\\u30ff\\u3105-\\u312f\\u3131-\\u318e\\u3400-\\u9fff"
    + "\\ua000-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufeff\\u{20000}-\\u{3ffff}";
  const UNIT = "[年月日天周岁元万亿个名人位家所张种项次批处类件床级条款章分时亩吨倍期届号间例支台型]";
  const NUMBERED = "[\\[(]?((?:19|20)[0-9]{2})[\\])]? ?第?([0-9]{1,4})号";
  const runsOf = (key) => key.match(new RegExp(`(?:${ATOM}|[${LETTER}])+`, "gu")) || [];
  const isBlank = (char) => /^[\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/.test(char);
  const BRACKETS = { "【": "[", "】": "]", "『": "[", "』": "]", "﹝": "[", "﹞": "]", "〔": "[", "〕": "]", "—": "-", "–": "-", "―": "-", "﹣": "-" };
  const unique = (list) => [...new Set(list)];

  const log2 = (number) => {
    let power = 0;
    while (2 ** (power + 1) <= number) power += 1;
    let mantissa = Math.floor(number * 2 ** 15 / 2 ** power);
    let found = power;
    for (let place = 0; place < 8; place += 1) {
      mantissa = Math.floor(mantissa * mantissa / 2 ** 15);
      found *= 2;
      if (mantissa >= 2 ** 16) {
        mantissa = Math.floor(mantissa / 2);
        found += 1;
      }
    }
    return found;
  };

  const div = (one, other) => Math.floor(one / other);

  const pairs = (chars) => chars.slice(1).map((char, at) => chars[at] + char);
  const parts = (atom, length) => Array.from({ length: atom.length - length + 1 }, (_, at) => atom.slice(at, at + length));

  const queryGrams = (key) => {
    const found = [];
    for (const run of runsOf(key)) {
      const pieces = [];
      const size = Array.from(run).length;
      let last = 0;
      for (const match of run.matchAll(new RegExp(ATOM, "g"))) {
        const before = Array.from(run.slice(0, last)).at(-1) || "";
        pieces.push(...pairs(Array.from(before + run.slice(last, match.index + 1))));
        const length = Math.min(6, match[0].length);
        if (size === 1 || length > 1) pieces.push(...parts(match[0], length));
        last = match.index + match[0].length;
      }
      const before = Array.from(run.slice(0, last)).at(-1) || "";
      pieces.push(...pairs(Array.from(before + run.slice(last))));
      found.push(...(pieces.length ? pieces : [run]));
    }
    return unique(found.length ? found : Array.from(key).filter((mark) => mark !== " "));
  };

  const route = (chars, frequency, total) => {
    const cost = log2(Math.max(2, total));
    const best = Array.from({ length: chars.length + 1 }, () => [0, 0]);
    for (let start = chars.length - 1; start >= 0; start -= 1) {
      let chosen = null;
      for (let end = start + 1; end <= Math.min(chars.length, start + 16); end += 1) {
        const seen = frequency(chars.slice(start, end).join(""));
        if (!seen && end !== start + 1) continue;
        const value = log2(Math.max(1, seen)) - cost + best[end][0];
        if (chosen === null || value >= chosen[0]) chosen = [value, end];
      }
      best[start] = chosen;
    }
    const words = [];
    for (let at = 0; at < chars.length; at = best[at][1]) words.push(chars.slice(at, best[at][1]).join(""));
    return words;
  };

  // --- what a query and a text are compared in ----------------------------------------------------

  class Writing {
    constructor(index) {
      const table = (text) => {
        const chars = Array.from(text);
        return new Map(Array.from({ length: chars.length / 2 }, (_, at) => [chars[2 * at], chars[2 * at + 1]]));
      };
      this.traditional = table(index.traditional);
      this.variants = table(index.variants);
      this.wording = index.wording;
      const words = Object.keys(index.wording).sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
      this.words = new RegExp(words.join("|"), "g");
    }

    folded(char) {
      if (isBlank(char)) return " ";
      const lower = char.normalize("NFKC").toLowerCase();
      return Array.from(lower, (one) => BRACKETS[one] || this.traditional.get(one) || one).filter((one) => !isBlank(one)).join("");
    }

    merged(text) {
      return Array.from(text, (char) => this.variants.get(char) || char).join("");
    }

    key(text) {
      return this.merged(Array.from(text, (char) => this.folded(char)).join("").replace(/ +/g, " "));
    }

    turned(text) {
      return text.replace(this.words, (word) => this.wording[word]);
    }

    isTraditional(text) {
      let han = 0, only = 0;
      for (const char of text) {
        if (char < "\u3400" || char > "\u9fff") continue;
        han += 1;
        only += this.traditional.has(char) ? 1 : 0;
      }
      return only * 20 > Math.max(1, han);
    }

    // The forms of a text as arrays of characters with the source characters that each came from.
    forms(source, traditional) {
      const plain = { chars: [], starts: [], ends: [] };
      Array.from(source).forEach((char, at) => {
        if (isBlank(char)) return;
        for (const one of this.folded(char)) {
          plain.chars.push(one);
          plain.starts.push(at);
          plain.ends.push(at + 1);
        }
      });
      const forms = [plain];
      if (traditional) {
        const other = this.regional(plain);
        if (other.chars.join("") !== plain.chars.join("")) forms.push(other);
      }
      return forms.map((form) => ({ ...form, key: Array.from(form.chars, (char) => this.variants.get(char) || char) }));
    }

    regional(form) {
      const other = { chars: [], starts: [], ends: [] };
      const text = form.chars.join("");
      const place = [];
      form.chars.forEach((char, at) => { for (let unit = 0; unit < char.length; unit += 1) place.push(at); });
      place.push(form.chars.length);
      const copy = (from, to) => {
        for (let at = from; at < to; at += 1) {
          other.chars.push(form.chars[at]);
          other.starts.push(form.starts[at]);
          other.ends.push(form.ends[at]);
        }
      };
      let last = 0;
      for (const match of text.matchAll(this.words)) {
        const first = place[match.index], end = place[match.index + match[0].length];
        copy(last, first);
        for (const char of this.wording[match[0]]) {
          other.chars.push(char);
          other.starts.push(form.starts[first]);
          other.ends.push(form.ends[end - 1]);
        }
        last = end;
      }
      copy(last, form.chars.length);
      return other;
    }
  }

  const readQuery = (text, writing) => {
    const typed = Array.from(text.replace(/\p{Cs}/gu, "")).slice(0, 400).join("");
    const exact = [];
    for (const match of typed.matchAll(/“([^“”]+)”|「([^「」]+)」|"([^"]+)"/g)) {
      const said = writing.key(match[1] || match[2] || match[3]).replaceAll(" ", "");
      if (said) exact.push(said);
    }
    const written = writing.key(typed);
    const turned = writing.isTraditional(typed) ? writing.merged(writing.turned(written)) : written;
    const pattern = new RegExp(`([\\u4e00-\\u9fff]*)(?<![0-9])(?:${NUMBERED})`, "g");
    const found = [...turned.matchAll(pattern)];
    const grams = (whole) => {
      const all = whole.split(" ").flatMap(queryGrams);
      const letters = all.filter((gram) => runsOf(gram).length);
      return unique(letters.length ? letters : all);
    };
    return {
      exact,
      numbers: unique(found.map((match) => `[${match[2]}]${Number(match[3])}号`)),
      signs: unique(found.map((match) => match[1]).filter(Boolean)),
      pieces: turned.replace(pattern, " ").split(" ").filter(Boolean),
      grams: unique([turned, written]).map(grams).filter((list) => list.length),
    };
  };

  // --- the index: files that are loaded when they are needed ---------------------------------------

  const VALUES = new Uint8Array(128);
  Array.from(DIGITS).forEach((sign, at) => { VALUES[sign.charCodeAt(0)] = at; });

  const unpacked = (text) => {
    let size = 0;
    for (let at = 0; at < text.length; at += 1) size += VALUES[text.charCodeAt(at)] < 32 ? 1 : 0;
    const units = new Int32Array(size), levels = new Uint8Array(size);
    let number = 0, place = 1, unit = 0, entry = 0;
    for (let at = 0; at < text.length; at += 1) {
      const digit = VALUES[text.charCodeAt(at)];
      number += digit % 32 * place;
      place *= 32;
      if (digit < 32) {
        unit += div(number, 8);
        units[entry] = unit;
        levels[entry] = number % 8 + 1;
        entry += 1;
        number = 0;
        place = 1;
      }
    }
    return { units, levels, size };
  };
  const NONE = { units: [], levels: [], size: 0 };

  const bucket = (text, count) => {
    let number = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return number % count;
  };

  class Index {
    constructor(root) {
      this.root = root;
      this.waiting = new Map();
      this.files = new Map();
      this.lists = new Map();
    }

    put(name, content) {
      this.files.set(name, content);
    }

    file(name) {
      if (this.files.has(name)) return Promise.resolve();
      if (!this.waiting.has(name)) {
        this.waiting.set(name, new Promise((done, failed) => {
          const script = document.createElement("script");
          // A page from the disk may not fetch; a script it may load.
          script.src = `${this.root}search/${name}.js${this.head ? `?${this.head.version}` : `?${Date.now()}`}`;
          script.onload = () => { script.remove(); done(); };
          script.onerror = () => { script.remove(); this.waiting.delete(name); failed(new Error(name)); };
          document.head.append(script);
        }));
      }
      return this.waiting.get(name);
    }

    async open() {
      if (this.head) return;
      await this.file("index");
      const head = this.files.get("index");
      if (this.head) return;
      this.head = head;
      this.writing = new Writing(head);
      this.lexicon = new Map(Object.entries(head.lexicon));
      const flags = (text) => {
        const found = new Uint8Array(head.size);
        for (let at = 0; at < head.size; at += 1) found[at] = VALUES[text.charCodeAt(div(at, 6))] >> at % 6 & 1;
        return found;
      };
      this.normative = flags(head.normative);
      this.checked = flags(head.checked);
      const keys = (list) => new Set(list.map((word) => this.writing.key(word)));
      this.silent = keys([...head.queries.asking, ...head.queries.linking]);
      this.weak = keys(head.queries.weak);
      this.policyOf = new Int32Array(head.size);
      head.policies.forEach((policy, at) => {
        policy.end = at + 1 < head.policies.length ? head.policies[at + 1].first : head.size;
        this.policyOf.fill(at, policy.first, policy.end);
      });
    }

    needWords(chars) {
      return Promise.all(unique(chars.map((char) => bucket(char, this.head.words))).map((at) => this.file(`w${at}`)));
    }

    needLists(features) {
      const known = features.filter((feature) => feature[0] === "g" || this.count(feature));
      return Promise.all(unique(known.map((feature) => bucket(feature, this.head.postings))).map((at) => this.file(`p${at}`)));
    }

    // In how many units a feature stands: of words always known, of grams once their file is here.
    count(feature) {
      const word = feature.slice(1);
      if (feature[0] === "g") return this.postings(feature).size;
      if (this.lexicon.has(word)) return this.lexicon.get(word);
      const file = this.files.get(`w${bucket(Array.from(word)[0], this.head.words)}`);
      return file && Object.hasOwn(file, word) ? file[word] : 0;
    }

    wordsFrom(first) {
      if (!first) return this.lexicon;
      const file = this.files.get(`w${bucket(first, this.head.words)}`) || {};
      return new Map(Object.entries(file).filter(([word]) => word.startsWith(first)));
    }

    postings(feature) {
      const known = this.lists.get(feature);
      if (known) return known;
      const file = this.files.get(`p${bucket(feature, this.head.postings)}`);
      const found = file && Object.hasOwn(file, feature) ? unpacked(file[feature]) : NONE;
      if (file) this.lists.set(feature, found);
      return found;
    }

    textFile(unit) {
      const firsts = this.head.texts;
      let low = 0, high = firsts.length - 1;
      while (low < high) {
        const middle = div(low + high + 1, 2);
        if (firsts[middle] <= unit) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    needTexts(units) {
      return Promise.all(unique(units.map((unit) => this.textFile(unit))).map((at) => this.file(`t${at}`)));
    }

    // What is shown of a unit, once its text file is here.
    unit(unit) {
      const at = this.textFile(unit);
      const rows = this.files.get(`t${at}`);
      const place = unit - this.head.texts[at];
      const [path, label, heading, text] = rows[place];
      let from = place;
      while (rows[from].length < 5) from -= 1;
      const policy = this.head.policies[this.policyOf[unit]];
      return {
        unit, path, label, heading, text, policy, sections: rows[from][4],
        id: `${policy.id}/${path}`,
        href: `${policy.page}#c-${path.replaceAll("/", "-")}`,
        normative: Boolean(this.normative[unit]), checked: Boolean(this.checked[unit]),
      };
    }
  }

  // --- concepts: index/search/concepts ---------------------------------------------------------------

  class Vocabulary {
    constructor(index) {
      this.index = index;
      this.size = index.head.size;
      this.weights = index.head.weights;
    }

    concepts(query) {
      const found = query.numbers.map((word) => ({ word, weight: ONE, others: [], parts: [] }));
      for (const word of query.signs) found.push({ word, weight: this.weights.sign, others: [], parts: [] });
      const asked = query.pieces.flatMap((piece) => this.cut(piece));
      const content = asked.filter((word) => !this.index.silent.has(word));
      for (const word of content.length || found.length ? content : asked) found.push(this.concept(word));
      const heavy = found.some((one) => one.weight === ONE);
      const byWord = new Map();
      for (const one of found) byWord.set(one.word, heavy ? one : { ...one, weight: ONE });
      return [...byWord.values()];
    }

    cut(piece) {
      const pattern = new RegExp(`${ATOM}${UNIT}?|[^0-9a-z]+?(?=${ATOM}|$)`, "gu");
      return runsOf(piece).flatMap((run) => [...run.matchAll(pattern)]).flatMap(([part]) =>
        /^[0-9a-z]/.test(part) ? [part] : route(Array.from(part), (word) => this.frequency(word), 100 * this.size));
    }

    concept(word) {
      return { word, weight: this.weight(word), others: this.others(word), parts: this.parts(word) };
    }

    parts(word) {
      const chars = Array.from(word);
      if (chars.length < 3 || /[0-9a-z]/.test(word)) return [];
      const inner = route(chars, (part) => part === word ? 0 : this.frequency(part), 100 * this.size);
      return inner.filter((part) => !this.index.silent.has(part))
        .map((part) => ({ word: part, weight: this.weight(part), others: this.others(part), parts: [] }));
    }

    frequency(word) {
      if (this.index.silent.has(word)) return Math.max(12, div(this.size, 2));
      if (Array.from(word).length === 1) return 1 + div(this.size, 24);
      const listed = this.index.lexicon.has(word) || this.index.weak.has(word) ? 12 : 0;
      return Math.max(listed, this.index.count(`w${word}`));
    }

    others(word) {
      const { synonyms, related } = this.index.head;
      const of = (table, share) => Object.hasOwn(table, word) ? table[word].map((other) => [other, share]) : [];
      return [...of(synonyms, this.weights.synonym), ...of(related, this.weights.related)];
    }

    weight(word) {
      if (this.index.weak.has(word)) return this.weights.weak;
      // eslint-disable-next-line no-control-regex
      return Array.from(word).length === 1 && !/^[\x00-\x7f]$/.test(word) ? this.weights.single : ONE;
    }
  }

  // --- typing errors: index/search/spelling -------------------------------------------------------------

  const oneError = (part, word) => {
    const one = Array.from(part), other = Array.from(word);
    const gap = one.length - other.length;
    if (Math.abs(gap) > 1 || part === word) return false;
    let at = 0;
    while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
    const rest = (chars, skip) => chars.slice(at + skip).join("");
    if (gap === 0) return rest(one, 1) === rest(other, 1);
    return gap > 0 ? rest(one, 1) === rest(other, 0) : rest(one, 0) === rest(other, 1);
  };

  const corrections = (query, vocabulary) => {
    const { index } = vocabulary;
    const concepts = vocabulary.concepts(query);
    const loose = new Set(concepts.map((one) => one.word).filter((word) => Array.from(word).length === 1));
    const found = new Map();
    for (const run of query.pieces.flatMap(runsOf)) {
      const chars = Array.from(run);
      const unknown = pairs(chars).map((pair) => !index.count(`g${pair}`));
      const wrong = chars.map((_, at) => at).filter((at) =>
        loose.has(chars[at]) && [at - 1, at].every((place) => place < 0 || place >= unknown.length || unknown[place]));
      if (!wrong.length || chars.length < 2) continue;
      const words = new Map();
      for (const first of ["", ...unique(chars)]) {
        for (const [word, seen] of index.wordsFrom(first)) {
          const length = Array.from(word).length;
          if (seen && length >= 3 && length <= 9 && !run.includes(word)) words.set(word, seen);
        }
      }
      const options = [];
      for (let start = 0; start < chars.length; start += 1) {
        for (let end = start + 2; end <= Math.min(chars.length, start + 10); end += 1) {
          if (!wrong.some((at) => start <= at && at < end)) continue;
          const part = chars.slice(start, end).join("");
          for (const [word, seen] of words) {
            if (oneError(part, word)) options.push([-Array.from(word).length, -seen, start, end, word]);
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
    return { concepts: [...kept, ...[...found.values()].map((word) => vocabulary.concept(word))], mended: [...found] };
  };

  // --- ranking: index/search/scoring ----------------------------------------------------------------------

  const rarity = (count, size) => Math.max(LEAST, log2(div(2 * (size + 1) * ONE, 2 * count + 1)) - 8 * ONE);
  const valueOf = (level, share) => div(level * (ONE / LEVELS) * share, ONE);
  const holders = (values) => {
    let count = 0;
    for (let unit = 0; unit < values.length; unit += 1) if (values[unit] >= LEAST) count += 1;
    return count;
  };

  // Values stand in arrays with a place for every unit: of hundreds of thousands, that is the fastest way.
  class Ranking {
    constructor(index) {
      this.index = index;
      this.size = index.head.size;
      this.weights = index.head.weights;
      this.values = new Map();
    }

    features(query, concepts) {
      const of = (one) => [
        ...queryGrams(one.word).map((gram) => `g${gram}`), `w${one.word}`,
        ...one.others.map(([other]) => `w${other}`), ...one.parts.flatMap(of),
      ];
      return unique([...query.grams.flat().map((gram) => `g${gram}`), ...concepts.flatMap(of)]);
    }

    rank(query, concepts) {
      const { size, weights, index } = this;
      const weighed = concepts.map((concept) => this.value(concept));
      const rare = weighed.map(({ count }, at) => Math.max(1, div(rarity(count, size) * concepts[at].weight, ONE)));
      const total = new Float64Array(size), held = new Float64Array(size);
      weighed.forEach(({ values }, at) => {
        for (let unit = 0; unit < size; unit += 1) {
          const value = values[unit];
          if (!value) continue;
          total[unit] += rare[at] * value;
          held[unit] += div(rare[at] * (value < FULL ? value : FULL), FULL);
        }
      });
      const own = total.slice();
      weighed.forEach(({ values }, at) => this.context(concepts[at].word, (unit, least) => {
        const value = values[unit];
        if (!own[unit] || value >= least) return;
        total[unit] += rare[at] * (least - value);
        held[unit] += div(rare[at] * Math.min(FULL, least), FULL) - div(rare[at] * Math.min(FULL, value), FULL);
      }));
      const whole = rare.reduce((sum, one) => sum + one, 0) || 1;
      const complete = new Uint8Array(size);
      let any = false;
      for (const grams of query.grams) {
        const { units } = this.within(grams);
        for (const unit of units) complete[unit] = 1;
        any ||= units.length > 0;
      }
      const phrase = this.phrase(query);
      const scores = new Float64Array(size);
      let most = 0;
      for (let unit = 0; unit < size; unit += 1) {
        if (!total[unit] && !complete[unit]) continue;
        const base = div(total[unit] * held[unit], whole);
        const share = phrase ? phrase[unit] : 0;
        const bonus = ONE + div(weights.phrase * share * share, ONE * ONE) + (complete[unit] ? weights.complete : 0);
        const score = div((base + 1) * bonus, ONE);
        scores[unit] = index.normative[unit] ? score : div(score * weights.beside, ONE);
        if (scores[unit] > most) most = scores[unit];
      }
      return { hits: this.best(scores, held, complete, total, whole, most), complete: any };
    }

    // Without the clauses that hold little of the query; best first, of equals the first in the corpus.
    best(scores, held, complete, total, whole, most) {
      const { size, weights, index } = this;
      const least = div(most * weights.near, ONE), beside = div(least * weights.beside, ONE);
      const kept = new Float64Array(size);
      let count = 0;
      for (let unit = 0; unit < size; unit += 1) {
        if (!total[unit] && !complete[unit]) continue;
        const enough = held[unit] * ONE >= whole * weights.enough && scores[unit] >= (index.normative[unit] ? least : beside);
        if (!complete[unit] && !enough) continue;
        kept[count] = scores[unit] * size + (size - 1 - unit);
        count += 1;
      }
      return Array.from(kept.subarray(0, count).sort().reverse(), (code) => {
        const score = div(code, size);
        return { unit: size - 1 - (code - score * size), score };
      });
    }

    context(word, use) {
      if (Array.from(word).length < 2) return;
      for (const policy of this.index.head.policies) {
        const least = policy.places.some((place) => place.startsWith(word)) ? this.weights.place
          : policy.said.includes(word) ? this.weights.context : 0;
        if (least) for (let unit = policy.first; unit < policy.end; unit += 1) use(unit, least);
      }
    }

    // How well each unit holds a concept, and how many do in earnest.
    value(concept) {
      const name = JSON.stringify([concept.word, concept.others]);
      if (this.values.has(name)) return this.values.get(name);
      const values = this.parts(concept);
      const { word } = concept;
      const length = Array.from(word).length;
      const inside = length === 1 ? ONE : length > 2 ? this.weights.part : this.weights.short_part;
      const take = ({ units, levels }, share) => {
        const worth = Array.from({ length: LEVELS + 1 }, (_, level) => valueOf(level, share));
        for (let at = 0; at < units.length; at += 1) {
          if (worth[levels[at]] > values[units[at]]) values[units[at]] = worth[levels[at]];
        }
      };
      take(this.within(queryGrams(word)), inside);
      for (const [other, share] of [[word, ONE], ...concept.others]) take(this.index.postings(`w${other}`), share);
      const found = { values, count: holders(values) };
      this.values.set(name, found);
      return found;
    }

    parts(concept) {
      const best = this.pieces(concept.word);
      if (concept.parts.length < FEW) return best;
      const sums = new Float64Array(this.size);
      let whole = 0;
      for (const part of concept.parts) {
        const { values, count } = this.value(part);
        const weight = Math.max(1, div(rarity(count, this.size) * part.weight, ONE));
        whole += weight;
        for (let unit = 0; unit < this.size; unit += 1) {
          if (values[unit]) sums[unit] += weight * (values[unit] < FULL ? values[unit] : FULL);
        }
      }
      for (let unit = 0; unit < this.size; unit += 1) {
        if (!sums[unit]) continue;
        const share = div(sums[unit] * ONE, whole * FULL);
        const value = div(this.weights.pieces * share * share, ONE * ONE);
        if (value > best[unit]) best[unit] = value;
      }
      return best;
    }

    // The units that hold all grams, with the least of their levels.
    within(grams) {
      const lists = grams.map((gram) => this.index.postings(`g${gram}`)).sort((one, other) => one.size - other.size);
      if (!lists.length || !lists[0].size) return NONE;
      if (lists.length === 1) return lists[0];
      const least = new Uint8Array(this.size);
      const [first, ...rest] = lists;
      for (let at = 0; at < first.size; at += 1) least[first.units[at]] = first.levels[at];
      let units = first.units;
      for (const list of rest) {
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

    pieces(word) {
      const grams = queryGrams(word);
      const found = new Int32Array(this.size);
      if (grams.length <= FEW) return found;
      for (const gram of grams) {
        for (const unit of this.index.postings(`g${gram}`).units) found[unit] += 1;
      }
      for (let unit = 0; unit < this.size; unit += 1) {
        const count = found[unit];
        if (!count) continue;
        found[unit] = count >= FEW && 2 * count >= grams.length ? div(this.weights.pieces * count * count, grams.length * grams.length) : 0;
      }
      return found;
    }

    phrase(query) {
      const grams = query.grams[0] || [];
      if (grams.length < FEW) return null;
      const shares = new Float64Array(this.size);
      let whole = 0;
      for (const gram of grams) {
        const { units, size } = this.index.postings(`g${gram}`);
        const weight = rarity(size, this.size);
        whole += weight;
        for (let at = 0; at < size; at += 1) shares[units[at]] += weight;
      }
      for (let unit = 0; unit < this.size; unit += 1) if (shares[unit]) shares[unit] = div(shares[unit] * ONE, whole);
      return shares;
    }
  }

  // --- where it stands: index/search/highlight ----------------------------------------------------------------

  const joined = (found) => {
    const spans = [];
    for (const [start, end] of found.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
      const last = spans.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else spans.push([start, end]);
    }
    return spans;
  };

  const placesOf = (key, word) => {
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

  const partsOf = (key, word) => {
    const places = [];
    for (let at = 0; at < word.length - 1;) {
      let length = word.length - at;
      let found = [];
      while (length >= 2 && !(found = placesOf(key, word.slice(at, at + length))).length) length -= 1;
      if (length >= 2) places.push(...found);
      at += Math.max(1, length);
    }
    return places;
  };

  // For each text its ranges, in code points, that hold what is wanted: each of `wanted` a word with its other names.
  const marked = (writing, texts, wanted, traditional) => {
    const found = texts.map(() => []);
    const forms = texts.flatMap((text, at) => writing.forms(text, traditional).map((form) => [at, form]));
    for (const names of wanted) {
      const words = names.map((name) => Array.from(name)).filter((word) => word.length);
      let here = forms.flatMap(([at, form]) => words.flatMap((word) => placesOf(form.key, word).map((place) => [at, form, place])));
      if (!here.length) here = forms.flatMap(([at, form]) => partsOf(form.key, words[0] || []).map((place) => [at, form, place]));
      for (const [at, form, [start, end]] of here) found[at].push([form.starts[start], form.ends[end - 1]]);
    }
    return found.map(joined);
  };

  // --- searching ----------------------------------------------------------------------------------------------

  class Search extends Index {
    // All hits, best first, each a unit with its score; what was understood; words mended.
    async find(text) {
      await this.open();
      const query = readQuery(text, this.writing);
      await this.needWords(unique(Array.from(query.pieces.join(""))));
      const vocabulary = new Vocabulary(this);
      const ranking = new Ranking(this);
      let concepts = vocabulary.concepts(query), mended = [];
      await this.needLists(ranking.features(query, concepts));
      let ranked = ranking.rank(query, concepts);
      if (!ranked.complete) {
        const better = corrections(query, vocabulary);
        if (better.mended.length) {
          ({ concepts, mended } = better);
          await this.needWords(unique(Array.from(mended.map(([, word]) => word).join(""))));
          concepts = corrections(query, vocabulary).concepts;
          await this.needLists(ranking.features(query, concepts));
          ranked = ranking.rank(query, concepts);
        }
      }
      let { hits } = ranked;
      const long = concepts.filter((one) => Array.from(one.word).length > 1);
      const telling = long.length ? long : concepts;
      const wanted = [...query.exact.map((phrase) => [phrase]), ...telling.map((one) => [one.word, ...one.others.map(([other]) => other)])];
      if (query.exact.length) hits = await this.holding(hits, query.exact, ranking);
      return { hits, query, concepts, mended, wanted };
    }

    // Exact phrases are looked up in the texts themselves.
    async holding(hits, exact, ranking) {
      await this.needLists(exact.flatMap(queryGrams).map((gram) => `g${gram}`));
      const lists = exact.map((phrase) => new Set(ranking.within(queryGrams(phrase)).units));
      const possible = hits.filter(({ unit }) => lists.every((list) => list.has(unit)));
      await this.needTexts(possible.map(({ unit }) => unit));
      return possible.filter(({ unit }) => {
        const { heading, text, policy } = this.unit(unit);
        const keys = [heading, text].flatMap((field) => this.writing.forms(field, policy.traditional).map((form) => form.key.join("")));
        return exact.every((phrase) => keys.some((key) => key.includes(phrase)));
      });
    }

    async show(hits, wanted) {
      await this.needTexts(hits.map(({ unit }) => unit));
      return hits.map(({ unit, score }) => {
        const shown = this.unit(unit);
        const [headingMarks, textMarks] = marked(this.writing, [shown.heading, shown.text], wanted, shown.policy.traditional);
        return { ...shown, score, headingMarks, textMarks };
      });
    }
  }

  window.policykitSearch = new Search(document.documentElement.dataset.content_root || "");
  window.policykitSearch.parts = { log2, queryGrams, route, readQuery, Writing, Vocabulary, Ranking, corrections, marked };
})();
