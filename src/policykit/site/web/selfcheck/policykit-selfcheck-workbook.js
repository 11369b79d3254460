// .xlsx → sheets: rows of cells, values only.
policykitSelfcheck.workbook = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { problem, Refused } = kit.words;
  const { Sheet, EMPTY, children, child, meaning, stylesOf, textOf, valueOf } = kit.cells;
  const { entriesOf, bytesOf } = kit.archive;
  const { Scan, Excess } = kit.scan;
  const { parse: parsed } = kit.xml;
  const say = window.policykitRulebook.page;

  const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml";
  const { limits } = window.policykitRulebook.words;
  const { FIRST_1900, FIRST_1904 } = kit.cells;

  // --- large parts ---------------------------------------------------------------------------------------

  const PIECE = 2 ** 16; // signs of XML that are parsed at once
  /**
   * A part of which the items of one element are parsed piece by piece, and the rest at once.
   * @typedef {{ frame: XmlElement, pieces: () => AsyncGenerator<XmlElement> }} Pieces
   */
  /** @type {(text: string, holder: string, item: string) => Pieces} */
  const inPieces = (text, holder, item) => {
    const opening = new RegExp(`<(?:[\\w.-]+:)?${holder}(?=[\\s>])[^<>]*[^<>/]?>`).exec(text);
    const ending = [...text.matchAll(new RegExp(`</(?:[\\w.-]+:)?${holder}\\s*>`, "g"))].at(-1);
    // Where an item's end may stand in a comment or as text it is no end.
    if (!opening || opening[0].endsWith("/>") || !ending || /<!--|<!\[CDATA\[/.test(text)) {
      const root = parsed(text);
      const held = root.localName === holder ? root : child(root, holder);
      return {
        frame: root,
        async *pieces() {
          yield* children(held, item);
        },
      };
    }
    const start = opening.index + opening[0].length;
    const [before, after] = [text.slice(0, start), text.slice(ending.index)];
    const frame = parsed(before + after);
    const end = new RegExp(`</(?:[\\w.-]+:)?${item}\\s*>`, "g");
    return {
      frame,
      async *pieces() {
        for (let at = start; at < ending.index;) {
          end.lastIndex = Math.min(at + PIECE, ending.index);
          const found = end.exec(text);
          const stop = found && found.index < ending.index ? end.lastIndex : ending.index;
          const root = parsed(before + text.slice(at, stop) + after);
          yield* children(root.localName === holder ? root : child(root, holder), item);
          at = stop;
          if (kit.pace.due()) await kit.pace.rest("reading", at, text.length);
        }
      },
    };
  };

  // --- sheets ------------------------------------------------------------------------------------------

  const ADDRESS = /^\$?([A-Za-z]{1,3})\$?(\d+)$/;
  /** @type {(text: string) => [number, number]} */
  const addressOf = (text) => {
    const [, name, row] = ADDRESS.exec(text) ?? [];
    if (!name) throw new Error("no address");
    const column = [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    return [Number(row) - 1, column - 1];
  };

  /** @type {(code: string, file: string, values: Values) => Error} */
  const refused = (code, file, values) => new Refused([problem(code, values, file)]);
  /** @type {(file: string, format: string) => Error} */
  const unreadable = (file, format) => refused("PK303", file, { format });

  /**
   * What the sheets of a file share; `first` is the day that it counts from.
   * @typedef {{ file: string, strings: string[], styles: Style[], first: number }} About
   */

  /** @type {(one: XmlElement) => boolean} */
  const isHidden = (one) => !["", "0", "f", "false"].includes(one.getAttribute("hidden") ?? "");
  // The columns that nobody sees.
  /** @type {(frame: XmlElement) => Set<number>} */
  const hiddenColumns = (frame) => {
    const columns = children(frame, "cols").flatMap((one) => children(one, "col"));
    const last = new Map(columns.map((one) => [Number(one.getAttribute("min")), one]));
    /** @type {Set<number>} */
    const found = new Set();
    for (const [least, one] of last) {
      const most = Math.min(Number(one.getAttribute("max") ?? 0), limits.columns);
      if (isHidden(one)) for (let at = least || 1; at <= most; at += 1) found.add(at - 1);
    }
    return found;
  };

  /** @type {(part: Pieces, title: string, about: About) => Promise<[Cell[][], Omit<Unseen, "sheet">]>} */
  const rowsOf = async ({ frame, pieces }, title, about) => {
    const { file, strings, styles, first } = about;
    /** @type {[number, number, Cell][]} */
    const found = [];
    /** @type {Set<number>} */
    const hidden = new Set();
    let row = -1,
      width = 0,
      height = 0;
    for await (const element of pieces()) {
      row = element.hasAttribute("r") ? Math.trunc(Number(element.getAttribute("r"))) - 1 : row + 1;
      const isFlat = element.hasAttribute("ht") && Number(element.getAttribute("ht")) === 0;
      if (isHidden(element) || isFlat) hidden.add(row);
      else if (element.attributeNames.some((name) => !["r", "spans"].includes(name))) hidden.delete(row);
      let column = -1;
      for (const one of children(element, "c")) {
        const address = one.getAttribute("r");
        const [at, across] = address ? addressOf(address) : [row, column + 1];
        column = across;
        found.push([
          at,
          across,
          valueOf(one, strings, styles[Number(one.getAttribute("s") ?? 0)] ?? styles[0], first),
        ]);
        [width, height] = [Math.max(width, across + 1), Math.max(height, at + 1)];
      }
    }
    const merged = children(child(frame, "mergeCells"), "mergeCell").map((one) => {
      const [from, to = from] = (one.getAttribute("ref") ?? "").split(":").map(addressOf);
      [width, height] = [Math.max(width, to[1] + 1), Math.max(height, to[0] + 1)];
      return { from, to };
    });
    if (height > limits.rows || width > limits.columns || height * width > limits.cells) {
      throw refused("PK304", file, {
        size: kit.words.fill(say.refused.sheet, { name: title, rows: height, columns: width }),
      });
    }
    const unseen = { rows: hidden, columns: hiddenColumns(frame) };
    if (!found.length) return [[], unseen];
    /** @type {Cell[][]} */
    const rows = Array.from({ length: height }, () => new Array(width).fill(EMPTY));
    for (const [at, across, value] of found) rows[at][across] = value;
    for (const { from, to } of merged) {
      // Only the first cell holds anything; a name over the rows of two years stands for both.
      const kept = rows[from[0]][from[1]];
      for (let at = from[0]; at <= to[0]; at += 1) rows[at].fill(EMPTY, from[1], to[1] + 1)[from[1]] = kept;
    }
    return [rows, unseen];
  };

  /** @type {(folder: string, target: string) => string} */
  const inFolder = (folder, target) => {
    if (target.startsWith("/")) return target.slice(1);
    const parts = [];
    for (const part of `${folder}/${target}`.split("/")) {
      if (part === "..") parts.pop();
      else if (part && part !== ".") parts.push(part);
    }
    return parts.join("/");
  };

  // The sheets of a workbook, and whether it has macros or links to other files, which are never read.
  /** @type {(bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<[Sheet[], boolean]>} */
  const read = async (bytes, file) => {
    let entries;
    try {
      entries = entriesOf(bytes);
    } catch {
      throw unreadable(file, say.refused.archive);
    }
    if (!entries.has("xl/workbook.xml")) {
      throw unreadable(file, entries.has("word/document.xml") ? say.refused.word : say.refused.other);
    }
    const foreign = [...entries.keys()].some(
      (name) => name.includes("vbaProject") || name.includes("externalLink"),
    );
    try {
      // What it says to hold, before any is unpacked; a part that holds more is refused as it is read.
      const said = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0);
      new Scan().unpacked(said);
      return [await sheetsOf(bytes, entries, file), foreign];
    } catch (error) {
      if (error instanceof Excess) throw refused("PK304", file, { size: error.size });
      throw error instanceof Refused ? error : unreadable(file, say.refused.workbook);
    }
  };

  /**
   * @type {(
   *   bytes: Uint8Array<ArrayBuffer>,
   *   entries: Map<string, Entry>,
   *   file: string,
   * ) => Promise<Sheet[]>}
   */
  const sheetsOf = async (bytes, entries, file) => {
    /** @type {Map<string, string>} */
    const texts = new Map();
    /** @type {(name: string) => Promise<string>} */
    const textIn = async (name) => {
      const entry = entries.get(name);
      if (!entry) throw new Error(`no ${name}`);
      return texts.get(name) ?? new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(bytes, entry));
    };
    const scan = new Scan();
    for (const name of [...entries.keys()].filter((one) => /^xl\/.*\.xml$/.test(one)).sort()) {
      texts.set(name, await textIn(name));
      await scan.feed(name, texts.get(name) ?? "");
    }
    /** @type {(name: string) => Promise<XmlElement>} */
    const tree = async (name) => parsed(await textIn(name));
    const types = [...(await tree("[Content_Types].xml")).children];
    const named = types.find((one) => one.getAttribute("ContentType") === STRINGS)?.getAttribute("PartName");
    const strings = [];
    if (named) {
      const table = inPieces(await textIn(named.slice(1)), "sst", "si");
      for await (const one of table.pieces()) strings.push(textOf(one).replaceAll("x005F_", ""));
    }
    const styles = entries.has("xl/styles.xml") ? stylesOf(await tree("xl/styles.xml")) : [meaning("")];
    const root = await tree("xl/workbook.xml");
    const is1904 = ["1", "true"].includes(child(root, "workbookPr")?.getAttribute("date1904") ?? "");
    const about = { file, strings, styles, first: is1904 ? FIRST_1904 : FIRST_1900 };
    const links = new Map(
      [...(await tree("xl/_rels/workbook.xml.rels")).children].map((one) => [one.getAttribute("Id"), one]),
    );
    const sheets = [];
    for (const one of children(child(root, "sheets"), "sheet")) {
      const id = one.getAttributeNS(LINKS, "id");
      if (!id) continue;
      /** @type {(name: string) => string} */
      const attribute = (name) => {
        const value = links.get(id)?.getAttribute(name) ?? null;
        if (value === null) throw new Error(`no ${name}`);
        return value;
      };
      const part = inFolder("xl", attribute("Target"));
      if (!entries.has(part) || attribute("Type").includes("chartsheet")) continue;
      const name = one.getAttribute("name") ?? "";
      const [rows, unseen] = await rowsOf(inPieces(await textIn(part), "sheetData", "row"), name, about);
      const isUnseen = (one.getAttribute("state") ?? "visible") !== "visible";
      sheets.push(new Sheet(file, name, rows, { ...unseen, sheet: isUnseen }));
    }
    return sheets;
  };

  return { read, refused };
})();
