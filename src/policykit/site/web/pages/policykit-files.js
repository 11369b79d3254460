// Files that come in: chosen, or dropped on a place, also in folders.
const policykitFiles = (() => {
  "use strict";

  /** @typedef {[name: string, file: File]} Named */

  // Files of folders that are dropped, with their folders' names as `policykit collect` has them.
  /** @type {(entry: any, before: string) => Promise<Named[]>} */
  const filesIn = async (entry, before) => {
    if (entry.isFile) {
      /** @type {File} */
      const one = await new Promise((resolve, reject) => entry.file(resolve, reject));
      return [[before + one.name, one]];
    }
    const reader = entry.createReader(),
      found = [];
    for (;;) {
      /** @type {any[]} */
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return found.flat();
      for (const inner of some) found.push(await filesIn(inner, `${before}${entry.name}/`));
    }
  };
  /** @type {(event: DragEvent) => Promise<Named[]>} */
  const dropped = async (event) => {
    const items = [...(event.dataTransfer?.items ?? [])];
    const entries = items.map((item) => item.webkitGetAsEntry?.()).filter((entry) => !!entry);
    if (!entries.length) return [...(event.dataTransfer?.files ?? [])].map((one) => [one.name, one]);
    // One folder is the folder of the collection: its files have their names in it.
    const whole = entries.length === 1 && entries[0].isDirectory;
    /** @type {Named[]} */
    const found = [];
    for (const entry of entries)
      for (const [name, one] of await filesIn(entry, ""))
        found.push([whole ? name.replace(/^[^/]*\//, "") : name, one]);
    return found;
  };

  // Hands over what is chosen in a field or dropped on a place; what office programs leave is passed over.
  /**
   * @type {(
   *   field: HTMLInputElement,
   *   place: HTMLElement,
   *   shown: HTMLElement,
   *   take: (given: Named[]) => Promise<void>,
   * ) => void}
   */
  const listen = (field, place, shown, take) => {
    /** @type {(given: Named[]) => Promise<void>} */
    const hand = (given) => take(given.filter(([name]) => !/(?:^|\/)(?:~\$|\.)[^/]*$/.test(name)));
    field.addEventListener("change", async () => {
      await hand([...(field.files ?? [])].map((one) => /** @type {Named} */ ([one.name, one])));
      field.value = ""; // the same file, mended, may be chosen again
    });
    for (const name of ["dragover", "dragleave", "drop"])
      place.addEventListener(name, (event) => {
        event.preventDefault();
        shown.classList.toggle("over", name === "dragover");
      });
    place.addEventListener("drop", async (event) => hand(await dropped(event)));
  };

  return { listen };
})();
