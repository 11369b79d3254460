// How far a value is from its target, and whether that is enough.
policykitSelfcheck.targets = (() => {
  "use strict";

  const { epsilon: EPSILON } = window.policykitRulebook.margins;

  /** @type {(left: number, right: number) => number} */
  const distance = (left, right) => Math.abs(left - right);

  // What a target that starts from another figure comes to.
  /** @type {(target: Target, other: number) => number} */
  const goalFrom = ({ grows, factor, change }, other) => (grows ? other * factor : other + change);

  // How much better than the target a value is; negative when it falls short.
  /** @type {(target: Target, value: number, other: number | null) => number} */
  const marginOf = (target, value, other) => {
    const { way, value2: high } = target;
    const low = target.value ?? 0;
    if (way === "between") return (high - low) / 2 - distance(value, (high + low) / 2);
    const against = target.compares ? goalFrom(target, other ?? 0) : low;
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

  return { goalFrom, marginOf, isReached, isAtLimit };
})();
