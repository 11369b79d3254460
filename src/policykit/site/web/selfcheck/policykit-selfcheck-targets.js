// How far a value is from its target, and whether that is enough.
policykitSelfcheck.targets = (() => {
  "use strict";

  const { epsilon: EPSILON } = window.policykitRulebook.margins;

  /** @type {(left: number, right: number) => number} */
  const distance = (left, right) => Math.abs(left - right);

  // What a target that starts from another figure comes to; a yearly average over so many years.
  /** @type {(target: Target, other: number, years: number) => number} */
  const goalFrom = ({ grows, factor, change, average }, other, years) => {
    if (grows) return other * (average ? factor ** years : factor);
    return other + (average ? change * years : change);
  };
  // Over how many years a yearly average is; 1 of any other change.
  /** @type {(target: Target, year: number | null) => number | null} */
  const yearsOf = ({ average, base }, year) => {
    if (!average || base === null) return 1;
    return year !== null && year > base ? year - base : null;
  };

  // How much better than the target a value is; negative when it falls short.
  /** @type {(target: Target, value: number, other: number | null, years?: number) => number} */
  const marginOf = (target, value, other, years = 1) => {
    const { way, value2: high } = target;
    const low = target.value ?? 0;
    if (way === "between") return (high - low) / 2 - distance(value, (high + low) / 2);
    const against = target.compares ? goalFrom(target, other ?? 0, years) : low;
    if (way === "==" || way === "approx") return target.tolerance - distance(value, against);
    const margin = way === "<=" || way === "<" ? against - value : value - against;
    return target.tolerance ? margin + target.tolerance : margin;
  };
  /** @type {(target: Target, margin: number) => boolean} */
  const isReached = ({ way, precision }, margin) => {
    if (precision) return margin > EPSILON - precision;
    return way === ">" || way === "<" ? margin > EPSILON : margin >= -EPSILON;
  };
  // Whether a trend has come to its natural bound: no deaths, 100%.
  /** @type {(rule: Requirement, value: number | null) => boolean} */
  const isAtLimit = ({ limit, target }, value) =>
    limit !== null &&
    value !== null &&
    (target.way.startsWith(">") ? value >= limit - EPSILON : value <= limit + EPSILON);

  return { goalFrom, yearsOf, marginOf, isReached, isAtLimit };
})();
