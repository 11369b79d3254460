// What runs beside the page: reads one file after the other as it is told. It stands behind the scripts that
// read (policykit.site.selfcheck), since a page from the disk can give a worker nothing but a text.
(() => {
  "use strict";

  self.addEventListener("message", async ({ data: { bytes, file, about } }) => {
    try {
      self.postMessage({ sent: await policykitCollect.rules.sent(bytes, file, about) });
    } catch (error) {
      self.postMessage({ reason: error instanceof Error ? error.message : String(error) });
    }
  });
})();
