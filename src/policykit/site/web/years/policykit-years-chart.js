// Small drawings: a line over periods with its targets, how many lie where, and a line for each of many.
policykitYears.chart = (() => {
  "use strict";

  const { endOf, timeOf, isNumber, written, fill } = policykitYears.model;
  const SVG = "http://www.w3.org/2000/svg";

  /** @typedef {Record<string, string | number>} About */
  /** @type {(tag: string, attributes?: About, ...content: (Node | string)[]) => SVGElement} */
  const draw = (tag, attributes = {}, ...content) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.append(...content);
    return made;
  };
  /** @type {(width: number, height: number, label: string, ...content: Node[]) => SVGElement} */
  const picture = (width, height, label, ...content) =>
    draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...content);

  /** @typedef {(value: number) => number} Scale */
  /** @type {(from: [number, number], to: [number, number]) => Scale} */
  const scale =
    ([low, high], [start, end]) =>
    (value) =>
      high === low ? (start + end) / 2 : start + ((value - low) / (high - low)) * (end - start);
  /** @type {(values: number[]) => [number, number]} */
  const around = (values) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low || Math.abs(high) || 1) * 0.12;
    return [low - room, high + room];
  };

  const WIDE = { width: 640, height: 250, left: 56, right: 92, top: 18, bottom: 212 };
  // What words of the drawing take, in its units: half a figure, from its foot to its middle, from one
  // line of words to the next; the name of a target; a year.
  const FIGURE = { half: 22, middle: 5, high: 12 };
  const NAME = 60;
  const WHEN = 60;

  // A unit's values over the periods; each target a broken line up to its day, with a diamond there.
  /**
   * @type {(
   *   points: { period: YearsPeriod, value: number }[],
   *   targets: YearsTarget[],
   *   words: { label: string, unit: string, target: string, due: string },
   * ) => SVGElement}
   */
  const line = (points, targets, words) => {
    const dated = targets.filter(({ due }) => due);
    const times = [
      ...points.map(({ period }) => endOf(period)),
      ...dated.map(({ due }) => timeOf(due ?? "")),
    ];
    const { width, height, left, right, top, bottom } = WIDE;
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const x = scale([first, last], [left, width - right]);
    const y = scale(around([...points, ...targets].map(({ value }) => value)), [bottom, top]);
    const marks = [];
    // The latest first: the name of an earlier one lies over its line, and is not struck out by it.
    const ordered = [...targets].sort((one, other) => (other.due ?? "9999").localeCompare(one.due ?? "9999"));
    for (const target of ordered) {
      const to = target.due ? x(timeOf(target.due)) : width - right;
      const at = y(target.value);
      marks.push(
        draw("line", { class: "years-target", x1: left, x2: to, y1: at, y2: at }),
        draw("path", { class: "years-due", d: `M${to - 6} ${at}l6 -6l6 6l-6 6z` }),
        draw(
          "text",
          { class: "years-target-text", x: to + 10, y: at + 4 },
          fill(words.target, { value: written(target.value) }),
        ),
      );
    }
    const path = points
      .map(
        ({ period, value }, at) => `${at ? "L" : "M"}${x(endOf(period)).toFixed(1)} ${y(value).toFixed(1)}`,
      )
      .join("");
    const every = Math.ceil(points.length / 8);
    // A figure stands above its point, or below where a target's line or name would run through it.
    /** @type {(across: number, up: number) => boolean} */
    const isFree = (across, up) =>
      up < bottom &&
      targets.every((target) => {
        const to = target.due ? x(timeOf(target.due)) : width - right;
        const off = Math.abs(up - FIGURE.middle - y(target.value));
        return across - FIGURE.half > to + NAME || off > FIGURE.high;
      });
    /** @type {(across: number, up: number) => number} */
    const beside = (across, up) => {
      const [above, below] = [up - 10, up + 20];
      return isFree(across, above) || !isFree(across, below) ? above : below;
    };
    const dots = points.flatMap(({ period, value }, at) => {
      const [across, up] = [x(endOf(period)), y(value)];
      const isTold = (points.length - 1 - at) % every === 0;
      return [
        draw("circle", { class: "years-dot", cx: across, cy: up, r: 4 }),
        ...(isTold
          ? [
              draw("text", { class: "years-value", x: across, y: beside(across, up) }, written(value)),
              draw("text", { class: "years-when", x: across, y: bottom + 24 }, period[0]),
            ]
          : []),
      ];
    });
    // A target that is due where no figure stands says when.
    /** @type {number[]} */
    const told = points.map(({ period }) => x(endOf(period)));
    const dues = dated.flatMap(({ due }) => {
      const across = x(timeOf(due ?? ""));
      if (told.some((other) => Math.abs(other - across) < WHEN)) return [];
      told.push(across);
      const year = fill(words.due, { year: (due ?? "").slice(0, 4) });
      return [draw("text", { class: "years-when", x: across, y: bottom + 24 }, year)];
    });
    const axis = draw("line", { class: "years-axis", x1: left, x2: width - right, y1: bottom, y2: bottom });
    const unit = draw("text", { class: "years-unit", x: 4, y: 14 }, words.unit);
    return picture(
      width,
      height,
      words.label,
      axis,
      unit,
      ...marks,
      draw("path", { class: "years-line", d: path }),
      ...dots,
      ...dues,
    );
  };

  // How many units lie in each step; the step of one's own is told by a triangle and its name.
  /**
   * @type {(
   *   steps: [number, number, number][],
   *   own: { name: string, value: number | null },
   *   words: { label: string, unit: string },
   * ) => SVGElement}
   */
  const bars = (steps, own, words) => {
    const { width, height, left, top, bottom } = WIDE;
    const most = Math.max(...steps.map(([, , count]) => count));
    const [low, high] = [steps[0][0], steps[steps.length - 1][1]];
    const end = width - 24;
    const x = scale([low, high], [left, end]);
    const y = scale([0, most], [bottom, top + 20]);
    const size = (end - left) / steps.length;
    const drawn = steps.flatMap(([, , count], at) => {
      const start = left + at * size;
      return [
        draw("rect", {
          class: "years-bar",
          x: start + 1,
          y: y(count),
          width: size - 2,
          height: bottom - y(count),
        }),
        ...(count
          ? [draw("text", { class: "years-value", x: start + size / 2, y: y(count) - 5 }, String(count))]
          : []),
      ];
    });
    const ticks = [low, (low + high) / 2, high].map((value, at) =>
      draw(
        "text",
        {
          class: "years-when",
          x: low === high ? (left + end) / 2 : x(value),
          y: bottom + 34,
          "text-anchor": ["start", "middle", "end"][at],
        },
        written(value) + words.unit,
      ),
    );
    const mine = [];
    if (isNumber(own.value)) {
      const at = x(own.value);
      const anchor = at > width * 0.75 ? "end" : at < width * 0.25 ? "start" : "middle";
      mine.push(
        draw("path", { class: "years-own", d: `M${at} ${bottom + 2}l7 12h-14z` }),
        draw("text", { class: "years-own-text", x: at, y: 14, "text-anchor": anchor }, own.name),
        draw("line", { class: "years-own-line", x1: at, x2: at, y1: 20, y2: bottom }),
      );
    }
    const axis = draw("line", { class: "years-axis", x1: left, x2: end, y1: bottom, y2: bottom });
    return picture(
      width,
      height,
      words.label,
      axis,
      ...drawn,
      ...(low === high ? ticks.slice(1, 2) : ticks),
      ...mine,
    );
  };

  // A line without figures, on the scale that all of them share.
  /** @typedef {[number, number]} Pair */
  /** @type {(points: Pair[], span: Pair, range: Pair, label: string) => SVGElement} */
  const small = (points, span, range, label) => {
    const x = scale(span, [4, 136]),
      y = scale(range, [44, 6]);
    const path = points
      .map(([time, value], at) => `${at ? "L" : "M"}${x(time).toFixed(1)} ${y(value).toFixed(1)}`)
      .join("");
    const [time, value] = points[points.length - 1];
    return picture(
      140,
      50,
      label,
      draw("path", { class: "years-line", d: path }),
      draw("circle", { class: "years-dot", cx: x(time), cy: y(value), r: 3.5 }),
    );
  };

  return { line, bars, small, around };
})();
