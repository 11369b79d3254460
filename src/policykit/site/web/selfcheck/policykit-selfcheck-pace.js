// Long work in turns: a page that reads a large file stays awake, and says how far it is.
policykitSelfcheck.pace = (() => {
  "use strict";

  const MOST = 40; // milliseconds of one turn; what a reader does in between waits no longer
  let began = performance.now();
  /** @type {(step: string, done: number, all: number) => void} */
  let told = () => {};

  // Hands the next steps to a listener.
  /** @type {(listener: (step: string, done: number, all: number) => void) => void} */
  const tell = (listener) => {
    told = listener;
    began = performance.now();
  };
  /** @type {() => boolean} */
  const due = () => performance.now() - began > MOST;
  // Lets the page draw and answer; to be awaited where `due` says so.
  /** @type {(step: string, done?: number, all?: number) => Promise<void>} */
  const rest = async (step, done = 0, all = 0) => {
    told(step, done, all);
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    began = performance.now();
  };

  return { tell, due, rest };
})();
