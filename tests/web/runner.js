"use strict";

// Runs the browser's scripts without a browser, for tests: reads a line of JSON a call, writes a line a
// result. Of a browser they use what Node has too, an XML parser, and as much of a document as loads scripts.

const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { fileURLToPath } = require("node:url");
const vm = require("node:vm");
const xml = require("@xmldom/xmldom");

Object.defineProperty(xml.Element.prototype, "querySelector", {
  value(name) {
    return this.getElementsByTagName(name)[0] ?? null;
  },
});

// A browser's parser tells of an error by a tree of its own.
class DOMParser {
  parseFromString(text, type) {
    const onError = (level, message) => {
      throw new Error(`${level}: ${message}`);
    };
    try {
      return new xml.DOMParser({ onError }).parseFromString(text, type);
    } catch {
      return { documentElement: { localName: "parsererror" } };
    }
  }
}

const contexts = new Map();

// A page's global object, with the scripts that the page would load.
const open = (name, scripts, root) => {
  const run = (path) => vm.runInContext(readFileSync(path, "utf-8"), context, { filename: path });
  const document = {
    documentElement: { dataset: { content_root: root } },
    createElement: () => ({ remove: () => {} }),
    head: {
      append(script) {
        run(fileURLToPath(script.src.replace(/\?.*/, "")));
        script.onload();
      },
    },
  };
  const streams = { Blob, DecompressionStream, Response, TextDecoder, TextEncoder };
  const { XMLSerializer } = xml;
  const window = { DOMParser, XMLSerializer, atob, document, performance, setTimeout, ...streams };
  window.window = window;
  const context = vm.createContext(window);
  contexts.set(name, context);
  scripts.forEach(run);
};

const evaluate = async (name, source, value) => {
  const called = vm.runInContext(`(${source})`, contexts.get(name));
  return called(value);
};

const calls = { open, evaluate };

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { call, given } = JSON.parse(line);
  let answer;
  try {
    answer = { result: (await calls[call](...given)) ?? null };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
