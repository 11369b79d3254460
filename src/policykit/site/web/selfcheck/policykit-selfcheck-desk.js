// Where a file is read and judged: beside the page, in a worker, or in turns on it. Both do the same by the
// same scripts; a worker keeps a large file from holding the page up, and can be stopped.
policykitSelfcheck.desk = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const SMALL = 2 ** 17; // bytes; a file so small is judged before a worker has begun

  /** @type {Promise<string> | null} */
  let source = null;
  // The text of a worker comes as a script, when it is first wanted: from the disk a page loads nothing else.
  /** @type {(uri: string) => Promise<string>} */
  const textFrom = (uri) => {
    source ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = uri;
      script.onload = () => {
        const { policykitPacked: packed, policykitWorker: text } = /** @type {any} */ (window);
        resolve(`self.window = self; self.policykitPacked = ${JSON.stringify(packed)};\n${text}`);
      };
      script.onerror = () => {
        source = null;
        reject(new Error(uri));
      };
      document.head.append(script);
    });
    return source;
  };
  // So many workers, and what ends them. Throws where the browser gives none.
  /** @type {(uri: string, count?: number) => Promise<[Worker[], () => void]>} */
  const workers = async (uri, count = 1) => {
    const address = URL.createObjectURL(new Blob([await textFrom(uri)], { type: "text/javascript" }));
    /** @type {Worker[]} */
    const made = [];
    const end = () => {
      for (const worker of made) worker.terminate();
      URL.revokeObjectURL(address);
    };
    try {
      for (let number = 0; number < count; number += 1) made.push(new Worker(address));
    } catch (error) {
      end();
      throw error;
    }
    return [made, end];
  };
  // What a worker answers to a task; a piece of it and how far it is go to listeners.
  /** @type {(worker: Worker, task: object, heard?: (part: any) => void) => Promise<any>} */
  const ask = (worker, task, heard = () => {}) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (!data.done) heard(data);
        else if (data.problems) reject(new kit.words.Refused(data.problems));
        else if (data.reason !== undefined) reject(new Error(data.reason));
        else resolve(data);
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(task);
    });

  /** @type {() => Desk} */
  const inTurns = () => {
    /** @type {[Sheet[], boolean]} */
    let read = [[], false];
    let name = "";
    return {
      open: async (bytes, file) => {
        [read, name] = [await kit.table.sheetsOf(bytes, file), file];
        return kit.report.divisionIn(read[0]);
      },
      check: (about) => kit.report.check(read, name, about),
      end: () => {},
    };
  };
  /** @type {(worker: Worker, end: () => void, tell: Progress) => Desk} */
  const beside = (worker, end, tell) => {
    // One task after the other: what a worker was asked first it answers first.
    let last = Promise.resolve();
    /** @type {(task: object, heard?: (piece: Parcel) => void) => Promise<any>} */
    const next = (task, heard = () => {}) => {
      const asked = last.then(() =>
        ask(worker, task, ({ progress: [step, done, all] = ["", 0, 0], piece }) =>
          piece ? heard(piece) : tell(step, done, all),
        ),
      );
      last = asked.then(
        () => {},
        () => {},
      );
      return asked;
    };
    return {
      open: async (bytes, file) => (await next({ task: "open", bytes, file })).division,
      check: async (about) => {
        const gathering = kit.parcels.gathering();
        await next({ task: "check", about }, gathering.add);
        return gathering.whole();
      },
      end,
    };
  };
  // The desk for a file of so many bytes, and whether a large one must do without a worker.
  /** @type {(uri: string, size: number, tell: Progress) => Promise<[Desk, boolean]>} */
  const begin = async (uri, size, tell) => {
    if (size > SMALL) {
      try {
        const [[worker], end] = await workers(uri);
        await ask(worker, { task: "ready" });
        return [beside(worker, end, tell), false];
      } catch {
        // A browser that gives no worker, or none that runs.
      }
    }
    kit.pace.tell(tell);
    return [inTurns(), size > SMALL];
  };

  return { begin, inTurns, workers, ask };
})();
