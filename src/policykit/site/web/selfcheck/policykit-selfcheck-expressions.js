// What an expression comes to: a tree, as Python exports it.
policykitSelfcheck.expressions = (() => {
  "use strict";

  /** @type {Record<string, (left: number, right: number) => number>} */
  const OPERATIONS = {
    "+": (left, right) => left + right,
    "-": (left, right) => left - right,
    "*": (left, right) => left * right,
    "/": (left, right) => left / right,
    "%": (left, right) => left % right,
    abs: (operand) => Math.abs(operand),
    "<": (left, right) => Number(left < right),
    "<=": (left, right) => Number(left <= right),
    ">=": (left, right) => Number(left >= right),
    "==": (left, right) => Number(left === right),
    and: (left, right) => Number(isTrue(left) && isTrue(right)),
    or: (left, right) => Number(isTrue(left) || isTrue(right)),
    not: (operand) => Number(!isTrue(operand)),
  };

  /** @type {(number: number) => boolean} */
  const isTrue = (number) => number !== 0;

  // The value of a tree: a number, the name of a variable, or an operation before its operands.
  /** @type {(tree: Tree, figures: Map<string, number>) => number} */
  const compute = (tree, figures) => {
    if (typeof tree === "number") return tree;
    if (typeof tree === "string") return figures.get(tree) ?? NaN;
    const [operation, ...operands] = tree;
    const [left, right] = operands.map((operand) => compute(operand, figures));
    return OPERATIONS[operation](left, right);
  };

  return { compute };
})();
