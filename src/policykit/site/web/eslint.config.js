"use strict";

// What the scripts of the browser are checked for: eslint's recommended rules and a few habits. There is no
// build step: a page from the disk loads them in order, so what one file offers another is a property of a
// global object.

const js = require("@eslint/js");
const globals = require("globals");

// The global objects that scripts hand things over in.
const OURS = {
  policykitElements: "readonly",
  policykitFiles: "readonly",
  policykitCounty: "readonly",
  policykitSearch: "readonly",
  policykitSearchModules: "readonly",
  policykitSelfcheck: "readonly",
  policykitCollect: "readonly",
  policykitYears: "readonly",
};

module.exports = [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2024, globals: { ...globals.browser, ...OURS } },
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-redeclare": ["error", { builtinGlobals: false }], // one of the scripts makes each of them
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { vars: "local" }],
      "no-var": "error",
      "max-len": [
        "error",
        { code: 110, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
      "prefer-const": "error",
      strict: ["error", "function"],
      // Whoever matches control characters may have meant something else; files and queries do hold them.
      "no-control-regex": "off",
    },
  },
  {
    files: ["**/eslint.config.js", "tests/web/runner.js"],
    languageOptions: { sourceType: "commonjs", globals: globals.node },
    rules: { strict: ["error", "global"] },
  },
];
