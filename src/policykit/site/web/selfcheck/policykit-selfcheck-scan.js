// What the XML of a workbook asks for, counted before anything is built of it: as policykit.figures.limits.
policykitSelfcheck.scan = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { fill } = kit.words;
  const { limits } = window.policykitRulebook.words;
  const { refused: say } = window.policykitRulebook.page;

  const AREAS = new Set(["mergeCell", "hyperlink", "comment"]); // a `ref` of theirs is every cell of the area
  const MEGABYTE = 2 ** 20;
  const SKIPPED = String.raw`<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!ENTITY`;
  const TAG = String.raw`<(\/?)(?:[^\s<>/:"']+:)?([^\s<>/:"']+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>`;
  const REF = /\sref\s*=\s*["']([^"']*)["']/;
  const AREA = /^\$?([A-Za-z]{1,3})\$?(\d+):\$?([A-Za-z]{1,3})\$?(\d+)$/;

  // A limit that is exceeded, in the words of a refusal.
  class Excess extends Error {
    /**
     * @param {string} what
     * @param {Values} values
     */
    constructor(what, values = {}) {
      super(what);
      this.size = fill(say[what], values);
    }
  }

  /** @type {(name: string) => number} */
  const columnOf = (name) =>
    [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

  class Scan {
    constructor() {
      this.bytes = 0;
      this.cells = 0;
      this.elements = 0;
    }

    /** @param {number} bytes */
    unpacked(bytes) {
      this.bytes += bytes;
      if (this.bytes > limits.unpacked)
        throw new Excess("unpacked", { size: Math.floor(this.bytes / MEGABYTE) });
    }

    // Counts one part; stops where a limit is exceeded, before the rest is looked at.
    /**
     * @param {string} name
     * @param {string} text
     */
    async feed(name, text) {
      let rows = 0,
        depth = 0;
      const tags = new RegExp(`${SKIPPED}|${TAG}`, "g");
      /** @type {(bottom: number, right: number) => void} */
      const check = (bottom, right) => {
        if (bottom > limits.rows || right > limits.columns || this.cells > limits.cells)
          throw new Excess("counted", {
            name: name.split("/").at(-1) ?? name,
            rows: bottom,
            cells: this.cells,
          });
      };
      for (let found = tags.exec(text); found; found = tags.exec(text)) {
        const [whole, closing, tag, rest] = found;
        if (whole === "<!ENTITY") throw new Excess("entities"); // no writer of workbooks declares any
        if (!tag) continue;
        if (closing) {
          depth -= 1;
          continue;
        }
        this.elements += 1;
        if (depth + 1 > limits.depth) throw new Excess("depth", { name, most: limits.depth });
        if (this.elements > limits.elements) throw new Excess("elements", { most: limits.elements });
        if (!rest.endsWith("/")) depth += 1;
        if (tag === "row") check((rows += 1), 0);
        else if (tag === "c") {
          this.cells += 1;
          check(rows, 0);
        } else if (AREAS.has(tag)) {
          const [, left, top, right, bottom] = AREA.exec(REF.exec(rest)?.[1] ?? "") ?? [];
          if (!left) continue;
          const height = Number(bottom) - Number(top) + 1,
            width = columnOf(right) - columnOf(left) + 1;
          this.cells += Math.max(0, height) * Math.max(0, width);
          check(Number(bottom), columnOf(right));
        }
        if (this.elements % 1000 === 0 && kit.pace.due())
          await kit.pace.rest("reading", tags.lastIndex, text.length);
      }
    }
  }

  return { Scan, Excess };
})();
