// Rows → .xlsx.
policykitSelfcheck.writer = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { letters } = kit.cells;
  const { fills } = window.policykitRulebook.page.report;

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const A4 = 9;
  /** @type {(text: string) => string} */
  const escaped = (text) =>
    text
      .replace(
        /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        "",
      )
      .replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  // --- how a cell looks ------------------------------------------------------------------------------------

  const FONTS = {
    plain: '<sz val="11"/>',
    bold: '<b/><sz val="11"/>',
    title: '<b/><sz val="14"/>',
    small: '<sz val="9"/><color rgb="FF595959"/>',
    link: '<u/><sz val="11"/><color rgb="FF0563C1"/>',
  };
  const COLOURS = { head: "DDEBF7", input: "FFFDE7", ...fills };
  /** @typedef {{ font?: keyof typeof FONTS, fill?: string, boxed?: boolean, wrapped?: boolean }} Style */
  /** @type {Record<string, Style>} */
  const STYLES = {
    plain: {},
    title: { font: "title" },
    bold: { font: "bold" },
    head: { font: "bold", fill: "head", boxed: true, wrapped: true },
    text: { wrapped: true },
    boxed: { boxed: true, wrapped: true },
    small: { font: "small", boxed: true, wrapped: true },
    input: { fill: "input", boxed: true },
    link: { font: "link", wrapped: true },
    ...Object.fromEntries(Object.keys(fills).map((state) => [state, { fill: state, wrapped: true }])),
  };
  const stylesXml = () => {
    const fonts = Object.keys(FONTS),
      colours = Object.keys(COLOURS);
    const filled = Object.values(COLOURS).map(
      (colour) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`,
    );
    const sides = ["left", "right", "top", "bottom"]
      .map((side) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`)
      .join("");
    const formats = Object.values(STYLES).map(({ font = "plain", fill, boxed, wrapped }) => {
      const [own, behind] = [fonts.indexOf(font), fill === undefined ? 0 : colours.indexOf(fill) + 2];
      const aligned = wrapped ? '<alignment vertical="top" wrapText="1"/>' : "";
      return `<xf numFmtId="0" fontId="${own}" fillId="${behind}" borderId="${Number(Boolean(boxed))}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${aligned}</xf>`;
    });
    return `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="${fonts.length}">${Object.values(FONTS)
      .map((font) => `<font>${font}</font>`)
      .join(
        "",
      )}</fonts><fills count="${colours.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${filled.join("")}</fills><borders count="2"><border/><border>${sides}</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  };
  const NUMBERS = new Map(Object.keys(STYLES).map((name, at) => [name, at]));

  // --- sheets ----------------------------------------------------------------------------------------------

  // A text is a text in the file, never a formula, whatever it begins with.
  /** @type {(given: SheetCell, row: number, column: number) => string} */
  const cellXml = (given, row, column) => {
    const { value, style = "plain" } = given !== null && typeof given === "object" ? given : { value: given };
    const number = NUMBERS.get(style) ?? 0;
    const start = `<c r="${letters(column)}${row + 1}"${number ? ` s="${number}"` : ""}`;
    if (value === null || value === undefined || value === "") return number ? `${start}/>` : "";
    if (typeof value === "number") return `${start}><v>${value}</v></c>`;
    return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  /** @type {(cells: string, rule: Choice) => string} */
  const choiceXml = (cells, { list, low = null, high = null, strict = true, title, text }) => {
    const told = `sqref="${cells}" allowBlank="1" showErrorMessage="${Number(strict)}" errorTitle="${escaped(title)}" error="${escaped(text)}"`;
    if (list)
      return `<dataValidation type="list" ${told}><formula1>"${escaped(list.join(","))}"</formula1></dataValidation>`;
    const operator = low === null ? "lessThanOrEqual" : high === null ? "greaterThanOrEqual" : "between";
    const second = operator === "between" ? `<formula2>${high}</formula2>` : "";
    return `<dataValidation type="decimal" errorStyle="warning" operator="${operator}" ${told}><formula1>${low ?? high}</formula1>${second}</dataValidation>`;
  };
  /** @type {(sheet: SheetRows) => string[]} the addresses that cells lead to, in order */
  const targetsOf = ([, rows]) =>
    rows
      .flat()
      .flatMap((given) => (given !== null && typeof given === "object" && given.link ? [given.link] : []));
  /** @type {(sheet: SheetRows) => string} */
  const sheetXml = ([, rows, look = {}]) => {
    const { widths = [], frozen, filter, choices = [], merged = [] } = look;
    const lines = rows.map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((value, column) => cellXml(value, row, column)).join("")}</row>`,
    );
    const columns = widths.map(
      (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    );
    const [down, across] = frozen ?? [0, 0];
    const pane = `<pane${across ? ` xSplit="${across}"` : ""}${down ? ` ySplit="${down}"` : ""} topLeftCell="${letters(across)}${down + 1}" activePane="${across && down ? "bottomRight" : down ? "bottomLeft" : "topRight"}" state="frozen"/>`;
    /** @type {string[]} */
    const links = [];
    rows.forEach((cells, row) =>
      cells.forEach((given, column) => {
        if (given !== null && typeof given === "object" && given.link)
          links.push(`<hyperlink ref="${letters(column)}${row + 1}" r:id="rId${links.length + 1}"/>`);
      }),
    );
    /** @type {(tag: string, inner: string[], counted?: boolean) => string} */
    const group = (tag, inner, counted = false) =>
      inner.length ? `<${tag}${counted ? ` count="${inner.length}"` : ""}>${inner.join("")}</${tag}>` : "";
    return [
      `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${LINKS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
      `<sheetViews><sheetView workbookViewId="0">${frozen ? pane : ""}</sheetView></sheetViews>`,
      group("cols", columns),
      `<sheetData>${lines.join("")}</sheetData>`,
      filter ? `<autoFilter ref="${filter}"/>` : "",
      group(
        "mergeCells",
        merged.map((cells) => `<mergeCell ref="${cells}"/>`),
        true,
      ),
      group(
        "dataValidations",
        choices.map(([cells, rule]) => choiceXml(cells, rule)),
        true,
      ),
      group("hyperlinks", links),
      `<pageSetup paperSize="${A4}" orientation="landscape" fitToHeight="0"/></worksheet>`,
    ].join("");
  };

  // [[name of sheet, rows of texts and numbers, how it looks], …] → the bytes of a workbook.
  /** @type {(sheets: SheetRows[]) => Uint8Array<ArrayBuffer>} */
  const write = (sheets) => {
    /** @type {(make: (name: string, at: number) => string) => string} */
    const each = (make) => sheets.map(([name], at) => make(name, at + 1)).join("");
    /** @type {(id: string, type: string, target: string, more?: string) => string} */
    const relation = (id, type, target, more = "") =>
      `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"${more}/>`;
    /** @type {(inner: string) => string} */
    const relations = (inner) =>
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
    const types = each(
      (_, at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${OFFICE}.worksheet+xml"/>`,
    );
    const names = sheets.flatMap(([name, , look], at) =>
      look?.heads
        ? [
            `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${escaped(name)}'!$1:$${look.heads}</definedName>`,
          ]
        : [],
    );
    /** @type {[string, string][]} */
    const outward = sheets.flatMap((sheet, at) => {
      const leading = targetsOf(sheet).map((target, number) =>
        relation(`rId${number + 1}`, "hyperlink", escaped(target), ' TargetMode="External"'),
      );
      return leading.length
        ? [[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, relations(leading.join(""))]]
        : [];
    });
    return kit.archive.pack([
      [
        "[Content_Types].xml",
        `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${OFFICE}.styles+xml"/>${types}</Types>`,
      ],
      ["_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))],
      [
        "xl/workbook.xml",
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${each((name, at) => `<sheet name="${escaped(name)}" sheetId="${at}" r:id="rId${at}"/>`)}</sheets>${names.length ? `<definedNames>${names.join("")}</definedNames>` : ""}</workbook>`,
      ],
      [
        "xl/_rels/workbook.xml.rels",
        relations(
          each((_, at) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`)) +
            relation(`rId${sheets.length + 1}`, "styles", "styles.xml"),
        ),
      ],
      ["xl/styles.xml", stylesXml()],
      ...outward,
      ...sheets.map(
        (sheet, at) =>
          /** @type {[string, string]} */ ([`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]),
      ),
    ]);
  };

  return { write };
})();
