// Rows → .xlsx.
policykitSelfcheck.writer = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { letters } = kit.cells;

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  /** @type {(text: string) => string} */
  const escaped = (text) =>
    text
      .replace(
        /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        "",
      )
      .replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  // A text is a text in the file, never a formula, whatever it begins with.
  /** @type {(value: string | number | null, row: number, column: number) => string} */
  const cellXml = (value, row, column) => {
    const address = `r="${letters(column)}${row + 1}"`;
    if (value === null || value === undefined || value === "") return "";
    if (typeof value === "number") return `<c ${address}><v>${value}</v></c>`;
    return `<c ${address} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  /** @type {(rows: (string | number | null)[][]) => string} */
  const sheetXml = (rows) => {
    const lines = rows.map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((value, column) => cellXml(value, row, column)).join("")}</row>`,
    );
    return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  };

  /** @type {(name: string, rows: (string | number | null)[][]) => [string, string]} */
  const sheetPart = (name, rows) => [name, sheetXml(rows)];

  // [[name of sheet, rows of texts and numbers], …] → the bytes of a workbook.
  /** @type {(sheets: SheetRows[]) => Uint8Array<ArrayBuffer>} */
  const write = (sheets) => {
    /** @type {(make: (name: string, at: number) => string) => string} */
    const each = (make) => sheets.map(([name], at) => make(name, at + 1)).join("");
    /** @type {(id: string, type: string, target: string) => string} */
    const relation = (id, type, target) =>
      `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
    /** @type {(inner: string) => string} */
    const relations = (inner) =>
      `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
    const types = each(
      (_, at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${OFFICE}.worksheet+xml"/>`,
    );
    return kit.archive.pack([
      [
        "[Content_Types].xml",
        `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/>${types}</Types>`,
      ],
      ["_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))],
      [
        "xl/workbook.xml",
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${each((name, at) => `<sheet name="${escaped(name)}" sheetId="${at}" r:id="rId${at}"/>`)}</sheets></workbook>`,
      ],
      [
        "xl/_rels/workbook.xml.rels",
        relations(each((_, at) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`))),
      ],
      ...sheets.map(([, rows], at) => sheetPart(`xl/worksheets/sheet${at + 1}.xml`, rows)),
    ]);
  };

  return { write };
})();
