// Which of the heads looked for a head is, and what its brackets say of it: as policykit.figures.vocabulary.
policykitSelfcheck.heads = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { plain, key, formsOf, insides, unitFactor, strip } = kit.words;

  const { between, harmless, mark, other: others } = book.words.qualifiers;
  const BETWEEN = new RegExp(between, "u"),
    MARK = new RegExp(`^(?:${mark})$`, "u"),
    OTHER = new RegExp(`^(?:${others})$`, "u"),
    HARMLESS = new Set(harmless.map(key));

  const MAGNITUDES = new Set(Object.keys(book.words.magnitudes).join(""));
  /** @type {(text: string) => boolean} */
  const isUnit = (text) => {
    const signs = Array.from(text);
    while (signs.length && MAGNITUDES.has(signs[0])) signs.shift();
    const unit = signs.join("");
    if (!unit) return Boolean(text);
    return book.words.same_units.some((group) => group.includes(unit) || group.includes(text));
  };

  /** @type {(inside: string) => string[]} */
  const partsOf = (inside) => inside.split(BETWEEN);

  /** @type {(part: string, unit: string) => boolean} */
  const isHarmless = (part, unit) => {
    const text = plain(part);
    if (!text || HARMLESS.has(key(text))) return true;
    return isUnit(text) || unitFactor(text, unit) !== null || MARK.test(text);
  };
  // The period that brackets name, and what in them is no unit, year, mark or harmless word.
  /** @type {(inside: string, unit: string) => { period: Period | null, other: string }} */
  const says = (inside, unit) => {
    let period = null,
      other = "";
    if (isHarmless(inside, unit)) return { period, other };
    for (const part of partsOf(inside)) {
      if (isHarmless(part, unit)) continue;
      const own = kit.period.read(part);
      period = period ?? own;
      other = other || (own ? "" : part);
    }
    const whole = other ? kit.period.read(inside) : null;
    return whole ? { period: whole, other: "" } : { period, other };
  };
  // Which of the heads looked for this one is; `units` gives the unit of each, null of one that is no figure.
  /** @type {(text: string, units: Map<string, string | null>) => Head | null} */
  const headIn = (text, units) => {
    /** @type {Head | null} */
    let best = null;
    for (const [name, dropped] of formsOf(text)) {
      const unit = units.get(name);
      if (unit === undefined) continue;
      if (unit === null) return { key: name, period: null, other: "" };
      const said = dropped.map((inside) => says(inside, unit));
      const period = said.map((one) => one.period).find(Boolean) ?? null;
      const other = said.map((one) => one.other).find(Boolean) ?? "";
      if (!other) return { key: name, period, other };
      best = best ?? { key: name, period, other };
    }
    return best;
  };

  // A head with its unit behind a stroke as one with it in brackets: 医药费用/万元.
  /** @type {(text: string) => string} */
  const unitBehind = (text) => {
    const told = plain(text),
      at = told.lastIndexOf("/");
    return at > 0 && isUnit(told.slice(at + 1)) ? `${told.slice(0, at)}(${told.slice(at + 1)})` : text;
  };
  /** @type {(text: string) => string} */
  const outside = (text) => insides(text).reduce((rest, inside) => cut(rest, inside), text);
  /** @type {(text: string, inside: string) => string} */
  const cut = (text, inside) => {
    const at = text.search(/[([{【〔][^()[\]{}【】〔〕]*[)\]}】〕]/u);
    return text.slice(0, at) + text.slice(at + inside.length + 2);
  };
  // A head with what stands above or below it in brackets: 医药费用 above 计划（万元）.
  /** @type {(head: string, word: string) => string} */
  const qualified = (head, word) => {
    const [own, more] = [plain(head), plain(word)];
    const inside = [...insides(more), ...insides(own)].map((part) => `(${part})`).join("");
    return `${outside(own)}(${outside(more)})${inside}`;
  };
  // Whether a head over several says that those below are other figures: 计划, 上年, 增长率.
  /** @type {(text: string) => boolean} */
  const isOther = (text) => OTHER.test(key(outside(plain(text))));

  // The unit that a head names in brackets or behind a stroke, the last that it has; empty without one.
  /** @type {(text: string, wanted: string) => string} */
  const unitOf = (text, wanted) => {
    const parts = insides(plain(unitBehind(text))).flatMap((inside) => [inside, ...partsOf(inside)]);
    const fitting = parts.filter((part) => strip(part) && unitFactor(part, wanted) !== null);
    return fitting.at(-1) ?? parts.filter(isUnit).at(-1) ?? "";
  };

  // A head with the unit of a group of heads above it, where it has none and that measures what is wanted.
  /** @type {(own: string, group: string, wanted: string) => string} */
  const countedIn = (own, group, wanted) => {
    const unit = unitOf(own, wanted) ? "" : unitOf(group, wanted);
    return unit && unitFactor(unit, wanted) !== null ? `${own}（${unit}）` : own;
  };

  return { headIn, unitBehind, qualified, isOther, isUnit, unitOf, countedIn };
})();
