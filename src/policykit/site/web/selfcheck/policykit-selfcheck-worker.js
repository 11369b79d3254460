// What runs beside a page: reads and judges files as it is told. It stands behind the scripts that do so
// (policykit.site.selfcheck), since a page from the disk can give a worker nothing but a text.
(() => {
  "use strict";

  const kit = policykitSelfcheck;
  const desk = kit.desk.inTurns();

  /** @type {Record<string, (told: any, answer: (part: object) => void) => Promise<object>>} */
  const tasks = {
    ready: async () => ({}),
    sent: async ({ bytes, file, about }) => ({ sent: await policykitCollect.rules.sent(bytes, file, about) }),
    open: async ({ bytes, file }) => ({ division: await desk.open(bytes, file) }),
    check: async ({ about }, answer) => {
      for (const piece of kit.parcels.pack(await desk.check(about))) answer({ piece });
      return {};
    },
  };
  self.addEventListener("message", async ({ data: { task, ...told } }) => {
    /** @type {(part: object) => void} */
    const answer = (part) => self.postMessage(part);
    kit.pace.tell((...progress) => answer({ progress }));
    try {
      answer({ done: true, ...(await tasks[task](told, answer)) });
    } catch (error) {
      const { message, problems = null } = /** @type {any} */ (error);
      answer({ done: true, problems, reason: message ?? String(error) });
    }
  });
})();
