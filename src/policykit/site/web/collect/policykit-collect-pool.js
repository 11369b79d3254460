// Workers that read files beside the page, so that it answers meanwhile; where a browser gives none the
// page reads in turns.
policykitCollect.pool = (() => {
  "use strict";

  const { desk } = policykitSelfcheck;
  const MOST = 4;
  const FEW = 8; // so few files, if they are small, are read before a worker has begun
  const SMALL = 2 ** 20;

  /** @typedef {{ division: string | null, asOf: number }} About */
  /** @typedef {{ bytes: Uint8Array<ArrayBuffer>, file: string, about: About }} Job */
  // Reads all jobs, each as it comes; says at which it failed, or that there are no workers (false).
  /** @type {(uri: string, jobs: Job[], done: (sent: Sent) => boolean) => Promise<boolean>} */
  const run = async (uri, jobs, done) => {
    const size = jobs.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (!uri || (jobs.length <= FEW && size < SMALL)) return false;
    let end = () => {};
    try {
      const count = Math.max(1, Math.min(MOST, (navigator.hardwareConcurrency || 2) - 1, jobs.length));
      const [workers, ended] = await desk.workers(uri, count);
      end = ended;
      const waiting = [...jobs];
      await Promise.all(
        workers.map(async (worker) => {
          for (let job = waiting.shift(); job; job = waiting.shift())
            if (!done((await desk.ask(worker, { task: "sent", ...job })).sent)) waiting.length = 0;
        }),
      );
      return true;
    } catch {
      return false; // what is left is read in turns, which says what is wrong
    } finally {
      end();
    }
  };

  // All jobs, beside the page where that can be, else in turns; `keep` says whether the rest is still wanted.
  /** @type {(uri: string, jobs: Job[], keep: (sent: Sent) => boolean) => Promise<void>} */
  const read = async (uri, jobs, keep) => {
    const { pace } = policykitSelfcheck;
    const there = new Set();
    let isWanted = true;
    /** @type {(sent: Sent) => boolean} */
    const kept = (sent) => {
      there.add(sent.file);
      isWanted = keep(sent);
      return isWanted;
    };
    await run(uri, jobs, kept);
    for (const { bytes, file, about } of jobs) {
      if (!isWanted) return;
      if (!there.has(file)) kept(await policykitCollect.rules.sent(bytes, file, about));
      if (pace.due()) await pace.rest("reading");
    }
  };

  return { read };
})();
